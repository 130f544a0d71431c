package chat.parley.protocol.rules;

import chat.parley.protocol.crypto.Crypto;
import chat.parley.protocol.crypto.Label;
import chat.parley.protocol.crypto.Signature;
import chat.parley.protocol.crypto.SigningKey;
import chat.parley.protocol.event.EventClass;
import chat.parley.protocol.event.EventCodec;
import chat.parley.protocol.event.Header;
import chat.parley.protocol.id.DeviceId;
import chat.parley.protocol.id.Hash;
import chat.parley.protocol.id.LinkKey;
import chat.parley.protocol.id.LogId;
import chat.parley.protocol.id.UserId;
import java.util.Collection;
import java.util.Collections;
import java.util.Optional;

/** What those who make owned rooms, and come into them, need (PROTOCOL.md, section "Owned rooms"). */
public final class OwnedRoom {
    private OwnedRoom() {}

    /** The charter of a new room. */
    public static Charter charter(Crypto crypto, Charter.History history) {
        return new Charter(history, Optional.empty(), new Hash(crypto.random(Hash.BYTES)));
    }

    /** The charter of a new conversation of two. */
    public static Charter direct(Crypto crypto, Charter.History history, UserId peer) {
        return new Charter(history, Optional.of(peer), new Hash(crypto.random(Hash.BYTES)));
    }

    /** Which of the conversations with one person is used, when both have begun one: the smallest id. */
    public static Optional<LogId> chosen(Collection<LogId> direct) {
        return direct.isEmpty() ? Optional.empty() : Optional.of(Collections.min(direct));
    }

    /** An act as an event that can be signed; a genesis goes to {@link EventCodec.Place#genesis()}. */
    public static EventCodec.Draft draft(ActCodec acts, Act act, Header.Author author, long time) {
        EventClass eventClass = act instanceof Act.BadBox ? EventClass.KEY : EventClass.CONTROL;
        return new EventCodec.Draft(OwnedRoomRules.NAME, eventClass, ActCodec.kind(act), author, acts.write(act), time);
    }

    /** The public half of a link. */
    public static LinkKey link(SigningKey key) {
        return new LinkKey(key.publicKey());
    }

    /** What a device shows to come in by a link: the link's key signs for it alone. */
    public static Signature prove(Crypto crypto, SigningKey link, LogId log, UserId user, DeviceId device) {
        return crypto.sign(link, Label.INVITATION, log.bytes(), user.bytes(), device.bytes());
    }

    static boolean proves(Crypto crypto, LinkKey link, Signature proof, LogId log, UserId user, DeviceId device) {
        return crypto.verify(link, proof, Label.INVITATION, log.bytes(), user.bytes(), device.bytes());
    }
}
