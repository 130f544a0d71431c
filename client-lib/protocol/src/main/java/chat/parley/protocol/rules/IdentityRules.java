package chat.parley.protocol.rules;

import chat.parley.protocol.crypto.Crypto;
import chat.parley.protocol.crypto.Label;
import chat.parley.protocol.crypto.Signature;
import chat.parley.protocol.crypto.SigningKey;
import chat.parley.protocol.event.Event;
import chat.parley.protocol.event.EventClass;
import chat.parley.protocol.event.InvalidEventException;
import chat.parley.protocol.event.RefusalCode;
import chat.parley.protocol.id.DeviceId;
import chat.parley.protocol.id.SealingKey;
import chat.parley.protocol.id.UserId;

/**
 * What may be appended to an identity log: the root adds and revokes devices, a device replaces its own sealing key
 * (PROTOCOL.md, section "Identities"). Pure.
 */
public final class IdentityRules {
    /** The rules' name in headers. */
    public static final String NAME = "identity/1";

    /** Most devices that one identity ever adds. */
    public static final int MAX_DEVICES = 64;

    private final Crypto crypto;
    private final ActCodec acts;

    public IdentityRules(Crypto crypto, ActCodec acts) {
        this.crypto = crypto;
        this.acts = acts;
    }

    /**
     * Judges an event by the state at its {@code control}.
     *
     * @throws InvalidEventException if it may not be appended
     */
    public ControlNode accept(Event event, IdentityState state) throws InvalidEventException {
        if (event.header().eventClass() != EventClass.CONTROL) {
            throw new InvalidEventException(RefusalCode.UNKNOWN_KIND, "an identity has control events only");
        }
        Act act = acts.read(event);
        DeviceId device = event.header().device();
        if (event.header().genesis()) {
            if (!(act instanceof Act.Identity) || event.header().author().user().isPresent()) {
                throw new InvalidEventException(RefusalCode.UNKNOWN_KIND, "an identity begins with its root");
            }
        } else if (!event.user().identity().equals(event.log())) {
            throw new InvalidEventException(RefusalCode.WRONG_LOG, "an identity is written by its own user");
        } else if (act instanceof Act.AddDevice) {
            mustBeRoot(device, state);
            add((Act.AddDevice) act, event.user(), state);
        } else if (act instanceof Act.RevokeDevice) {
            mustBeRoot(device, state);
            mustBeOwn(((Act.RevokeDevice) act).device(), state);
        } else if (act instanceof Act.ReplaceSealing) {
            if (!state.live().containsKey(device)) {
                throw new InvalidEventException(RefusalCode.BAD_IDENTITY, "the device is none of this identity");
            }
            usable(((Act.ReplaceSealing) act).sealing());
        } else {
            throw new InvalidEventException(RefusalCode.UNKNOWN_KIND, "not an event of an identity");
        }
        return ControlNode.of(event, act);
    }

    /** An event that is stored, and so was judged before: a long identity is read again without checking every key. */
    public ControlNode stored(Event event) throws InvalidEventException {
        return ControlNode.of(event, acts.read(event));
    }

    /** What a device signs to show that it is this user's. */
    public static Signature prove(Crypto crypto, SigningKey device, UserId user, SealingKey sealing) {
        return crypto.sign(
                device, Label.DEVICE_PROOF, user.bytes(), device.device().bytes(), sealing.bytes());
    }

    private void add(Act.AddDevice add, UserId user, IdentityState state) throws InvalidEventException {
        usable(add.sealing());
        boolean proved = crypto.verify(
                add.device(),
                add.proof(),
                Label.DEVICE_PROOF,
                user.bytes(),
                add.device().bytes(),
                add.sealing().bytes());
        if (!proved || state.root().filter(add.device()::equals).isPresent()) {
            throw new InvalidEventException(RefusalCode.BAD_KEY, "the device has not proved its key");
        }
        if (state.live().size() + state.revoked().size() >= MAX_DEVICES) {
            throw new InvalidEventException(RefusalCode.BAD_IDENTITY, "an identity has at most 64 devices");
        }
    }

    private void usable(SealingKey key) throws InvalidEventException {
        if (!crypto.seal(key, new byte[0]).isPresent()) {
            throw new InvalidEventException(RefusalCode.BAD_KEY, "nothing can be sealed to this key");
        }
    }

    /** Rooms put out what an identity revokes: it may name only devices that have proved to be its own. */
    private static void mustBeOwn(DeviceId revoked, IdentityState state) throws InvalidEventException {
        if (!state.live().containsKey(revoked) && !state.revoked().contains(revoked)) {
            throw new InvalidEventException(RefusalCode.BAD_IDENTITY, "the device is none of this identity");
        }
    }

    private static void mustBeRoot(DeviceId device, IdentityState state) throws InvalidEventException {
        if (!state.root().filter(device::equals).isPresent()) {
            throw new InvalidEventException(RefusalCode.BAD_IDENTITY, "only the root adds and revokes devices");
        }
    }
}
