/** The application: one client for all screens, and what screens have in common. */
package chat.parley.android.app;
