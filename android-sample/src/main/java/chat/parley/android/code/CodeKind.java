package chat.parley.android.code;

import chat.parley.android.R;

/** What codes of this app are for, by how they begin. */
public enum CodeKind {
    ROOM("parley:room:", R.string.scan_room),
    DEVICE("parley:device:", R.string.scan_device),
    SAFETY("parley:safety:", R.string.scan_safety),
    /** An invitation, or what makes this phone somebody's device: what one may begin with. */
    BEGINNING("parley:", R.string.scan_beginning);

    private final String prefix;
    private final int asked;

    CodeKind(String prefix, int asked) {
        this.prefix = prefix;
        this.asked = asked;
    }

    /** Whether a text is such a code, as far as one sees. */
    boolean is(String text) {
        boolean safety = text.startsWith(SAFETY.prefix);
        return this == BEGINNING ? text.startsWith(prefix) && !safety : text.startsWith(prefix);
    }

    /** What the person is asked to point at, as a text of the resources. */
    int asked() {
        return asked;
    }
}
