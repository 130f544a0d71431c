package chat.parley.protocol.rules;

import java.util.Locale;

/** What a member of an owned room may do, lowest first. Who is no member has none. */
public enum Rank {
    /** Reads. */
    GUEST,
    /** Reads and writes. */
    MEMBER,
    /** Besides, invites, removes and ranks those below. */
    ADMIN,
    /** Above all; one person at most, the creator or a successor, who only resigns. */
    OWNER;

    private final String text = name().toLowerCase(Locale.ROOT);

    /**
     * @throws IllegalArgumentException if it is no rank
     */
    public static Rank of(String text) {
        for (Rank each : values()) {
            if (each.text.equals(text)) {
                return each;
            }
        }
        throw new IllegalArgumentException("unknown rank");
    }

    /** 1 to 4; who has no rank weighs 0. */
    public int weight() {
        return ordinal() + 1;
    }

    @Override
    public String toString() {
        return text;
    }
}
