package chat.parley.simulation;

import chat.parley.client.RoomRef;
import chat.parley.protocol.crypto.SealingPair;
import chat.parley.protocol.crypto.SigningKey;
import chat.parley.protocol.event.Event;
import chat.parley.protocol.event.EventClass;
import chat.parley.protocol.event.EventCodec;
import chat.parley.protocol.event.Header;
import chat.parley.protocol.fixture.SeededCrypto;
import chat.parley.protocol.id.DeviceId;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.LogId;
import chat.parley.protocol.id.UserId;
import chat.parley.protocol.log.Ledger;
import chat.parley.protocol.rules.Act;
import chat.parley.protocol.rules.ActCodec;
import chat.parley.protocol.rules.IdentityRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A member whose device equivocates: it gives one number to two events and tells each server another, it posts what leads
 * nowhere; then it is put out, by the proof of its fork or by its own root, and tries to come back by its identity as it
 * was. It has two sessions.
 */
final class Forker extends Actor {
    private static final long PERIOD = 900 * Timeline.MILLI;
    private static final String CONTENT = "message";

    private final EventCodec codec;
    private final SeededCrypto crypto;
    private final ActCodec acts = new ActCodec();
    private final Ledger ledger;
    private final Orphans orphans;
    private final RoomRef.Open room;
    private final SigningKey root;
    private final SigningKey key;
    private final List<Event> known = new ArrayList<>();
    private final List<EventId> heads = new ArrayList<>();
    private final Guest[] guests = new Guest[2];
    private UserId user;
    private List<EventId> proof = List.of();
    private boolean out;
    private boolean retired;

    Forker(World world) {
        super(world, "forker", 92, 0);
        this.crypto = world.crypto("forker");
        this.codec = new EventCodec(crypto);
        this.ledger = new Ledger(new SimStore(new SimDisk()), codec, crypto);
        this.orphans = new Orphans(world);
        this.room = world.scenario().rooms().get(0);
        this.root = crypto.newSigningKey();
        this.key = crypto.newSigningKey();
    }

    UserId user() {
        return user;
    }

    DeviceId device() {
        return key.device();
    }

    SigningKey deviceKey() {
        return key;
    }

    LogId log() {
        return world().log(room);
    }

    /** What it tells every server: who it is, and that it has come in. */
    List<Event> known() {
        return known;
    }

    /** It has done enough. */
    void retire() {
        retired = true;
    }

    @Override
    void boot() {
        Event genesis = signed(
                IdentityRules.NAME,
                EventClass.CONTROL,
                ActCodec.IDENTITY,
                "{}",
                EventCodec.Place.genesis(),
                root,
                Optional.empty());
        user = genesis.user();
        known.add(take(genesis));
        SealingPair sealing = crypto.newSealingPair();
        Act add = new Act.AddDevice(device(), sealing.key(), IdentityRules.prove(crypto, key, user, sealing.key()));
        known.add(identity(ActCodec.ADD_DEVICE, add));
        heads.add(known.get(1).id());
        known.add(join());
        every(PERIOD, this::tick);
    }

    @Override
    void work(List<Runnable> tasks) {
        tasks.forEach(Runnable::run);
    }

    private void tick() {
        for (int i = 0; i < guests.length; i++) {
            if (guests[i] == null || guests[i].over()) {
                Guest guest = new Guest(this, ledger, codec, crypto);
                guests[i] = guest;
                guest.line(world().dial(guest, dice().pick(world().servers()).url(), false));
            }
        }
        if (!retired && guests[0].ready() && guests[1].ready()) {
            act();
        }
    }

    private void act() {
        int what = dice().below(6);
        // Clients that have seen both of its events put it out, too.
        out |= !ledger.replica().room(log()).state().speaks(user, device());
        if (out) {
            comeBack();
        } else if (what == 0 && !proof.isEmpty()) {
            putOut();
        } else if (what == 1) {
            guests[0].post(orphans.small(300));
        } else {
            fork();
        }
    }

    /** Two events with one number, of a kind that nobody knows or that nobody can read; each server is told one of them. */
    private void fork() {
        EventCodec.Place place = ledger.replica().place(log(), device());
        String kind = dice().chance(0.5) ? CONTENT : "riddle";
        Event one = take(said(kind, "{\"one\":1}", place));
        Event two = take(said(kind, "{\"two\":2}", place));
        proof = one.id().compareTo(two.id()) < 0 ? List.of(one.id(), two.id()) : List.of(two.id(), one.id());
        guests[0].post(List.of(one));
        guests[1].post(List.of(two));
        note("forks " + one.id() + " and " + two.id());
        world().met(Trouble.FORKED);
    }

    private void putOut() {
        List<Event> events = new ArrayList<>();
        if (dice().chance(0.5)) {
            events.add(control(ActCodec.FORK, new Act.Fork(user, device(), proof)));
        } else {
            Event revocation = identity(ActCodec.REVOKE_DEVICE, new Act.RevokeDevice(device()));
            events.add(revocation);
            events.add(control(ActCodec.DEVICES, new Act.Devices(user, List.of(revocation.id()))));
        }
        note("is put out by " + events.get(events.size() - 1).id());
        guests[0].post(events);
        out = true;
    }

    /** A join that may have no effect, and words that may not be accepted. */
    private void comeBack() {
        Event join = join();
        EventCodec.Place after = ledger.replica().place(log(), device());
        guests[1].post(List.of(join, said(CONTENT, "{}", after)));
        world().met(Trouble.PUT_OUT);
    }

    private Event join() {
        return control(ActCodec.JOIN, new Act.Join(SimClient.NAMESPACE, room.toString(), name(), List.copyOf(heads)));
    }

    private Event said(String kind, String body, EventCodec.Place place) {
        return signed("open/1", EventClass.CONTENT, kind, body, place, key, Optional.of(user));
    }

    private Event control(String kind, Act act) {
        EventCodec.Place place = ledger.replica().place(log(), device());
        return take(signed("open/1", EventClass.CONTROL, kind, acts.write(act), place, key, Optional.of(user)));
    }

    private Event identity(String kind, Act act) {
        EventCodec.Place place = ledger.replica().place(user.identity(), root.device());
        return take(
                signed(IdentityRules.NAME, EventClass.CONTROL, kind, acts.write(act), place, root, Optional.of(user)));
    }

    private Event take(Event event) {
        ledger.offer(event, guests[0] == null ? new Guest(this, ledger, codec, crypto) : guests[0]);
        ledger.flush();
        return event;
    }

    private Event signed(
            String rules,
            EventClass eventClass,
            String kind,
            String body,
            EventCodec.Place place,
            SigningKey by,
            Optional<UserId> author) {
        Header.Author who = new Header.Author(author, by.device());
        return codec.sign(new EventCodec.Draft(rules, eventClass, kind, who, body, clock().millis()), place, by);
    }
}
