package chat.parley.client.core;

import chat.parley.protocol.event.Event;
import chat.parley.protocol.event.EventClass;
import chat.parley.protocol.event.InvalidEventException;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.UserId;
import chat.parley.protocol.rules.Act;
import chat.parley.protocol.rules.ActCodec;
import chat.parley.protocol.rules.IdentityRules;
import chat.parley.protocol.rules.OwnedAct;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Parts of identities on which a member has built, by citing them in a room, and which the server does not hand over: what
 * a contact knows and this client does not.
 */
final class Lacking {
    /** Most that are remembered. */
    static final int MAX = 64;

    /** So long a server may take to hand over what it is asked for, before others are asked, in milliseconds. */
    static final long PATIENCE_MILLIS = 10_000;

    /** After so long without it, and so many calls on others, nobody has it: in milliseconds. */
    static final long WITHHELD_MILLIS = 60_000;

    /** Calls on other servers before it is said that nobody has it. */
    static final int CALLS = 3;

    private final ActCodec acts = new ActCodec();
    private final Map<EventId, Lack> lacks = new LinkedHashMap<EventId, Lack>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<EventId, Lack> eldest) {
            return size() > MAX;
        }
    };

    private static final class Lack {
        private final UserId user;
        private final long since;
        private int calls;
        private boolean told;

        private Lack(UserId user, long since) {
            this.user = user;
            this.since = since;
        }
    }

    /** An event waits for these, some of which may be of an identity. */
    void missing(Event event, Set<EventId> ids, long now) {
        if (event.header().eventClass() != EventClass.CONTROL
                || event.header().rules().equals(IdentityRules.NAME)) {
            return;
        }
        try {
            Act act = acts.read(event);
            for (EventId head : identity(act)) {
                if (ids.contains(head)) {
                    lacks.putIfAbsent(head, new Lack(whose(act, event), now));
                }
            }
        } catch (InvalidEventException e) {
            // It is refused for that as soon as nothing is missing.
        }
    }

    boolean any() {
        return !lacks.isEmpty();
    }

    /** Whose identities other servers are to be asked about. */
    Set<UserId> overdue(long now) {
        Set<UserId> overdue = new TreeSet<>();
        for (Lack each : lacks.values()) {
            if (!each.told && now - each.since >= PATIENCE_MILLIS) {
                overdue.add(each.user);
            }
        }
        return overdue;
    }

    /** A call on another server about these has ended, however it did. */
    void called(Set<UserId> users) {
        for (Lack each : lacks.values()) {
            each.calls += users.contains(each.user) ? 1 : 0;
        }
    }

    /** Takes out what is here now; says whose that was. */
    Set<UserId> takeHeld(Predicate<EventId> here) {
        Set<UserId> held = new TreeSet<>();
        lacks.entrySet().removeIf(each -> here.test(each.getKey()) && held.add(each.getValue().user));
        return held;
    }

    /** Another server begins again with everything. */
    void clear() {
        lacks.clear();
    }

    /**
     * Whose identity nobody hands over, once for each part of it.
     *
     * @param others whether there are other servers to call on
     */
    Set<UserId> takeWithheld(long now, boolean others) {
        Set<UserId> withheld = new TreeSet<>();
        for (Lack each : lacks.values()) {
            if (!each.told && now - each.since >= WITHHELD_MILLIS && (!others || each.calls >= CALLS)) {
                each.told = true;
                withheld.add(each.user);
            }
        }
        return withheld;
    }

    private static UserId whose(Act act, Event event) {
        if (act instanceof Act.Devices devices) {
            return devices.user();
        }
        return act instanceof OwnedAct.Refresh refresh ? refresh.user() : event.user();
    }

    private static List<EventId> identity(Act act) {
        if (act instanceof Act.Join join) {
            return join.identity();
        } else if (act instanceof Act.Devices devices) {
            return devices.identity();
        } else if (act instanceof OwnedAct.Create create) {
            return create.identity();
        } else if (act instanceof OwnedAct.Enter enter) {
            return enter.identity();
        }
        return act instanceof OwnedAct.Refresh refresh ? refresh.identity() : Collections.<EventId>emptyList();
    }
}
