package chat.parley.android.talk;

import chat.parley.android.app.Session;
import chat.parley.android.rooms.Notes;
import chat.parley.client.ClientEvent;
import chat.parley.client.ParleyClient;
import chat.parley.client.RoomRef;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.UserId;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** What the person says and does in a room: handed to the client, which answers on the screens' thread. */
final class Voice {
    private final Session session;
    private final RoomRef room;
    private final Consumer<RuntimeException> failed;

    /** @param failed hears why something was not done */
    Voice(Session session, RoomRef room, Consumer<RuntimeException> failed) {
        this.session = session;
        this.room = room;
        this.failed = failed;
    }

    /**
     * @param answered what is answered, if anything is
     * @param said gets the number under which more is heard of it
     * @param unsaid hears why it was not said
     */
    void say(Optional<EventId> answered, String text, Consumer<Long> said, Consumer<RuntimeException> unsaid) {
        session.ask(
                opened -> answered.isPresent()
                        ? opened.client().reply(room, answered.get(), text)
                        : opened.client().say(room, text),
                said,
                unsaid);
    }

    void edit(EventId message, String text, Runnable done, Consumer<RuntimeException> undone) {
        session.ask(
                opened -> {
                    opened.client().edit(room, message, text);
                    return message;
                },
                id -> done.run(),
                undone);
    }

    void delete(EventId message) {
        act(client -> client.delete(room, message));
    }

    /** Adds the reaction, or takes it back. */
    void react(ClientEvent.Message to, String reaction) {
        act(client -> {
            UserId me = client.me().user();
            List<UserId> by = to.marks().reactions().getOrDefault(reaction, Collections.emptyList());
            client.react(room, to.id(), reaction, !by.contains(me));
        });
    }

    /** @param taken hears whether it still waited */
    void takeBack(long number, Consumer<Boolean> taken) {
        session.ask(opened -> opened.client().takeBack(room, number), taken, failed);
    }

    void typing(boolean now) {
        act(client -> client.typing(room, now));
    }

    void older(int count) {
        act(client -> client.older(room, count));
    }

    /** All up to this was seen; told once. */
    void read(EventId upTo) {
        session.ask(
                opened -> {
                    Notes notes = new Notes(opened.notes());
                    if (!notes.read(room).equals(Optional.of(upTo))) {
                        notes.read(room, upTo);
                        opened.client().read(room, upTo);
                    }
                    return upTo;
                },
                done -> {},
                e -> {});
    }

    /** Keeps what was typed and not sent. */
    void draft(String text) {
        session.ask(
                opened -> {
                    new Notes(opened.notes()).draft(room, text);
                    return text;
                },
                done -> {},
                e -> {});
    }

    /** Looks for what was typed and not sent; the client not being there is told elsewhere. */
    void draft(Consumer<String> found) {
        session.ask(opened -> new Notes(opened.notes()).draft(room), found, e -> {});
    }

    private void act(Consumer<ParleyClient> deed) {
        session.ask(
                opened -> {
                    deed.accept(opened.client());
                    return true;
                },
                done -> {},
                failed);
    }
}
