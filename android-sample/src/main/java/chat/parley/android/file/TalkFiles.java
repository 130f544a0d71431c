package chat.parley.android.file;

import android.app.Activity;
import android.content.ActivityNotFoundException;
import android.content.Intent;
import android.os.Bundle;
import android.widget.Toast;
import chat.parley.android.R;
import chat.parley.android.app.Failures;
import chat.parley.android.app.Opened;
import chat.parley.client.ClientEvent;
import chat.parley.client.RoomRef;
import java.io.File;
import java.util.List;

/** The files of a conversation: what its screen shows of them, and what is done with them there. */
public final class TalkFiles implements FilePart.Deeds {
    private static final int PICK = 70;

    private final Activity screen;
    private final Cabinet cabinet;
    private final RoomRef room;
    private final Runnable changed;
    private final FilePart part;
    private final Exits exits;
    private Shelf shelf = Shelf.EMPTY;

    /** @param changed the room is to be asked for and shown anew */
    public TalkFiles(Activity screen, Cabinet cabinet, RoomRef room, Runnable changed) {
        this.screen = screen;
        this.cabinet = cabinet;
        this.room = room;
        this.changed = changed;
        this.part = new FilePart(cabinet, this);
        this.exits = new Exits(screen, cabinet);
    }

    /** What draws files in bubbles. */
    public FilePart part() {
        return part;
    }

    /** Asks what has become of the last files; on the worker. */
    public Shelf look(Opened opened, int count) {
        return Shelf.of(opened.client().files().list(room, count), cabinet.inbox());
    }

    public void show(Shelf now) {
        shelf = now;
        part.show(now);
    }

    /** Whether the file of a message lies on this phone. */
    public boolean isHere(ClientEvent.Message message) {
        return shelf.of(message.id()).file().isPresent();
    }

    public void share(ClientEvent.Message message) {
        shelf.of(message.id()).file().ifPresent(exits::share);
    }

    /** Own files that are not said yet. */
    public List<Move> sending() {
        return cabinet.traffic().sending(room);
    }

    /** The person chooses files in another app. */
    public void pick() {
        Intent document = choosing(Intent.ACTION_OPEN_DOCUMENT);
        try {
            screen.startActivityForResult(document, PICK);
        } catch (ActivityNotFoundException e) {
            pickElsewhere();
        }
    }

    private void pickElsewhere() {
        try {
            screen.startActivityForResult(choosing(Intent.ACTION_GET_CONTENT), PICK);
        } catch (ActivityNotFoundException e) {
            Toast.makeText(screen, R.string.file_no_picker, Toast.LENGTH_LONG).show();
        }
    }

    private static Intent choosing(String action) {
        return new Intent(action)
                .addCategory(Intent.CATEGORY_OPENABLE)
                .setType("*/*")
                .putExtra(Intent.EXTRA_ALLOW_MULTIPLE, true)
                .addFlags(Intent.FLAG_GRANT_READ_URI_PERMISSION | Intent.FLAG_GRANT_PERSISTABLE_URI_PERMISSION);
    }

    /** Says whether the answer was for this one. */
    public boolean answered(int request, int result, Intent data) {
        if (request == PICK && result == Activity.RESULT_OK && data != null) {
            screen.startActivity(SendActivity.intent(screen, room, data));
        }
        return request == PICK || exits.answered(request, result, data);
    }

    /** Whether a bubble is to be drawn anew. */
    public boolean moves(ClientEvent event) {
        return event instanceof ClientEvent.FileProgress progress
                && progress.room().equals(room);
    }

    /** Whether something has become of a file: {@link #look} tells what. */
    public boolean settles(ClientEvent event) {
        return event instanceof ClientEvent.FileSaved saved && saved.room().equals(room)
                || event instanceof ClientEvent.FileFailed failed
                        && failed.room().equals(room);
    }

    public void save(Bundle state) {
        exits.save(state);
    }

    public void restore(Bundle state) {
        exits.restore(state);
    }

    @Override
    public void accept(ClientEvent.Message message) {
        cabinet.incoming().accept(message, changed, this::tell);
    }

    @Override
    public void decline(ClientEvent.Message message) {
        cabinet.incoming().decline(message, changed, this::tell);
    }

    @Override
    public void cancel(Move move) {
        cabinet.cancel(move, this::tell);
    }

    @Override
    public void dismiss(Move move) {
        cabinet.outgoing().dismiss(move);
        changed.run();
    }

    @Override
    public void open(ClientEvent.Message message, File file) {
        boolean picture = message.marks()
                .file()
                .filter(each -> Label.isPicture(each.type()))
                .isPresent();
        if (picture) {
            screen.startActivity(PictureActivity.intent(screen, message, file));
        } else {
            exits.open(file);
        }
    }

    @Override
    public void save(File file) {
        exits.save(file);
    }

    private void tell(RuntimeException e) {
        Toast.makeText(screen, Failures.text(screen, e), Toast.LENGTH_LONG).show();
    }
}
