/**
 * Frames on WebSockets, bound by JSON-B. Each is a record whose constructor and properties are annotated, so that it is
 * read and written alike where records are and where they were compiled away (Android).
 */
package chat.parley.protocol.frame;
