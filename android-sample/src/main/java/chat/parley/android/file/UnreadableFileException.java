package chat.parley.android.file;

/** Another app does not give a file that was chosen there. */
final class UnreadableFileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnreadableFileException(String name, Throwable cause) {
        super(name, cause);
    }
}
