package chat.parley.protocol.frame;

/**
 * Looks at a text before JSON-B does: one object and nothing after it, not too long, not too deep. A binding library
 * would take trailing garbage, and would go as deep as the sender likes.
 */
final class FrameShape {
    private FrameShape() {}

    static void check(String text, int maxLength, int maxDepth) throws BadFrameException {
        if (text.length() > maxLength) {
            throw new BadFrameException(
                    ProblemCode.FRAME_TOO_LARGE, "a frame has at most " + maxLength + " characters");
        }
        int depth = 0;
        boolean inString = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (inString) {
                if (c == '\\') {
                    i++;
                } else if (c == '"') {
                    inString = false;
                }
            } else if (c == '"') {
                inString = true;
            } else if (c == '{' || c == '[') {
                if (++depth > maxDepth) {
                    throw bad("nested too deeply");
                }
            } else if (c == '}' || c == ']') {
                if (--depth == 0 && i != text.length() - 1) {
                    throw bad("something follows the object");
                }
            }
            if (i == 0 && c != '{') {
                throw bad("a frame is a JSON object");
            }
        }
        if (depth != 0 || inString || text.isEmpty()) {
            throw bad("the object does not end");
        }
    }

    private static BadFrameException bad(String message) {
        return new BadFrameException(ProblemCode.BAD_FRAME, message);
    }
}
