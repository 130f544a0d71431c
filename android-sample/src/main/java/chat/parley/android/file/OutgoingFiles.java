package chat.parley.android.file;

import android.content.ContentResolver;
import android.content.Context;
import android.content.Intent;
import chat.parley.android.app.Opened;
import chat.parley.android.app.Session;
import chat.parley.client.ClientEvent;
import chat.parley.client.RoomRef;
import chat.parley.client.SharedFiles;
import chat.parley.client.blob.TransferException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Gives files to the client. From when one is sealed the client goes on with it, whatever happens; until then a note is kept,
 * and after the app was ended it is sent again if the phone still lets it be read. If not, the room shows that it was not
 * sent. Of the screens' thread.
 */
final class OutgoingFiles implements Session.Watcher {
    /** So many of a room's last files are looked through for one that was said. */
    private static final int LOOKED_THROUGH = 100;

    private final ContentResolver resolver;
    private final Cabinet cabinet;
    private final Map<Long, Unsealed> unsealed = new HashMap<>();
    private final Map<Long, String> lost = new HashMap<>();
    private long belowAll;

    private record Unsealed(FileNotes.Unsent note, OpenSource source) {}

    private record Left(List<SharedFiles.Sending> sealed, List<FileNotes.Unsent> unsent) {}

    OutgoingFiles(Context app, Cabinet cabinet) {
        this.resolver = app.getContentResolver();
        this.cabinet = cabinet;
    }

    /** Sends a file; one of the two hears of it. */
    void send(RoomRef room, Chosen file, String caption, Runnable given, Consumer<RuntimeException> failed) {
        Chosen kept = file.lasting(keep(file));
        send(FileNotes.Unsent.of(room, kept, caption, System.currentTimeMillis()), given, failed);
    }

    /** What was under way when the app ended. */
    void goOn() {
        unsealed.values().forEach(each -> each.source().close());
        unsealed.clear();
        lost.clear();
        cabinet.session()
                .ask(
                        OutgoingFiles::left,
                        left -> {
                            left.sealed().forEach(cabinet.traffic()::sends);
                            left.unsent().forEach(this::again);
                        },
                        e -> {});
    }

    /** The person has seen that a file was not sent. */
    void dismiss(Move move) {
        cabinet.traffic().dismiss(move.number());
        Optional.ofNullable(lost.remove(move.number())).ifPresent(this::forget);
    }

    @Override
    public void happened(ClientEvent event) {
        if (event instanceof ClientEvent.FileProgress progress && progress.sealed()) {
            over(progress.number());
        } else if (event instanceof ClientEvent.Sent sent) {
            over(sent.number());
        } else if (event instanceof ClientEvent.FileFailed failed) {
            over(failed.number());
        }
    }

    private void send(FileNotes.Unsent note, Runnable given, Consumer<RuntimeException> failed) {
        cabinet.hands().execute(() -> {
            Chosen file = note.file();
            OpenSource source;
            Optional<byte[]> preview;
            try {
                preview = Label.isPicture(file.type()) ? Previews.of(file.source(resolver)) : Optional.empty();
                source = new OpenSource(file.source(resolver).open());
            } catch (IOException e) {
                cabinet.screens().execute(() -> failed.accept(new UnreadableFileException(file.name(), e)));
                return;
            }
            SharedFiles.Outgoing outgoing =
                    new SharedFiles.Outgoing(file.name(), file.type(), source, preview, note.caption());
            ClientEvent.Attachment shown =
                    new ClientEvent.Attachment(file.name(), file.type(), Math.max(0, file.size()), preview);
            cabinet.session()
                    .ask(
                            opened -> give(opened, note, outgoing),
                            number -> {
                                given(note.numbered(number), source, shown);
                                given.run();
                            },
                            e -> {
                                source.close();
                                failed.accept(e);
                            });
        });
    }

    /** On the worker: first the note, so that no moment is without one. */
    private static long give(Opened opened, FileNotes.Unsent note, SharedFiles.Outgoing outgoing) {
        FileNotes notes = new FileNotes(opened.notes());
        notes.put(note);
        long number;
        try {
            number = opened.client().files().send(note.room(), outgoing);
        } catch (RuntimeException e) {
            notes.forget(note.key());
            throw e;
        }
        notes.put(note.numbered(number));
        return number;
    }

    private void given(FileNotes.Unsent note, OpenSource source, ClientEvent.Attachment shown) {
        unsealed.put(note.number(), new Unsealed(note, source));
        cabinet.traffic().sends(new SharedFiles.Sending(note.room(), note.number(), shown, note.caption()));
        if (cabinet.traffic().isOver(note.number())) {
            over(note.number());
        }
    }

    private void over(long number) {
        Unsealed done = unsealed.remove(number);
        if (done == null) {
            return;
        }
        done.source().close();
        forget(done.note().key());
        if (done.note().file().lasting()) {
            release(done.note().file());
        }
    }

    /** Asks that it may be read after the app was ended too; says whether it may. */
    private boolean keep(Chosen file) {
        try {
            resolver.takePersistableUriPermission(file.uri(), Intent.FLAG_GRANT_READ_URI_PERMISSION);
            return true;
        } catch (SecurityException e) {
            return false;
        }
    }

    private void release(Chosen file) {
        try {
            resolver.releasePersistableUriPermission(file.uri(), Intent.FLAG_GRANT_READ_URI_PERMISSION);
        } catch (SecurityException e) {
            // It was taken away already.
        }
    }

    private void forget(String key) {
        cabinet.session()
                .ask(
                        opened -> {
                            new FileNotes(opened.notes()).forget(key);
                            return key;
                        },
                        done -> {},
                        e -> {});
    }

    private void again(FileNotes.Unsent note) {
        if (note.file().lasting()) {
            send(note, () -> {}, e -> lose(note));
        } else {
            lose(note);
        }
    }

    /** It stays in the room as one that was not sent, until the person has seen it. */
    private void lose(FileNotes.Unsent note) {
        Chosen file = note.file();
        // The client's numbers are above 0.
        long number = --belowAll;
        lost.put(number, note.key());
        ClientEvent.Attachment shown =
                new ClientEvent.Attachment(file.name(), file.type(), Math.max(0, file.size()), Optional.empty());
        cabinet.traffic()
                .lost(
                        new SharedFiles.Sending(note.room(), number, shown, note.caption()),
                        TransferException.Code.SOURCE.name());
    }

    /** On the worker: what the client goes on with, and what it does not. */
    private static Left left(Opened opened) {
        FileNotes notes = new FileNotes(opened.notes());
        SharedFiles files = opened.client().files();
        List<SharedFiles.Sending> sealed = files.sending();
        List<FileNotes.Unsent> unsent = new ArrayList<>();
        for (FileNotes.Unsent each : notes.unsent()) {
            if (isSealed(each, sealed) || isSaid(each, files)) {
                notes.forget(each.key());
            } else {
                unsent.add(each);
            }
        }
        return new Left(sealed, unsent);
    }

    private static boolean isSealed(FileNotes.Unsent note, List<SharedFiles.Sending> sealed) {
        return sealed.stream()
                .anyMatch(each -> each.room().equals(note.room())
                        && each.number() == note.number()
                        && each.file().name().equals(note.file().name()));
    }

    private static boolean isSaid(FileNotes.Unsent note, SharedFiles files) {
        return files.list(note.room(), LOOKED_THROUGH).stream()
                .map(SharedFiles.Offer::message)
                .anyMatch(each -> each.sender().self()
                        && each.time().toEpochMilli() >= note.since()
                        && each.text().equals(note.caption())
                        && each.marks()
                                .file()
                                .filter(file -> file.name().equals(note.file().name()))
                                .isPresent());
    }
}
