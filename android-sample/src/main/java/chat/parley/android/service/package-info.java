/** Life without a screen: the connection, notifications, networks that change. */
package chat.parley.android.service;
