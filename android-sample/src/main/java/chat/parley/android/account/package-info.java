/** The account, its recovery code, and the devices. */
package chat.parley.android.account;
