package chat.parley.client.core;

import chat.parley.client.ClientEvent;
import chat.parley.client.Person;
import chat.parley.client.store.Row;
import chat.parley.client.store.Table;
import chat.parley.protocol.event.Event;
import chat.parley.protocol.id.DeviceId;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.LogId;
import chat.parley.protocol.id.UserId;
import chat.parley.protocol.rules.Act;
import chat.parley.protocol.rules.RoomState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Notices that a device has written two events of one number in a room: its person hears of it, and the room is shown the
 * proof, by whose turn it is, unless it has it. Nobody seals to that device then. What is due is in the store: who is
 * killed meanwhile does it after the next start.
 */
final class ForkWatch {
    /** Begins the keys of what is due; one of the two events follows. */
    static final String DUE = "fork ";

    private static final String DUE_END = "fork!";

    private record Proof(UserId user, List<EventId> events, long due) {}

    private final LogId log;
    private final Desk desk;
    private final Map<DeviceId, Proof> proofs = new TreeMap<>();
    private final Set<DeviceId> told = new TreeSet<>();

    ForkWatch(LogId log, Desk desk) {
        this.log = log;
        this.desk = desk;
        for (Row row : desk.platform().store().first(Table.SETTING, DUE, DUE_END, Integer.MAX_VALUE)) {
            String[] value = row.value().split(" ");
            if (value[0].equals(log.toString())) {
                UserId user = UserId.of(value[1]);
                List<EventId> both = Arrays.asList(EventId.of(value[3]), EventId.of(value[4]));
                proofs.put(DeviceId.of(value[2]), new Proof(user, both, Wait.until(desk, log, user)));
            }
        }
        told.addAll(proofs.keySet());
    }

    /** An event came whose number its device has used before. Of one's own device the store tells more. */
    void forked(Event event, List<ClientEvent> telling) {
        DeviceId device = event.header().device();
        RoomState.Member member = desk.room(log).state().members().get(event.user());
        if (device.equals(desk.account().device())
                || member == null
                || !member.devices().containsKey(device)
                || !told.add(device)) {
            return;
        }
        desk.events().find(log, device, event.header().seq()).ifPresent(other -> {
            EventId[] both = {event.id(), other.id()};
            Arrays.sort(both);
            proofs.put(device, new Proof(event.user(), Arrays.asList(both), Wait.until(desk, log, event.user())));
            desk.platform()
                    .store()
                    .put(
                            Table.SETTING,
                            DUE + both[0],
                            log + " " + event.user() + " " + device + " " + both[0] + " " + both[1]);
            Person person = new Person(
                    event.user(),
                    member.name(),
                    event.user().equals(desk.account().user()));
            telling.add(
                    new ClientEvent.Problem(
                            "DEVICE_FORKED",
                            "a device of " + person.distinctName()
                                    + " has written two different things in one place: its folder was"
                                    + " copied, or its key is in other hands. It gets no more keys here; ask them to revoke it"));
        });
    }

    boolean due() {
        long now = proofs.isEmpty() ? 0 : desk.platform().clock().millis();
        return proofs.values().stream().anyMatch(proof -> proof.due() <= now);
    }

    /** Writes what is due; to be called where one may write. */
    void act() {
        if (!proofs.isEmpty()) {
            act(desk.platform().clock().millis());
        }
    }

    /** Writes all, due or not: something is about to be said that a forked device must not read. */
    void actNow() {
        act(Long.MAX_VALUE);
    }

    private void act(long now) {
        for (DeviceId device : new ArrayList<>(proofs.keySet())) {
            Proof proof = proofs.get(device);
            if (proof.due() <= now) {
                proofs.remove(device);
                desk.platform()
                        .store()
                        .remove(Table.SETTING, DUE + proof.events().get(0));
                boolean held = proof.events().stream().allMatch(desk.events()::contains);
                if (held && desk.room(log).state().speaks(proof.user(), device)) {
                    Act act = new Act.Fork(proof.user(), device, proof.events());
                    desk.write(act, desk.place(log));
                }
            }
        }
    }
}
