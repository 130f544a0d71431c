package chat.parley.protocol.json;

import jakarta.json.JsonException;
import jakarta.json.spi.JsonProvider;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParser.Event;
import jakarta.json.stream.JsonParserFactory;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads an object whose fields come in a fixed order. It is lenient about form: who needs the one form (events do) writes
 * again what was read and compares.
 */
public final class JsonFields implements AutoCloseable {
    private final JsonParser parser;

    private JsonFields(JsonParser parser) {
        this.parser = parser;
    }

    /** A source of readers; one for the life of a codec, since finding the JSON provider is slow. */
    public static final class Source {
        private final JsonParserFactory factory =
                JsonProvider.provider().createParserFactory(Collections.<String, Object>emptyMap());

        /** A reader at the beginning of {@code text}. */
        public JsonFields read(String text) throws MalformedJsonException {
            return new JsonFields(factory.createParser(new StringReader(text)));
        }
    }

    public JsonFields open() throws MalformedJsonException {
        expect(Event.START_OBJECT);
        return this;
    }

    public JsonFields shut() throws MalformedJsonException {
        expect(Event.END_OBJECT);
        return this;
    }

    public String text(String name) throws MalformedJsonException {
        key(name);
        expect(Event.VALUE_STRING);
        return parser.getString();
    }

    /** The end of the object, before which there may be one more field, with a text. */
    public Optional<String> lastText(String name) throws MalformedJsonException {
        Event event = next();
        if (event == Event.END_OBJECT) {
            return Optional.empty();
        }
        if (event != Event.KEY_NAME || !parser.getString().equals(name)) {
            throw new MalformedJsonException("expected the field " + name + " or the end");
        }
        expect(Event.VALUE_STRING);
        Optional<String> text = Optional.of(parser.getString());
        shut();
        return text;
    }

    /** An integer from 0 to 2^53-1. */
    public long number(String name) throws MalformedJsonException {
        key(name);
        expect(Event.VALUE_NUMBER);
        String digits = parser.getString();
        if (digits.length() > 16 || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new MalformedJsonException(name + " is not an integer from 0 to 2^53-1");
        }
        long value = Long.parseLong(digits);
        if (value >= 1L << 53) {
            throw new MalformedJsonException(name + " is not an integer from 0 to 2^53-1");
        }
        return value;
    }

    /** An array of at most {@code max} strings. */
    public List<String> texts(String name, int max) throws MalformedJsonException {
        key(name);
        expect(Event.START_ARRAY);
        List<String> values = new ArrayList<>();
        while (true) {
            Event event = next();
            if (event == Event.END_ARRAY) {
                return values;
            }
            if (event != Event.VALUE_STRING || values.size() == max) {
                throw new MalformedJsonException(name + " is not an array of at most " + max + " strings");
            }
            values.add(parser.getString());
        }
    }

    /** Goes into the object that is the field's value. */
    public JsonFields object(String name) throws MalformedJsonException {
        key(name);
        return open();
    }

    /** Reads the field's value, an array of at most {@code max} objects, each by {@code reader}, which starts inside. */
    public <T> List<T> objects(String name, int max, ObjectReader<T> reader) throws MalformedJsonException {
        key(name);
        expect(Event.START_ARRAY);
        List<T> values = new ArrayList<>();
        while (true) {
            Event event = next();
            if (event == Event.END_ARRAY) {
                return values;
            }
            if (event != Event.START_OBJECT || values.size() == max) {
                throw new MalformedJsonException(name + " is not an array of at most " + max + " objects");
            }
            values.add(reader.read(this));
            shut();
        }
    }

    /** Nothing may follow. */
    public void end() throws MalformedJsonException {
        try {
            if (parser.hasNext()) {
                throw new MalformedJsonException("something follows the object");
            }
        } catch (JsonException | NoSuchElementException e) {
            throw new MalformedJsonException("something follows the object");
        }
    }

    @Override
    public void close() {
        parser.close();
    }

    /** Maps each text, turning what the mapping refuses into {@link MalformedJsonException}. */
    public static <T> List<T> map(List<String> texts, Function<String, T> mapping) throws MalformedJsonException {
        List<T> values = new ArrayList<>(texts.size());
        for (String text : texts) {
            values.add(map(text, mapping));
        }
        return values;
    }

    /** Maps a text, turning what the mapping refuses into {@link MalformedJsonException}. */
    public static <T> T map(String text, Function<String, T> mapping) throws MalformedJsonException {
        try {
            return mapping.apply(text);
        } catch (IllegalArgumentException e) {
            throw new MalformedJsonException(e.getMessage());
        }
    }

    /** Maps a text that may be missing, turning what the mapping refuses into {@link MalformedJsonException}. */
    public static <T> Optional<T> map(Optional<String> text, Function<String, T> mapping)
            throws MalformedJsonException {
        return text.isPresent() ? Optional.of(map(text.get(), mapping)) : Optional.empty();
    }

    private void key(String name) throws MalformedJsonException {
        expect(Event.KEY_NAME);
        if (!parser.getString().equals(name)) {
            throw new MalformedJsonException("expected the field " + name);
        }
    }

    private void expect(Event expected) throws MalformedJsonException {
        if (next() != expected) {
            throw new MalformedJsonException("expected " + expected);
        }
    }

    private Event next() throws MalformedJsonException {
        try {
            return parser.next();
        } catch (JsonException | NoSuchElementException e) {
            throw new MalformedJsonException("not JSON");
        }
    }

    /** Reads the fields of one object. */
    @FunctionalInterface
    public interface ObjectReader<T> {
        T read(JsonFields fields) throws MalformedJsonException;
    }
}
