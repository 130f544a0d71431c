package chat.parley.client.core;

import chat.parley.protocol.content.Content;
import chat.parley.protocol.content.ContentCodec;
import chat.parley.protocol.event.Event;
import chat.parley.protocol.event.EventClass;
import chat.parley.protocol.event.EventCodec;
import chat.parley.protocol.event.Header;
import chat.parley.protocol.frame.Notice;
import chat.parley.protocol.id.BlobId;
import chat.parley.protocol.id.DeviceId;
import chat.parley.protocol.id.LogId;
import chat.parley.protocol.keys.Card;
import chat.parley.protocol.keys.Chain;
import chat.parley.protocol.keys.MessageBody;
import chat.parley.protocol.keys.MessageSealer;
import chat.parley.protocol.keys.NoticeSealer;
import chat.parley.protocol.rules.Epoch;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Encrypts what is said in one room, under an epoch that everybody there can open. */
final class Writer {
    /** Content that says nothing and joins heads. */
    static final String MERGE = "merge";

    static final String MESSAGE = "message";

    private final LogId log;
    private final Desk desk;
    private final KeyRing keys;
    private final EpochMaker epochs;
    private final MessageSealer messages;
    private final NoticeSealer notices;
    private final ContentCodec contents = new ContentCodec();

    Writer(LogId log, Desk desk, KeyRing keys, EpochMaker epochs) {
        this.log = log;
        this.desk = desk;
        this.keys = keys;
        this.epochs = epochs;
        this.messages = new MessageSealer(desk.crypto());
        this.notices = new NoticeSealer(desk.crypto());
    }

    /**
     * Writes what is said, and before it whatever it needs. Everything is durable after the next flush, together.
     *
     * @param number that of a text; {@link Outbox#NONE} of what is none
     */
    Event say(Content content, long number) {
        List<BlobId> blobs = content instanceof Content.File file
                ? Collections.singletonList(file.blob().id())
                : Collections.<BlobId>emptyList();
        return write(contents.write(content), blobs, number);
    }

    /** Says what the room is called from now on. */
    Event title(Card card) {
        return write(contents.write(new Content.Title(card)), Collections.<BlobId>emptyList(), Outbox.NONE);
    }

    /** Encrypts what need not last; empty if there is no key for it, or a new one is due before anything is said. */
    Optional<Notice> notice(NoticeSealer.Word word) {
        return epochs.inUse().map(Epoch::id).flatMap(epoch -> {
            NoticeSealer.Origin origin = new NoticeSealer.Origin(
                    log, desk.account().user(), desk.account().device(), epoch);
            return keys.join(epoch)
                    .map(join -> notices.seal(origin, word, join, desk.account().key()));
        });
    }

    /** Gives the keys to everybody who is in and has none yet. */
    void welcome() {
        mergeHeads();
        epochs.current();
    }

    private Event write(byte[] content, List<BlobId> blobs, long number) {
        mergeHeads();
        Epoch epoch = epochs.current();
        DeviceId device = desk.account().device();
        Chain chain = keys.chain(epoch.id(), device).get();
        EventCodec.Place place = desk.place(log);
        MessageSealer.Origin origin =
                new MessageSealer.Origin(log, desk.account().user(), device, place.seq());
        MessageBody body = messages.seal(origin, epoch.id(), chain, content);
        keys.put(epoch.id(), device, chain.step(desk.crypto()));
        return desk.message(MESSAGE, body.write(), blobs, place, number);
    }

    /** More heads than one event can cite: join them, so that the next one sees every member. */
    private void mergeHeads() {
        EventCodec.Place place = desk.place(log);
        while (place.parents().size() >= Header.MAX_PARENTS) {
            desk.write(EventClass.CONTENT, MERGE, "{}", place);
            place = desk.place(log);
        }
    }
}
