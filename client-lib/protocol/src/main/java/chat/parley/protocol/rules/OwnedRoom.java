package chat.parley.protocol.rules;

import chat.parley.protocol.crypto.Crypto;
import chat.parley.protocol.crypto.Label;
import chat.parley.protocol.crypto.Signature;
import chat.parley.protocol.crypto.SigningKey;
import chat.parley.protocol.event.EventClass;
import chat.parley.protocol.event.EventCodec;
import chat.parley.protocol.event.Header;
import chat.parley.protocol.event.RefusalCode;
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

    /**
     * Why the room would refuse what a person is about to do by their rank, or by an invitation; empty if it would not. Who
     * asks before writing writes nothing in vain.
     *
     * @param ranks where the act will stand
     */
    public static Optional<RefusalCode> refusal(Hierarchy ranks, UserId author, OwnedAct.OfPower act) {
        boolean strangerKicked =
                act instanceof OwnedAct.Kick kick && !ranks.seats().containsKey(kick.user());
        boolean removes = act instanceof OwnedAct.Kick || act instanceof OwnedAct.Ban;
        if (strangerKicked || Powers.refusal(ranks, author, act).isPresent()) {
            return Optional.of(RefusalCode.NOT_ALLOWED);
        }
        boolean full = act instanceof OwnedAct.Invite && ranks.invitations().size() >= Hierarchy.MAX_INVITATIONS
                || removes && ranks.barred().size() >= Hierarchy.MAX_BARRED;
        return full ? Optional.of(RefusalCode.TOO_MANY) : Optional.empty();
    }

    /** The same of coming in. A link's proof is looked at when the event is there. */
    public static Optional<RefusalCode> refusal(Hierarchy ranks, UserId author, OwnedAct.Enter enter) {
        return Powers.entry(ranks, author, enter).isPresent() ? Optional.empty() : Optional.of(RefusalCode.NOT_INVITED);
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
