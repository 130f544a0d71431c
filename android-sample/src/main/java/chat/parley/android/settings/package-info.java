/** What the person at the phone has chosen. */
package chat.parley.android.settings;
