/** Looking for what was said. */
package chat.parley.android.search;
