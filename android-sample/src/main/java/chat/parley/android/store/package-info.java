/** Where the phone keeps keys and messages: its own SQLite, sealed with a key that the Android Keystore guards. */
package chat.parley.android.store;
