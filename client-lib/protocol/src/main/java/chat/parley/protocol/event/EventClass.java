package chat.parley.protocol.event;

import java.util.Locale;

/** What an event is about: membership, keys, or what people say. */
public enum EventClass {
    CONTROL,
    KEY,
    CONTENT;

    private final String text = name().toLowerCase(Locale.ROOT);

    /**
     * @throws IllegalArgumentException if it is none of the three
     */
    public static EventClass of(String text) {
        for (EventClass each : values()) {
            if (each.text.equals(text)) {
                return each;
            }
        }
        throw new IllegalArgumentException("unknown class");
    }

    @Override
    public String toString() {
        return text;
    }
}
