package chat.parley.android.file;

import chat.parley.android.app.Session;
import chat.parley.client.ClientEvent;
import chat.parley.client.RoomRef;
import chat.parley.client.SharedFiles;
import chat.parley.protocol.id.EventId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Fetches what the person accepts, and nothing else, into the app's own storage; what was under way when the app ended is
 * accepted anew. What belongs to a message or a room that is gone does not stay. Of the screens' thread.
 */
final class IncomingFiles implements Session.Watcher {
    private final Cabinet cabinet;
    private final Map<Long, EventId> wanted = new LinkedHashMap<>();

    IncomingFiles(Cabinet cabinet) {
        this.cabinet = cabinet;
    }

    /** Fetches a file; {@code then} runs when that has begun. */
    void accept(ClientEvent.Message message, Runnable then, Consumer<RuntimeException> failed) {
        String name = message.marks().file().map(ClientEvent.Attachment::name).orElse("");
        accept(message.room(), message.id(), name, then, failed);
    }

    /** A file is not wanted, or not any longer: what is here of it goes. */
    void decline(ClientEvent.Message message, Runnable then, Consumer<RuntimeException> failed) {
        ask(
                (notes, files) -> {
                    files.reject(message.room(), message.id());
                    cabinet.inbox().discard(message.id());
                    notes.forget(message.id());
                    return true;
                },
                done -> then.run(),
                failed);
    }

    /** What was under way when the app ended. */
    void goOn() {
        wanted.clear();
        ask(
                (notes, files) -> notes.wanted(),
                left -> left.forEach(each -> accept(each.room(), each.message(), "", () -> {}, e -> {})),
                e -> {});
    }

    @Override
    public void happened(ClientEvent event) {
        if (event instanceof ClientEvent.FileSaved saved) {
            wanted.remove(saved.number());
            note(notes -> notes.kept(saved.room(), saved.message()));
        } else if (event instanceof ClientEvent.FileFailed failed) {
            Optional.ofNullable(wanted.remove(failed.number()))
                    .ifPresent(message -> note(notes -> notes.forget(message)));
        } else if (event instanceof ClientEvent.Changed changed
                && changed.message().marks().deleted()) {
            discard(changed.message().id());
        } else if (event instanceof ClientEvent.Left left) {
            ask(
                    (notes, files) -> notes.kept().stream()
                            .filter(each -> each.room().equals(left.room()))
                            .collect(Collectors.toList()),
                    gone -> gone.forEach(each -> discard(each.message())),
                    e -> {});
        }
    }

    private void accept(RoomRef room, EventId message, String name, Runnable then, Consumer<RuntimeException> failed) {
        ask(
                (notes, files) -> {
                    notes.wanted(room, message);
                    try {
                        return files.accept(room, message, cabinet.inbox().folder(message));
                    } catch (RuntimeException e) {
                        notes.forget(message);
                        throw e;
                    }
                },
                number -> {
                    cabinet.traffic().fetches(room, message, name, number);
                    if (!cabinet.traffic().isOver(number)) {
                        wanted.put(number, message);
                    } else if (cabinet.traffic().isWithout(number)) {
                        note(notes -> notes.forget(message));
                    }
                    then.run();
                },
                failed);
    }

    private void discard(EventId message) {
        ask(
                (notes, files) -> {
                    cabinet.inbox().discard(message);
                    notes.forget(message);
                    return true;
                },
                done -> {},
                e -> {});
    }

    private void note(Consumer<FileNotes> change) {
        ask(
                (notes, files) -> {
                    change.accept(notes);
                    return true;
                },
                done -> {},
                e -> {});
    }

    /** On the worker. */
    private interface Question<T> {
        T of(FileNotes notes, SharedFiles files);
    }

    private <T> void ask(Question<T> question, Consumer<T> answer, Consumer<RuntimeException> failed) {
        cabinet.session()
                .ask(
                        opened -> question.of(
                                new FileNotes(opened.notes()), opened.client().files()),
                        answer,
                        failed);
    }
}
