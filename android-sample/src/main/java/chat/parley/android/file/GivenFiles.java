package chat.parley.android.file;

import android.content.ContentProvider;
import android.content.ContentValues;
import android.content.Context;
import android.content.Intent;
import android.database.Cursor;
import android.database.MatrixCursor;
import android.net.Uri;
import android.os.ParcelFileDescriptor;
import android.provider.OpenableColumns;
import android.webkit.MimeTypeMap;
import java.io.File;
import java.io.FileNotFoundException;
import java.util.List;
import java.util.Optional;

/**
 * Lets another app read one file that the person gives it. Not exported: each intent that leaves carries the permission for
 * its one file, to read.
 */
public final class GivenFiles extends ContentProvider {
    private static final String AUTHORITY = ".files";
    private static final int FOLDER_AND_NAME = 2;

    /** The address of a file that lies in the inbox. */
    static Uri uri(Context context, File file) {
        return new Uri.Builder()
                .scheme("content")
                .authority(authority(context))
                .appendPath(file.getParentFile().getName())
                .appendPath(file.getName())
                .build();
    }

    static String authority(Context context) {
        return context.getPackageName() + AUTHORITY;
    }

    /** The type by which apps are asked to open a file: by the ending that the person sees, not by what its sender says. */
    static String type(String name) {
        String known = MimeTypeMap.getSingleton().getMimeTypeFromExtension(Label.ending(name));
        return known == null ? Label.UNTYPED : known;
    }

    /** For one who may read the file, and no more. */
    static Intent readable(Intent intent) {
        return intent.addFlags(Intent.FLAG_GRANT_READ_URI_PERMISSION);
    }

    @Override
    public boolean onCreate() {
        return true;
    }

    @Override
    public ParcelFileDescriptor openFile(Uri uri, String mode) throws FileNotFoundException {
        if (!mode.equals("r")) {
            throw new SecurityException("to be read only");
        }
        File file = find(uri).orElseThrow(() -> new FileNotFoundException("there is no such file"));
        return ParcelFileDescriptor.open(file, ParcelFileDescriptor.MODE_READ_ONLY);
    }

    @Override
    public String getType(Uri uri) {
        return find(uri).map(file -> type(file.getName())).orElse(null);
    }

    @Override
    public Cursor query(Uri uri, String[] wanted, String selection, String[] arguments, String order) {
        String[] columns = wanted == null ? new String[] {OpenableColumns.DISPLAY_NAME, OpenableColumns.SIZE} : wanted;
        MatrixCursor cursor = new MatrixCursor(columns, 1);
        find(uri).ifPresent(file -> {
            MatrixCursor.RowBuilder row = cursor.newRow();
            for (String column : columns) {
                row.add(
                        column.equals(OpenableColumns.DISPLAY_NAME)
                                ? file.getName()
                                : column.equals(OpenableColumns.SIZE) ? (Object) file.length() : null);
            }
        });
        return cursor;
    }

    @Override
    public Uri insert(Uri uri, ContentValues values) {
        throw new SecurityException("to be read only");
    }

    @Override
    public int update(Uri uri, ContentValues values, String selection, String[] arguments) {
        throw new SecurityException("to be read only");
    }

    @Override
    public int delete(Uri uri, String selection, String[] arguments) {
        throw new SecurityException("to be read only");
    }

    private Optional<File> find(Uri uri) {
        List<String> path = uri.getPathSegments();
        // Asked for before the application is ready, too.
        return path.size() == FOLDER_AND_NAME
                ? Inbox.of(getContext()).find(path.get(0), path.get(1))
                : Optional.empty();
    }
}
