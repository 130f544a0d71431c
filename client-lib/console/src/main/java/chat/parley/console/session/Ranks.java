package chat.parley.console.session;

import chat.parley.protocol.rules.Rank;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Ranks as people read and type them. */
public final class Ranks {
    private Ranks() {}

    /** {@code a member}, {@code an admin}. */
    public static String of(Rank rank) {
        String name = rank.toString();
        return switch (rank) {
            case OWNER -> "the " + name;
            case ADMIN -> "an " + name;
            case MEMBER, GUEST -> "a " + name;
        };
    }

    /** Those that somebody can be given. */
    public static List<String> given() {
        return Arrays.stream(Rank.values())
                .filter(rank -> rank != Rank.OWNER)
                .map(Rank::toString)
                .toList();
    }

    /**
     * The rank of a word.
     *
     * @throws Refusal if it is none that can be given
     */
    public static Rank read(String word) {
        String name = word.toLowerCase(Locale.ROOT);
        if (name.equals(Rank.OWNER.toString())) {
            throw new Refusal("a room has one owner: /transfer <name> makes somebody else the owner");
        }
        if (!given().contains(name)) {
            throw new Refusal("there is no rank " + word + ": say guest (reads), member (writes) or admin (decides)");
        }
        return Rank.of(name);
    }
}
