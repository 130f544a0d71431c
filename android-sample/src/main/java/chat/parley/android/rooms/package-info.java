/** The rooms: their list, what is unread in them, and their settings. */
package chat.parley.android.rooms;
