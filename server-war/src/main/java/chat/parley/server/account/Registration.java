package chat.parley.server.account;

import java.util.Locale;

/** Who may register at this domain. */
public enum Registration {
    /** Anybody. */
    OPEN,
    /** Whoever has a registration code of the operator's. */
    CODE,
    /** Nobody. */
    CLOSED;

    /**
     * As an operator writes it.
     *
     * @throws IllegalArgumentException if it is none of them
     */
    public static Registration of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}
