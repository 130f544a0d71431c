/** What may depend on what, and what no class may be called. */
package chat.parley.architecture;
