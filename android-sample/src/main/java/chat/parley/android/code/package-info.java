/** QR codes: shown, and read from pictures. */
package chat.parley.android.code;
