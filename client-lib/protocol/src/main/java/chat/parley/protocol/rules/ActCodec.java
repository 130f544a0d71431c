package chat.parley.protocol.rules;

import chat.parley.protocol.crypto.Signature;
import chat.parley.protocol.event.Event;
import chat.parley.protocol.event.EventClass;
import chat.parley.protocol.event.InvalidEventException;
import chat.parley.protocol.event.RefusalCode;
import chat.parley.protocol.id.DeviceId;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.SealingKey;
import chat.parley.protocol.id.UserId;
import chat.parley.protocol.json.JsonFields;
import chat.parley.protocol.json.JsonText;
import chat.parley.protocol.json.MalformedJsonException;
import java.util.List;

/** The kinds of control and key events and the one text of their bodies. Keeps no state; thread-safe. */
public final class ActCodec {
    public static final String IDENTITY = "identity";
    public static final String ADD_DEVICE = "add-device";
    public static final String REVOKE_DEVICE = "revoke-device";
    public static final String SEALING_KEY = "sealing-key";
    public static final String JOIN = "join";
    public static final String LEAVE = "leave";
    public static final String DEVICES = "devices";
    public static final String FORK = "fork";
    public static final String BAD_BOX = "badbox";
    public static final String CREATE = "create";
    public static final String INVITE = "invite";
    public static final String REVOKE_INVITE = "revoke-invite";
    public static final String KICK = "kick";
    public static final String BAN = "ban";
    public static final String UNBAN = "unban";
    public static final String RANK = "rank";
    public static final String RESIGN = "resign";

    /** Most identity heads that one event cites. */
    public static final int MAX_IDENTITY_HEADS = 16;

    /** Longest name of a person, in code points. */
    public static final int MAX_NAME = 64;

    private static final String EMPTY = "{}";

    private final JsonFields.Source source = new JsonFields.Source();

    /** The kind of the event that does an act: of class key for a {@link Act.BadBox}, of class control for all others. */
    public static String kind(Act act) {
        if (act instanceof OwnedAct) {
            return OwnedActCodec.kind((OwnedAct) act);
        } else if (act instanceof Act.Identity) {
            return IDENTITY;
        } else if (act instanceof Act.AddDevice) {
            return ADD_DEVICE;
        } else if (act instanceof Act.RevokeDevice) {
            return REVOKE_DEVICE;
        } else if (act instanceof Act.ReplaceSealing) {
            return SEALING_KEY;
        } else if (act instanceof Act.Join) {
            return JOIN;
        } else if (act instanceof Act.Leave) {
            return LEAVE;
        } else if (act instanceof Act.Devices) {
            return DEVICES;
        }
        return act instanceof Act.Fork ? FORK : BAD_BOX;
    }

    /** The body of an act. */
    public String write(Act act) {
        JsonText out = new JsonText().open();
        if (act instanceof OwnedAct) {
            OwnedActCodec.write((OwnedAct) act, out);
        } else if (act instanceof Act.AddDevice) {
            Act.AddDevice add = (Act.AddDevice) act;
            out.field("device", add.device()).field("sealing", add.sealing()).field("proof", add.proof());
        } else if (act instanceof Act.RevokeDevice) {
            out.field("device", ((Act.RevokeDevice) act).device());
        } else if (act instanceof Act.ReplaceSealing) {
            out.field("sealing", ((Act.ReplaceSealing) act).sealing());
        } else if (act instanceof Act.Join) {
            Act.Join join = (Act.Join) act;
            out.field("namespace", join.namespace()).field("room", join.room()).field("name", join.name());
            out.field("identity", join.identity());
        } else if (act instanceof Act.Devices) {
            Act.Devices devices = (Act.Devices) act;
            out.field("user", devices.user()).field("identity", devices.identity());
        } else if (act instanceof Act.Fork) {
            Act.Fork fork = (Act.Fork) act;
            out.field("user", fork.user()).field("device", fork.device()).field("events", fork.events());
        } else if (act instanceof Act.BadBox) {
            out.field("epoch", ((Act.BadBox) act).epoch());
        }
        return out.close().toString();
    }

    /**
     * Reads the act of a control or key event other than an epoch.
     *
     * @throws InvalidEventException UNKNOWN_KIND or BAD_BODY
     */
    public Act read(Event event) throws InvalidEventException {
        String body =
                event.body().orElseThrow(() -> new InvalidEventException(RefusalCode.BAD_BODY, "the body is missing"));
        Act act = read(event, body);
        if (!write(act).equals(body)) {
            throw new InvalidEventException(RefusalCode.BAD_BODY, "the body is not in its one form");
        }
        return act;
    }

    private Act read(Event event, String body) throws InvalidEventException {
        String kind = event.header().kind();
        boolean control = event.header().eventClass() == EventClass.CONTROL;
        try {
            if (control && (kind.equals(IDENTITY) || kind.equals(LEAVE))) {
                if (!body.equals(EMPTY)) {
                    throw new MalformedJsonException("the body is empty");
                }
                return kind.equals(LEAVE) ? new Act.Leave() : new Act.Identity();
            }
            try (JsonFields in = source.read(body)) {
                in.open();
                boolean owned = event.header().rules().equals(OwnedRoomRules.NAME) && !kind.equals(FORK);
                Act act = !control ? key(kind, in) : owned ? OwnedActCodec.read(kind, in) : control(kind, in);
                in.shut().end();
                return act;
            }
        } catch (MalformedJsonException e) {
            throw new InvalidEventException(RefusalCode.BAD_BODY, e.getMessage());
        }
    }

    private static Act control(String kind, JsonFields in) throws MalformedJsonException, InvalidEventException {
        switch (kind) {
            case ADD_DEVICE:
                return new Act.AddDevice(
                        JsonFields.map(in.text("device"), DeviceId::of),
                        JsonFields.map(in.text("sealing"), SealingKey::of),
                        JsonFields.map(in.text("proof"), Signature::of));
            case REVOKE_DEVICE:
                return new Act.RevokeDevice(JsonFields.map(in.text("device"), DeviceId::of));
            case SEALING_KEY:
                return new Act.ReplaceSealing(JsonFields.map(in.text("sealing"), SealingKey::of));
            case JOIN:
                return new Act.Join(in.text("namespace"), in.text("room"), name(in.text("name")), heads(in));
            case DEVICES:
                return new Act.Devices(JsonFields.map(in.text("user"), UserId::of), heads(in));
            case FORK:
                return new Act.Fork(
                        JsonFields.map(in.text("user"), UserId::of),
                        JsonFields.map(in.text("device"), DeviceId::of),
                        ascending(JsonFields.map(in.texts("events", 2), EventId::of), 2, 2));
            default:
                throw new InvalidEventException(RefusalCode.UNKNOWN_KIND, "no control event is called " + kind);
        }
    }

    private static Act key(String kind, JsonFields in) throws MalformedJsonException, InvalidEventException {
        if (kind.equals(BAD_BOX)) {
            return new Act.BadBox(JsonFields.map(in.text("epoch"), EventId::of));
        }
        throw new InvalidEventException(RefusalCode.UNKNOWN_KIND, "no key event is called " + kind);
    }

    static List<EventId> heads(JsonFields in) throws MalformedJsonException {
        List<EventId> heads = JsonFields.map(in.texts("identity", MAX_IDENTITY_HEADS), EventId::of);
        return ascending(heads, 1, MAX_IDENTITY_HEADS);
    }

    static List<EventId> ascending(List<EventId> ids, int min, int max) throws MalformedJsonException {
        for (int i = 1; i < ids.size(); i++) {
            if (ids.get(i - 1).compareTo(ids.get(i)) >= 0) {
                throw new MalformedJsonException("ids are ascending");
            }
        }
        if (ids.size() < min || ids.size() > max) {
            throw new MalformedJsonException("from " + min + " to " + max + " ids");
        }
        return ids;
    }

    /** Checks a person's name: 1 to 64 code points, none a control character or a lone surrogate. */
    public static boolean validName(String name) {
        int length = name.codePointCount(0, name.length());
        return length >= 1
                && length <= MAX_NAME
                && name.codePoints()
                        .noneMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE);
    }

    static String name(String name) throws MalformedJsonException {
        if (!validName(name)) {
            throw new MalformedJsonException("a name has 1 to " + MAX_NAME + " characters and no control characters");
        }
        return name;
    }
}
