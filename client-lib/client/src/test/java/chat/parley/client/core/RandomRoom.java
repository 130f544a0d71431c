package chat.parley.client.core;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.client.ClientEvent;
import chat.parley.client.RoomException;
import chat.parley.client.RoomRef;
import chat.parley.protocol.event.Event;
import chat.parley.protocol.event.EventClass;
import chat.parley.protocol.fixture.PlainFold;
import chat.parley.protocol.fixture.SeededCrypto;
import chat.parley.protocol.id.DeviceId;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.Hash;
import chat.parley.protocol.json.MalformedJsonException;
import chat.parley.protocol.keys.MessageBody;
import chat.parley.protocol.log.Replica;
import chat.parley.protocol.log.RoomLog;
import chat.parley.protocol.rules.Charter;
import chat.parley.protocol.rules.Epoch;
import chat.parley.protocol.rules.Rank;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/** One owned room among several people, with everything that can happen to it, in an order that a seed gives. */
final class RandomRoom {
    private static final int STEPS = 36;
    private static final int PEOPLE = 4;
    private static final long QUIET_MILLIS = 10_000;

    private final World world;
    private final Random random;
    private final List<World.Server> servers = new ArrayList<>();
    private final List<World.Client> clients = new ArrayList<>();
    private final Map<World.Client, DeviceId> devices = new LinkedHashMap<>();
    private final Set<World.Client> out = new HashSet<>();
    private final Set<EventId> cards = new TreeSet<>();
    private final List<Epoch> epochs = new ArrayList<>();
    private final StringBuilder story = new StringBuilder();
    private final RoomRef.Owned room;
    private final Charter.History history;
    private int said;
    private boolean split;

    RandomRoom(long seed) {
        random = new Random(seed);
        Random keys = new Random(~seed);
        world = new World(new SeededCrypto(
                length -> {
                    byte[] bytes = new byte[length];
                    keys.nextBytes(bytes);
                    return bytes;
                },
                new HashMap<>()));
        for (int i = 0; i < 3; i++) {
            servers.add(world.server("ws://s" + i));
        }
        for (int i = 0; i < PEOPLE; i++) {
            add(world.client("p" + i, servers.get(i % 3)));
        }
        world.pass(1000);
        history = random.nextBoolean() ? Charter.History.ALL : Charter.History.NONE;
        room = clients.get(0).core.owned().create("Room", history);
        world.run();
        for (World.Client each : clients.subList(1, PEOPLE - 1)) {
            clients.get(0).core.owned().invite(room, each.user(), Rank.values()[random.nextInt(3)]);
            world.run();
            each.core.owned().enter(room);
        }
        world.run();
    }

    String story() {
        return "history " + history + "\n" + story;
    }

    int said() {
        return said;
    }

    int epochs() {
        return epochs.size();
    }

    void live() {
        for (int i = 0; i < STEPS; i++) {
            step();
            if (random.nextInt(3) > 0) {
                world.run();
            }
            if (random.nextInt(4) == 0) {
                world.pass(1000);
            }
        }
        note("quiet");
        if (split) {
            world.heal();
        }
        servers.forEach(server -> {
            server.dead = false;
            server.frozen = false;
        });
        clients.stream().filter(client -> !out.contains(client)).forEach(client -> client.reaches = url -> true);
        world.pass(QUIET_MILLIS);
    }

    private void step() {
        World.Client one = one();
        World.Client other = one();
        try {
            int what = random.nextInt(100);
            if (what < 30) {
                note(name(one) + " says");
                one.core.say(room, name(one) + " " + said);
                said++;
            } else if (what < 42) {
                Rank rank = Rank.values()[random.nextInt(3)];
                note(name(one) + " invites " + name(other) + " as " + rank);
                one.core.owned().invite(room, other.user(), rank);
            } else if (what < 58) {
                note(name(one) + " enters");
                one.core.owned().enter(room);
            } else if (what < 64) {
                note(name(one) + " kicks " + name(other));
                one.core.owned().kick(room, other.user());
            } else if (what < 66) {
                note(name(one) + " bans " + name(other));
                one.core.owned().ban(room, other.user());
            } else if (what < 69) {
                note(name(one) + " unbans " + name(other));
                one.core.owned().unban(room, other.user());
            } else if (what < 74) {
                Rank rank = Rank.values()[random.nextInt(3)];
                note(name(one) + " ranks " + name(other) + " " + rank);
                one.core.owned().rank(room, other.user(), rank);
            } else if (what < 76) {
                note(name(one) + " leaves");
                one.core.leave(room);
            } else if (what < 78) {
                note(name(one) + " renames");
                one.core.owned().rename(room, "Room " + said);
            } else {
                disturb(one, what);
            }
        } catch (RoomException | IllegalStateException e) {
            note("  no: " + e.getMessage());
        }
    }

    private void disturb(World.Client one, int what) {
        if (what < 83) {
            note(name(one) + " restarts");
            one.crashQuietly();
        } else if (what < 88) {
            boolean away = random.nextBoolean();
            note(name(one) + (away ? " is away" : " is back"));
            one.reaches = url -> !away;
            one.cut();
        } else if (what < 91) {
            World.Server server = servers.get(random.nextInt(servers.size()));
            note(server.url + (server.dead ? " lives" : " dies"));
            if (server.dead) {
                server.dead = false;
            } else {
                server.die();
            }
        } else if (what < 94) {
            if (split) {
                note("healed");
                world.heal();
            } else {
                note("split");
                world.split(servers.get(random.nextInt(servers.size())));
            }
            split = !split;
        } else if (what < 96) {
            note("time");
            world.leap(EpochMaker.MAX_EXTEND_MILLIS);
        } else if (what < 98) {
            if (!split && clients.size() < 2 * PEOPLE) {
                note(name(one) + " gets a device");
                add(world.client(one.name(), new MoreDevices(world, one).add(), servers.get(0)));
            }
        } else {
            revoke(one);
        }
    }

    /** Another device of the same user is lost, and revoked at this one. */
    private void revoke(World.Client one) {
        for (World.Client other : clients) {
            if (!split && other != one && !out.contains(other) && other.user().equals(one.user())) {
                note(name(one) + " revokes a device");
                out.add(other);
                other.reaches = url -> false;
                other.cut();
                List<ClientEvent> heard = new ArrayList<>(one.heard);
                new MoreDevices(world, one).revoke(devices.get(other));
                one.heard.clear();
                one.heard.addAll(heard);
                return;
            }
        }
    }

    void check() {
        Replica truth = new Replica(world.ledger.store(), world.codec, world.crypto);
        RoomLog log = truth.room(room.log());
        Hash state = log.state().hash(world.crypto);
        for (Event event : world.ledger.store().controlAndKeys(room.log())) {
            log.epoch(event.id()).ifPresent(epochs::add);
        }
        PlainFold fold = new PlainFold(id -> world.ledger.store().find(id).orElse(null));
        assertThat(fold.at(log.frontier()).devices())
                .as("devices by the second fold")
                .isEqualTo(log.state().devices().keySet());
        List<Event> messages = messages();
        messages.forEach(event -> checkAudience(event, log, fold));
        Map<World.Client, Set<EventId>> read = new HashMap<>();
        for (World.Client client : clients) {
            Set<EventId> ids = new TreeSet<>();
            for (ClientEvent.Message each : client.all(ClientEvent.Message.class)) {
                ids.add(each.id());
            }
            read.put(client, ids);
        }
        for (World.Client client : clients) {
            assertThat(client.all(ClientEvent.Unreadable.class))
                    .as(name(client))
                    .isEmpty();
            assertThat(client.problems()).as(name(client)).doesNotContain("BAD_BOX", "FOLD_DIFFERS", "GHOST_READER");
            DeviceId device = devices.get(client);
            boolean member = !out.contains(client) && log.state().speaks(client.user(), device);
            if (member) {
                Replica own = new Replica(new EventRows(client.store.reopen(), world.codec), world.codec, world.crypto);
                assertThat(own.room(room.log()).state().hash(world.crypto))
                        .as("fold of %s", name(client))
                        .isEqualTo(state);
                assertThat(client.core.rooms()).as(name(client)).contains(room);
            } else if (!out.contains(client)) {
                assertThat(client.core.rooms()).as(name(client)).doesNotContain(room);
            }
            for (Event event : messages) {
                checkReading(client, member, event, log, read.get(client).contains(event.id()));
            }
        }
    }

    /** Nobody can read it who was no member where it was written, whatever the epoch says that it names. */
    private void checkAudience(Event event, RoomLog log, PlainFold fold) {
        Set<DeviceId> audience = log.epoch(body(event).epoch()).orElseThrow().audience();
        assertThat(fold.at(event.header().control()).devices())
                .as(
                        "who was in when %s was said by %s",
                        event.id(), event.user().brief())
                .containsAll(audience);
    }

    private void checkReading(World.Client client, boolean member, Event event, RoomLog log, boolean read) {
        DeviceId device = devices.get(client);
        Epoch epoch = log.epoch(body(event).epoch()).orElseThrow();
        boolean meant = epoch.audience().contains(device);
        boolean card = cards.contains(event.id());
        if (member && meant && !log.hidden(event) && !card) {
            assertThat(read)
                    .as(
                            "%s reads %s of %s",
                            name(client), event.id(), event.user().brief())
                    .isTrue();
        }
        if (!meant && history == Charter.History.NONE) {
            assertThat(read).as("%s must not read %s", name(client), event.id()).isFalse();
        }
        if (read && !meant) {
            assertThat(cameInAfter(device, epoch))
                    .as("%s was not in after %s", name(client), event.id())
                    .isTrue();
        }
    }

    /** Whether a device is meant by a later epoch, whose archive may lead back. */
    private boolean cameInAfter(DeviceId device, Epoch epoch) {
        for (Epoch each : epochs) {
            if (each.audience().contains(device)
                    && each.position().lamport() > epoch.position().lamport()) {
                return true;
            }
        }
        return false;
    }

    /** All texts; those that name the room are read by nobody as such. */
    private List<Event> messages() {
        List<Event> found = new ArrayList<>();
        Set<EventId> texts = new TreeSet<>();
        for (World.Client client : clients) {
            client.all(ClientEvent.Sent.class).forEach(sent -> texts.add(sent.id()));
        }
        for (Event event : world.ledger.store().after(room.log(), Map.of(), Integer.MAX_VALUE)) {
            if (event.header().eventClass() == EventClass.CONTENT
                    && event.header().kind().equals(Writer.MESSAGE)) {
                found.add(event);
                if (!texts.contains(event.id())) {
                    cards.add(event.id());
                }
            }
        }
        return found;
    }

    private static MessageBody body(Event event) {
        try {
            return MessageBody.read(event.body().orElseThrow());
        } catch (MalformedJsonException e) {
            throw new AssertionError(e);
        }
    }

    private void add(World.Client client) {
        clients.add(client);
        devices.put(client, new MoreDevices(world, client).device());
    }

    private World.Client one() {
        World.Client found = clients.get(random.nextInt(clients.size()));
        return out.contains(found) ? clients.get(0) : found;
    }

    private String name(World.Client client) {
        return client.name() + "/" + clients.indexOf(client);
    }

    private void note(String what) {
        story.append(what).append('\n');
    }
}
