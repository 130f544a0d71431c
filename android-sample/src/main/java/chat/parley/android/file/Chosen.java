package chat.parley.android.file;

import android.content.ContentResolver;
import android.content.res.AssetFileDescriptor;
import android.database.Cursor;
import android.net.Uri;
import android.provider.OpenableColumns;
import chat.parley.client.SharedFiles;
import java.io.IOException;
import java.io.InputStream;

/**
 * A file that the person chose in another app, by what that app says of it.
 *
 * @param size in bytes, negative if it is not told
 * @param lasting whether it can still be read after the app was ended
 */
record Chosen(Uri uri, String name, String type, long size, boolean lasting) {
    private static final long UNTOLD = -1;

    /**
     * Asks for it; not on the screens' thread.
     *
     * @throws IOException if it cannot be read
     */
    static Chosen read(ContentResolver resolver, Uri uri) throws IOException {
        try {
            String name = null;
            long size = UNTOLD;
            try (Cursor cursor = resolver.query(
                    uri, new String[] {OpenableColumns.DISPLAY_NAME, OpenableColumns.SIZE}, null, null, null)) {
                if (cursor != null && cursor.moveToFirst()) {
                    name = text(cursor, OpenableColumns.DISPLAY_NAME);
                    String told = text(cursor, OpenableColumns.SIZE);
                    size = told == null ? UNTOLD : Long.parseLong(told);
                }
            }
            try (AssetFileDescriptor open = resolver.openAssetFileDescriptor(uri, "r")) {
                if (open == null) {
                    throw new IOException("it cannot be opened");
                }
                size = open.getLength() >= 0 ? open.getLength() : size;
            }
            return new Chosen(uri, Label.toSend(name), Label.type(resolver.getType(uri)), size, false);
        } catch (RuntimeException e) {
            // Other apps throw what they like, and permissions end.
            throw new IOException("another app does not give the file", e);
        }
    }

    Chosen lasting(boolean so) {
        return new Chosen(uri, name, type, size, so);
    }

    /** Its bytes, each time anew. */
    SharedFiles.Source source(ContentResolver resolver) {
        return () -> {
            try {
                InputStream in = resolver.openInputStream(uri);
                if (in == null) {
                    throw new IOException("it cannot be opened");
                }
                return in;
            } catch (RuntimeException e) {
                throw new IOException("another app does not give the file", e);
            }
        };
    }

    private static String text(Cursor cursor, String column) {
        int index = cursor.getColumnIndex(column);
        return index < 0 || cursor.isNull(index) ? null : cursor.getString(index);
    }
}
