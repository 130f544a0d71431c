/** The strict JSON of events: a reader on JSON-P's streaming parser and a writer with one form. */
package chat.parley.protocol.json;
