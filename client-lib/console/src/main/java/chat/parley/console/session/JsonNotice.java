package chat.parley.console.session;

import chat.parley.client.Person;
import chat.parley.client.RoomRef;
import chat.parley.protocol.id.EventId;
import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Anything but a message as one line of JSON: the fields are stable, each is always there, null where it means nothing. */
public final class JsonNotice {
    private static final List<String> FIELDS =
            List.of("line", "room", "roomId", "id", "user", "name", "number", "code", "text", "file");

    private final Map<String, JsonValue> values = new LinkedHashMap<>();

    /**
     * @param kind what has happened
     * @param time when it is told
     */
    public JsonNotice(String kind, Instant time) {
        put("kind", kind);
        put("time", time);
        FIELDS.forEach(field -> values.put(field, JsonValue.NULL));
    }

    /** The line of the input that it is about. */
    public JsonNotice line(Optional<Integer> line) {
        line.ifPresent(number -> values.put("line", Json.createValue(number)));
        return this;
    }

    /** A stable word: why, or which. */
    public JsonNotice code(String code) {
        return put("code", code);
    }

    /** The same for people. */
    public JsonNotice text(String text) {
        return text.isEmpty() ? this : put("text", text);
    }

    JsonNotice room(RoomNames rooms, RoomRef room) {
        values.put("roomId", JsonLines.roomId(room));
        return put("room", rooms.of(room));
    }

    JsonNotice person(Person person) {
        return put("user", person.user()).put("name", person.name());
    }

    JsonNotice id(EventId id) {
        return put("id", id);
    }

    JsonNotice number(long number) {
        values.put("number", Json.createValue(number));
        return this;
    }

    JsonNotice file(JsonObjectBuilder file) {
        values.put("file", file.build());
        return this;
    }

    private JsonNotice put(String field, Object value) {
        values.put(field, Json.createValue(value.toString()));
        return this;
    }

    @Override
    public String toString() {
        JsonObjectBuilder object = Json.createObjectBuilder();
        values.forEach(object::add);
        return JsonLines.ascii(object.build().toString());
    }
}
