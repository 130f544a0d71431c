package chat.parley.android.file;

import android.app.Activity;
import android.content.ActivityNotFoundException;
import android.content.ClipData;
import android.content.ComponentName;
import android.content.ContentResolver;
import android.content.Context;
import android.content.Intent;
import android.net.Uri;
import android.os.Bundle;
import android.provider.DocumentsContract;
import android.widget.Toast;
import chat.parley.android.R;
import chat.parley.android.rooms.ShareActivity;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.util.Optional;

/** The ways by which a file leaves the app, each when the person wants it: opened, shared, saved elsewhere. */
final class Exits {
    private static final int SAVE = 71;
    private static final String SAVING = "saving";

    private final Activity screen;
    private final Cabinet cabinet;
    private Optional<File> saving = Optional.empty();

    Exits(Activity screen, Cabinet cabinet) {
        this.screen = screen;
        this.cabinet = cabinet;
    }

    /** Has another app show it. */
    void open(File file) {
        Intent view = new Intent(Intent.ACTION_VIEW)
                .setDataAndType(GivenFiles.uri(screen, file), GivenFiles.type(file.getName()));
        start(GivenFiles.readable(view));
    }

    void share(File file) {
        Uri uri = GivenFiles.uri(screen, file);
        Intent send = new Intent(Intent.ACTION_SEND)
                .setType(GivenFiles.type(file.getName()))
                .putExtra(Intent.EXTRA_STREAM, uri);
        send.setClipData(ClipData.newRawUri(null, uri));
        ComponentName[] itself = {new ComponentName(screen, ShareActivity.class)};
        start(Intent.createChooser(GivenFiles.readable(send), null).putExtra(Intent.EXTRA_EXCLUDE_COMPONENTS, itself));
    }

    /** Asks the person where to. */
    void save(File file) {
        saving = Optional.of(file);
        Intent create = new Intent(Intent.ACTION_CREATE_DOCUMENT)
                .addCategory(Intent.CATEGORY_OPENABLE)
                .setType(GivenFiles.type(file.getName()))
                .putExtra(Intent.EXTRA_TITLE, file.getName());
        try {
            screen.startActivityForResult(create, SAVE);
        } catch (ActivityNotFoundException e) {
            tell(screen, R.string.file_no_app);
        }
    }

    /** Says whether it was this one's answer. */
    boolean answered(int request, int result, Intent data) {
        if (request != SAVE) {
            return false;
        }
        if (result == Activity.RESULT_OK && data != null && data.getData() != null && saving.isPresent()) {
            copy(saving.get(), data.getData());
        }
        saving = Optional.empty();
        return true;
    }

    void save(Bundle state) {
        saving.ifPresent(file -> state.putString(SAVING, file.getPath()));
    }

    void restore(Bundle state) {
        String path = state.getString(SAVING);
        saving = path == null ? Optional.empty() : cabinet.inbox().find(new File(path).toPath());
    }

    private void copy(File file, Uri target) {
        Context app = screen.getApplicationContext();
        cabinet.copies().execute(() -> {
            boolean copied = copied(app.getContentResolver(), file, target);
            cabinet.screens().execute(() -> tell(app, copied ? R.string.file_saved : R.string.file_save_failed));
        });
    }

    private static boolean copied(ContentResolver resolver, File file, Uri target) {
        try (OutputStream out = resolver.openOutputStream(target, "w")) {
            if (out == null) {
                throw new IOException("it cannot be opened");
            }
            Files.copy(file.toPath(), out);
            return true;
        } catch (IOException | RuntimeException e) {
            discard(resolver, target);
            return false;
        }
    }

    /** Half a file looks like a whole one. */
    private static void discard(ContentResolver resolver, Uri target) {
        try {
            DocumentsContract.deleteDocument(resolver, target);
        } catch (IOException | RuntimeException e) {
            // The person was told that it failed.
        }
    }

    private void start(Intent intent) {
        try {
            screen.startActivity(intent);
        } catch (ActivityNotFoundException e) {
            tell(screen, R.string.file_no_app);
        }
    }

    private static void tell(Context context, int text) {
        Toast.makeText(context, text, Toast.LENGTH_LONG).show();
    }
}
