package chat.parley.android.export;

import android.app.Activity;
import android.content.ActivityNotFoundException;
import android.content.Intent;
import android.net.Uri;
import android.os.Bundle;
import android.text.format.Formatter;
import android.widget.EditText;
import android.widget.TextView;
import chat.parley.android.R;
import chat.parley.android.app.Screen;
import chat.parley.client.export.ExportWriter;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Optional;

/** Asks for a passphrase and a place, and writes what was said into an encrypted file. Never in a screenshot. */
public final class ExportActivity extends Screen {
    private static final int PLACE = 1;

    private Export export;

    @Override
    protected void onCreate(Bundle state) {
        super.onCreate(state);
        setContentView(R.layout.export);
        Object kept = getLastNonConfigurationInstance();
        export = kept instanceof Export before ? before : new Export();
        export.tell(this::refresh);
        // What the system keeps of a screen is no place for a passphrase.
        findViewById(R.id.passphrase).setSaveEnabled(false);
        findViewById(R.id.again).setSaveEnabled(false);
        findViewById(R.id.go).setOnClickListener(view -> choose());
        findViewById(R.id.ok).setOnClickListener(view -> finish());
        refresh();
    }

    @Override
    protected void onStart() {
        super.onStart();
        secure(true);
    }

    @Override
    public Object onRetainNonConfigurationInstance() {
        export.tell(() -> {});
        return export;
    }

    @Override
    protected void onActivityResult(int request, int result, Intent data) {
        if (request != PLACE || result != Activity.RESULT_OK || data == null || data.getData() == null) {
            return;
        }
        Uri document = data.getData();
        if (export.hasPassphrase()) {
            export.write(session(), getContentResolver(), document);
        } else {
            // The app had ended meanwhile, and the passphrase with it.
            Export.delete(getContentResolver(), document);
            complain(Optional.of(R.string.export_again));
        }
    }

    private void choose() {
        char[] passphrase = characters(R.id.passphrase);
        char[] again = characters(R.id.again);
        Optional<Integer> wrong = complaint(passphrase, again);
        Arrays.fill(again, ' ');
        complain(wrong);
        if (wrong.isPresent()) {
            return;
        }
        export.with(passphrase);
        Intent place = new Intent(Intent.ACTION_CREATE_DOCUMENT)
                .addCategory(Intent.CATEGORY_OPENABLE)
                .setType("application/octet-stream")
                .putExtra(Intent.EXTRA_TITLE, "parley-" + LocalDate.now() + ".export");
        try {
            startActivityForResult(place, PLACE);
        } catch (ActivityNotFoundException e) {
            tell(getText(R.string.export_no_place));
        }
    }

    /** What is wrong with a passphrase, as a text of the resources. */
    static Optional<Integer> complaint(char[] passphrase, char[] again) {
        if (passphrase.length < ExportWriter.MIN_PASSPHRASE) {
            return Optional.of(R.string.export_short);
        }
        return Arrays.equals(passphrase, again) ? Optional.empty() : Optional.of(R.string.export_differ);
    }

    private void complain(Optional<Integer> wrong) {
        TextView problem = findViewById(R.id.problem);
        show(problem, wrong.isPresent());
        wrong.ifPresent(problem::setText);
    }

    private void refresh() {
        Export.State state = export.state();
        boolean writing = state == Export.State.WRITING;
        boolean done = state == Export.State.DONE;
        show(findViewById(R.id.form), !writing && !done);
        show(findViewById(R.id.busy), writing);
        show(findViewById(R.id.status), writing || done);
        show(findViewById(R.id.ok), done);
        TextView status = findViewById(R.id.status);
        status.setText(
                done
                        ? getString(R.string.export_done)
                        : getString(R.string.export_writing, Formatter.formatShortFileSize(this, export.bytes())));
        if (state == Export.State.FAILED) {
            complain(Optional.of(R.string.export_failed));
        }
    }

    private char[] characters(int id) {
        EditText field = findViewById(id);
        char[] characters = new char[field.length()];
        field.getText().getChars(0, characters.length, characters, 0);
        return characters;
    }
}
