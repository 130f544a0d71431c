/** Members, and whether they are who they seem to be. */
package chat.parley.android.people;
