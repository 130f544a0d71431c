/**
 * Frames on WebSockets, bound by JSON-B. Each is a record whose constructor is annotated, so that it is read alike where
 * records are and where they were compiled away (Android). Records with lists spell their constructor out: a compact one
 * loses the lists' types when a newer compiler builds for JDK 17.
 */
package chat.parley.protocol.frame;
