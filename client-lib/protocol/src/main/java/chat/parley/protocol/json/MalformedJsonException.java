package chat.parley.protocol.json;

/** A text is not the JSON that was expected. The message names the place, never the content. */
public final class MalformedJsonException extends Exception {
    public MalformedJsonException(String message) {
        super(message, null, false, false);
    }
}
