/** Screens on a phone that Robolectric plays, over a client that a test has made. */
package chat.parley.android.screens;
