/** For scripts: {@code parley send} and {@code parley tail}. */
package chat.parley.console.script;
