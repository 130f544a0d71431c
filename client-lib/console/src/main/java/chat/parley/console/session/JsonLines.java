package chat.parley.console.session;

import chat.parley.client.ClientEvent;
import chat.parley.client.RoomRef;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;

/**
 * A message as one line of JSON, for programs: the fields are stable, each is always there. Everything outside printable
 * ASCII is escaped, so that a terminal on which it ends up obeys none of it.
 */
public final class JsonLines {
    private final Session session;

    public JsonLines(Session session) {
        this.session = session;
    }

    /** The message's line. {@code kind} says what has happened to it: {@code message}, or {@code changed}. */
    public String of(String kind, ClientEvent.Message message) {
        return ascii(fields(kind, message).build().toString());
    }

    /** The same, with the number by which commands name the message. */
    String numbered(String kind, ClientEvent.Message message) {
        JsonObjectBuilder fields = fields(kind, message);
        session.shown()
                .number(message.id())
                .ifPresentOrElse(number -> fields.add("number", number), () -> fields.addNull("number"));
        return ascii(fields.build().toString());
    }

    private JsonObjectBuilder fields(String kind, ClientEvent.Message message) {
        JsonArrayBuilder reactions = Json.createArrayBuilder();
        message.marks()
                .reactions()
                .forEach((reaction, users) -> reactions.add(Json.createObjectBuilder()
                        .add("reaction", reaction)
                        .add(
                                "users",
                                Json.createArrayBuilder(
                                        users.stream().map(Object::toString).toList()))));
        return Json.createObjectBuilder()
                .add("kind", kind)
                .add("room", session.rooms().of(message.room()))
                .add("roomId", roomId(message.room()))
                .add("id", message.id().toString())
                .add("time", message.time().toString())
                .add("user", message.sender().user().toString())
                .add("name", message.sender().name())
                .add("self", message.sender().self())
                .add("text", message.text())
                .add("replyTo", message.marks().replyTo().map(JsonLines::text).orElse(JsonValue.NULL))
                .add("edited", message.marks().edited())
                .add("deleted", message.marks().deleted())
                .add("late", message.late())
                .add("reactions", reactions)
                .add("file", message.marks().file().map(JsonLines::file).orElse(JsonValue.NULL));
    }

    /** The id of a room with an owner; null of an open one. */
    static JsonValue roomId(RoomRef room) {
        return room instanceof RoomRef.Owned owned ? text(owned.log()) : JsonValue.NULL;
    }

    private static JsonValue file(ClientEvent.Attachment file) {
        return Json.createObjectBuilder()
                .add("name", file.name())
                .add("type", file.type())
                .add("size", file.size())
                .build();
    }

    private static JsonValue text(Object id) {
        return Json.createValue(id.toString());
    }

    /** A line of JSON in printable ASCII alone. */
    public static String ascii(String line) {
        StringBuilder text = new StringBuilder(line.length());
        for (char c : line.toCharArray()) {
            if (c < 0x20 || c >= 0x7f) {
                text.append(String.format("\\u%04x", (int) c));
            } else {
                text.append(c);
            }
        }
        return text.toString();
    }
}
