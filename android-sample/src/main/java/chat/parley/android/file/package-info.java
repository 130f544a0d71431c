/**
 * Files and pictures: chosen and sent, offered and fetched, looked at, opened and given to other apps. Nothing here believes
 * what a sender, or another app, says of a file.
 */
package chat.parley.android.file;
