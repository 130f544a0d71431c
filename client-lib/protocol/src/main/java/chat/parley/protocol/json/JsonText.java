package chat.parley.protocol.json;

import java.util.Collection;

/**
 * Writes the one form of JSON that Parley hashes and signs: no white space, fields in the order written, integers in
 * plain decimal, and in strings only {@code "}, {@code \} and characters below U+0020 escaped, the last as {@code \}{@code
 * u00xx} in lower case.
 */
public final class JsonText {
    private static final char[] HEX = "0123456789abcdef".toCharArray();

    private final StringBuilder out = new StringBuilder(512);
    private boolean first = true;

    public JsonText open() {
        out.append('{');
        first = true;
        return this;
    }

    public JsonText close() {
        out.append('}');
        first = false;
        return this;
    }

    public JsonText field(String name, Object value) {
        name(name);
        quote(value.toString());
        return this;
    }

    public JsonText field(String name, long value) {
        name(name);
        out.append(value);
        return this;
    }

    /** A field of strings. */
    public JsonText field(String name, Collection<?> values) {
        name(name);
        out.append('[');
        boolean more = false;
        for (Object value : values) {
            if (more) {
                out.append(',');
            }
            quote(value.toString());
            more = true;
        }
        out.append(']');
        return this;
    }

    /** A field whose value is JSON already. */
    public JsonText raw(String name, String json) {
        name(name);
        out.append(json);
        return this;
    }

    /** A field whose value is an array of JSON texts. */
    public JsonText raw(String name, Collection<String> jsons) {
        name(name);
        out.append('[').append(String.join(",", jsons)).append(']');
        return this;
    }

    @Override
    public String toString() {
        return out.toString();
    }

    private void name(String name) {
        if (!first) {
            out.append(',');
        }
        first = false;
        quote(name);
        out.append(':');
    }

    private void quote(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < 0x20) {
                out.append("\\u00").append(HEX[c >> 4]).append(HEX[c & 15]);
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }
}
