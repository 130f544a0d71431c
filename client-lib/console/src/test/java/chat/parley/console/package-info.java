/** Tests of the console with a scripted client: no network, no keys. */
package chat.parley.console;
