package chat.parley.simulation;

import chat.parley.client.RoomRef;
import chat.parley.protocol.cert.Certificate;
import chat.parley.protocol.crypto.SigningKey;
import chat.parley.protocol.event.EventCodec;
import chat.parley.protocol.fixture.SeededCrypto;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.LogId;
import chat.parley.protocol.id.ServerId;
import chat.parley.protocol.id.UserId;
import chat.parley.protocol.rules.Charter;
import chat.parley.protocol.rules.OpenRoom;
import chat.parley.server.cluster.ServerIdentity;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** One network with all that is in it, built from a scenario. */
final class World {
    /** Second devices that people may get. */
    private static final int PHONES = 3;

    private static final long CERTIFICATE_MILLIS = 3650L * 24 * 3600 * 1000;

    private final Scenario scenario;
    private final Tweaks tweaks;
    private final Dice dice;
    private final Timeline timeline = new Timeline();
    private final Layout layout;
    private final Trace trace;
    private final Chronicle chronicle = new Chronicle();
    private final Membership membership;
    private final Map<ByteBuffer, Boolean> verified = new HashMap<>();
    private final Map<String, UserId> authors = new HashMap<>();
    private final Wire wire;
    private final List<SimServer> servers = new ArrayList<>();
    private final List<SimClient> clients = new ArrayList<>();
    private final Map<RoomRef.Owned, Charter.History> owned = new LinkedHashMap<>();
    private final Set<EventId> texts = new HashSet<>();
    private final List<SimServer> lost = new ArrayList<>();
    private final List<Liar> liars = new ArrayList<>();
    private final Set<Trouble> troubles = EnumSet.noneOf(Trouble.class);
    private final SigningKey domain;
    private final Forger forger;
    private final Flooder flooder;
    private final Forker forker;

    World(Scenario scenario, Tweaks tweaks, boolean keepTrace) {
        this.scenario = scenario;
        this.tweaks = tweaks;
        this.dice = new Dice(scenario.seed()).fork("world");
        this.layout = new Layout(scenario, dice);
        this.trace = new Trace(timeline, keepTrace);
        this.wire = new Wire(this, new FrameLines(scenario.asText(), chronicle));
        this.membership = new Membership(chronicle, new EventCodec(crypto("checks")).epochs());
        this.domain = crypto("domain").newSigningKey();
        trace.add("world", scenario.toString());
        for (int i = 0; i < scenario.servers(); i++) {
            servers.add(new SimServer(this, "s" + i, i, layout.skew("s" + i), identity("s" + i), layout.peers(i)));
        }
        for (Vice each : scenario.vices()) {
            if (each.lies()) {
                liars.add(new Liar(this, each, liars.size()));
            }
        }
        for (int i = 0; i < scenario.people(); i++) {
            clients.add(new SimClient(this, i, false));
        }
        for (int i = 0; scenario.owned() && i < PHONES; i++) {
            clients.add(new SimClient(this, scenario.people() + i, true));
        }
        this.forger = new Forger(this);
        this.flooder = new Flooder(this);
        this.forker = new Forker(this);
        if (Layout.hoursApart(actors())) {
            met(Trouble.CLOCKS_HOURS_APART);
        }
    }

    Scenario scenario() {
        return scenario;
    }

    Layout layout() {
        return layout;
    }

    Tweaks tweaks() {
        return tweaks;
    }

    Dice dice() {
        return dice;
    }

    Timeline timeline() {
        return timeline;
    }

    Trace trace() {
        return trace;
    }

    Chronicle chronicle() {
        return chronicle;
    }

    /** Who may do what, worked out a second time. */
    Membership membership() {
        return membership;
    }

    Wire wire() {
        return wire;
    }

    /** The honest servers, but those that are gone for good. */
    List<SimServer> servers() {
        return servers;
    }

    /** Servers that work like all others and break the protocol. */
    List<Liar> liars() {
        return liars;
    }

    /** A server's machine burns. */
    void burn(SimServer server) {
        server.note("loses its disk");
        server.crash(true);
        for (EventId id : server.disk().ids()) {
            if (servers.stream().noneMatch(each -> each != server && each.disk().contains(id))) {
                met(Trouble.ONLY_COPY_LOST);
            }
        }
        server.disk().burn();
        met(Trouble.DISK_LOST);
    }

    /** A server never comes back. */
    void bury(SimServer server) {
        server.note("never comes back");
        server.bury();
        Archive archive = new Archive(this);
        if (scenario.replicas() < running().size()
                && scenario.rooms().stream()
                        .anyMatch(room -> archive.replicas(log(room)).contains(server))) {
            met(Trouble.REPLICA_LOST);
        }
        servers.remove(server);
        lost.add(server);
        met(Trouble.SERVER_LOST);
    }

    /** Something went wrong, and had an effect. */
    void met(Trouble trouble) {
        troubles.add(trouble);
    }

    Set<Trouble> troubles() {
        return troubles;
    }

    List<SimClient> clients() {
        return clients;
    }

    /** The second devices. */
    List<SimClient> phones() {
        List<SimClient> phones = new ArrayList<>(clients);
        phones.removeIf(each -> !each.phone());
        return phones;
    }

    /** Where a person can be reached, as they were told. */
    List<String> urls(String name) {
        return layout.urls(name, liars);
    }

    /** Somebody has made a room. */
    void begins(RoomRef.Owned room, Charter.History history) {
        owned.put(room, history);
    }

    /** The rooms with an owner. */
    List<RoomRef.Owned> owned() {
        return new ArrayList<>(owned.keySet());
    }

    /** Whether who comes in may read what was said before. */
    boolean historyForAll(LogId log) {
        return owned.get(RoomRef.owned(log)) == Charter.History.ALL;
    }

    /** All rooms that there are. */
    List<RoomRef> rooms() {
        List<RoomRef> rooms = new ArrayList<>(scenario.rooms());
        rooms.addAll(owned.keySet());
        return rooms;
    }

    /** Events that are texts for certain: others name a room. */
    Set<EventId> texts() {
        return texts;
    }

    /** Whether a user is none of the people of whom anything is promised. */
    boolean isStranger(UserId user) {
        return user.equals(forker.user());
    }

    Forker forker() {
        return forker;
    }

    /** Those of whom there is one or none. */
    List<Actor> intruders() {
        Map<Vice, Actor> all = Map.of(Vice.FORGE, forger, Vice.FLOOD, flooder, Vice.FORK, forker);
        List<Actor> some = new ArrayList<>();
        for (Vice each : scenario.vices()) {
            if (all.containsKey(each)) {
                some.add(all.get(each));
            }
        }
        return some;
    }

    /** All that run in every scenario. */
    List<Actor> actors() {
        List<Actor> actors = new ArrayList<>(servers);
        actors.addAll(liars);
        actors.addAll(clients);
        return actors;
    }

    /** Who began to say which text. */
    Map<String, UserId> authors() {
        return authors;
    }

    /** Cryptography whose chance is its user's own. */
    SeededCrypto crypto(String user) {
        return new SeededCrypto(dice.fork("crypto " + user)::bytes, verified);
    }

    /** An identity with a certificate of the domain. */
    ServerIdentity identity(String name) {
        SeededCrypto crypto = crypto("identity " + name);
        SigningKey key = crypto.newSigningKey();
        long notAfter = SkewedClock.EPOCH_MILLIS + CERTIFICATE_MILLIS;
        return new ServerIdentity(
                key, Certificate.issue(crypto, domain, new ServerId(key.publicKey()), "ws://" + name, notAfter));
    }

    /** Dials whoever is at an url. */
    Line dial(End from, String url, boolean link) {
        for (SimServer each : all()) {
            if (each.url().equals(url)) {
                return wire.dial(from, each, link, link ? each::acceptServer : each::acceptClient);
            }
        }
        Intruder intruder = url.equals(flooder.url()) ? flooder : forger;
        return wire.dial(from, intruder, link, intruder::accept);
    }

    /** The server with this certificate. */
    SimServer certified(String certificate) {
        for (SimServer each : all()) {
            if (each.identity().certificate().write().equals(certificate)) {
                return each;
            }
        }
        throw new Violation("stored", "a receipt of no server: " + certificate);
    }

    String nameOf(String url) {
        return url.substring("ws://".length());
    }

    /** What the grid shows a server: all that announced themselves, are not gone for good, and that it is not cut off from. */
    Map<String, String> registry(SimServer reader) {
        Map<String, String> entries = new TreeMap<>();
        if (scenario.topology() == Scenario.Topology.CLUSTER) {
            for (SimServer each : running()) {
                if (each.life() > 0 && !wire.cut(each, reader)) {
                    entries.put(
                            each.identity().id().toString(),
                            each.identity().certificate().write());
                }
            }
        }
        return entries;
    }

    LogId log(RoomRef room) {
        return room instanceof RoomRef.Open open
                ? OpenRoom.id(crypto("rooms"), SimClient.NAMESPACE, open.name())
                : ((RoomRef.Owned) room).log();
    }

    /** All real servers, honest or not, but those that are lost. */
    List<SimServer> running() {
        List<SimServer> running = new ArrayList<>(servers);
        running.addAll(liars);
        return running;
    }

    /** All real servers, honest or not, with those that are lost. */
    List<SimServer> all() {
        List<SimServer> all = running();
        all.addAll(lost);
        return all;
    }
}
