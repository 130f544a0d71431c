/** The app with real nodes. */
package chat.parley.android.flow;
