package chat.parley.android.screens;

import android.content.ContentProvider;
import android.content.ContentValues;
import android.database.Cursor;
import android.database.MatrixCursor;
import android.net.Uri;
import android.os.ParcelFileDescriptor;
import android.provider.OpenableColumns;
import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.Map;
import org.robolectric.Robolectric;

/** Another app with files, some of them strange. */
public final class OtherApp extends ContentProvider {
    static final String AUTHORITY = "org.example.other";

    private final Map<Uri, Entry> entries = new LinkedHashMap<>();

    private record Entry(String name, String type, File file) {}

    public static OtherApp start() {
        return Robolectric.setupContentProvider(OtherApp.class, AUTHORITY);
    }

    /** A file of it; the name may be null. */
    public Uri has(String name, String type, byte[] content) {
        Uri uri = new Uri.Builder()
                .scheme("content")
                .authority(AUTHORITY)
                .appendPath("doc-" + entries.size())
                .build();
        try {
            File file = File.createTempFile("other", ".bin", getContext().getCacheDir());
            Files.write(file.toPath(), content);
            entries.put(uri, new Entry(name, type, file));
            return uri;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** What was written there. */
    public byte[] content(Uri uri) throws IOException {
        return Files.readAllBytes(entries.get(uri).file().toPath());
    }

    /** It gives the file no longer. */
    public void withdraw(Uri uri) {
        entries.remove(uri);
    }

    @Override
    public boolean onCreate() {
        return true;
    }

    @Override
    public Cursor query(Uri uri, String[] columns, String selection, String[] arguments, String order) {
        Entry entry = entries.get(uri);
        MatrixCursor cursor = new MatrixCursor(new String[] {OpenableColumns.DISPLAY_NAME, OpenableColumns.SIZE});
        if (entry != null) {
            cursor.addRow(new Object[] {entry.name(), entry.file().length()});
        }
        return cursor;
    }

    @Override
    public String getType(Uri uri) {
        return entries.containsKey(uri) ? entries.get(uri).type() : null;
    }

    @Override
    public ParcelFileDescriptor openFile(Uri uri, String mode) throws FileNotFoundException {
        if (!entries.containsKey(uri)) {
            throw new SecurityException("no permission");
        }
        return ParcelFileDescriptor.open(entries.get(uri).file(), ParcelFileDescriptor.parseMode(mode));
    }

    @Override
    public Uri insert(Uri uri, ContentValues values) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int update(Uri uri, ContentValues values, String selection, String[] arguments) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int delete(Uri uri, String selection, String[] arguments) {
        throw new UnsupportedOperationException();
    }
}
