package chat.parley.protocol.rules;

import chat.parley.protocol.crypto.Crypto;
import chat.parley.protocol.epoch.EpochBody;
import chat.parley.protocol.epoch.EpochBox;
import chat.parley.protocol.epoch.EpochCodec;
import chat.parley.protocol.epoch.EpochHead;
import chat.parley.protocol.epoch.EpochPart;
import chat.parley.protocol.event.Event;
import chat.parley.protocol.event.InvalidEventException;
import chat.parley.protocol.event.Payload;
import chat.parley.protocol.event.RefusalCode;
import chat.parley.protocol.id.DeviceId;
import chat.parley.protocol.id.SealingKey;
import chat.parley.protocol.json.MalformedJsonException;
import java.util.Collections;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What is the same for the epochs of all rooms: that they are for exactly those who must have them (PROTOCOL.md, section
 * "Epochs"). Pure.
 */
final class EpochRules {
    private final Crypto crypto;
    private final EpochCodec epochs;
    private final boolean owned;

    /**
     * @param owned whether the head has an archive
     */
    EpochRules(Crypto crypto, EpochCodec epochs, boolean owned) {
        this.crypto = crypto;
        this.epochs = epochs;
        this.owned = owned;
    }

    /** Judges an epoch: see {@link RoomRules#epoch}. */
    Epoch epoch(Event event, RoomState state, Optional<Epoch> previous) throws InvalidEventException {
        try {
            Optional<EpochBody> whole = Optional.empty();
            Optional<EpochPart> part = Optional.empty();
            if (event.payload() instanceof Payload.Whole) {
                whole = Optional.of(epochs.readBody(((Payload.Whole) event.payload()).text()));
            } else if (event.payload() instanceof Payload.Part) {
                part = Optional.of(epochs.readPart(((Payload.Part) event.payload()).text()));
            } else {
                throw new InvalidEventException(RefusalCode.BAD_BODY, "the body is missing");
            }
            EpochHead head = whole.isPresent() ? whole.get().head() : part.get().head();
            if (!head.state().equals(state.hash(crypto))) {
                throw new InvalidEventException(RefusalCode.BAD_STATE, "the room's state is another one");
            }
            if (head.archive().isPresent() != owned) {
                throw new InvalidEventException(RefusalCode.BAD_BODY, "an archive is in owned rooms, and only there");
            }
            if (head.extended() && !previous.isPresent()) {
                throw new InvalidEventException(RefusalCode.BAD_PARENTS, "the epoch that is extended is a parent");
            }
            if (head.extended()
                    && !previous.get().audience().contains(event.header().device())) {
                throw new InvalidEventException(
                        RefusalCode.BAD_AUDIENCE,
                        "who extends an epoch is in its audience: others cannot know its secret");
            }
            SortedMap<DeviceId, SealingKey> due = state.devices();
            Set<DeviceId> audience = new TreeSet<>(due.keySet());
            if (head.extended()) {
                due = new TreeMap<>(due);
                due.keySet().removeAll(previous.get().audience());
                audience.addAll(previous.get().audience());
            }
            boolean right = whole.isPresent() ? exactly(whole.get(), due) : fits(part.get(), due);
            if (!right || due.isEmpty() || !state.excess(audience).isEmpty()) {
                throw new InvalidEventException(RefusalCode.BAD_AUDIENCE, "the boxes are not for those due");
            }
            return new Epoch(
                    new Epoch.Position(
                            event.id(), event.header().lamport(), event.header().time()),
                    event.header().device(),
                    head,
                    event.header().control(),
                    Collections.unmodifiableSet(audience));
        } catch (MalformedJsonException e) {
            throw new InvalidEventException(RefusalCode.BAD_BODY, e.getMessage());
        }
    }

    private static boolean exactly(EpochBody body, SortedMap<DeviceId, SealingKey> due) {
        if (body.boxes().size() != due.size()) {
            return false;
        }
        Iterator<Map.Entry<DeviceId, SealingKey>> expected = due.entrySet().iterator();
        for (EpochBox box : body.boxes()) {
            Map.Entry<DeviceId, SealingKey> each = expected.next();
            if (!box.device().equals(each.getKey()) || !box.sealing().equals(each.getValue())) {
                return false;
            }
        }
        return true;
    }

    private static boolean fits(EpochPart part, SortedMap<DeviceId, SealingKey> due) {
        if (part.head().count() != due.size() || !part.box().isPresent()) {
            return part.head().count() == due.size();
        }
        EpochPart.ProvedBox own = part.box().get();
        DeviceId device = own.box().device();
        return own.box().sealing().equals(due.get(device))
                && own.index() == due.headMap(device).size() + 1;
    }
}
