/** Files and pictures without screens. */
package chat.parley.android.file;
