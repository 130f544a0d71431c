/** How much is taken in from whom: apart from whether it is valid. What exceeds a quota is put off, never refused for good. */
package chat.parley.server.admission;
