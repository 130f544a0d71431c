package chat.parley.client.core;

import chat.parley.client.Accounts;
import chat.parley.client.ClientEvent;
import chat.parley.client.ClientListener;
import chat.parley.client.ConnectionState;
import chat.parley.client.Devices;
import chat.parley.client.OwnedRooms;
import chat.parley.client.Person;
import chat.parley.client.RoomInfo;
import chat.parley.client.RoomRef;
import chat.parley.client.SharedFiles;
import chat.parley.client.Unsettled;
import chat.parley.client.account.OwnAccount;
import chat.parley.client.contacts.ContactBook;
import chat.parley.client.store.StoreFailedException;
import chat.parley.protocol.crypto.SigningKey;
import chat.parley.protocol.event.Event;
import chat.parley.protocol.frame.AccountFound;
import chat.parley.protocol.frame.Bye;
import chat.parley.protocol.frame.Challenge;
import chat.parley.protocol.frame.Frame;
import chat.parley.protocol.frame.Pong;
import chat.parley.protocol.frame.Roster;
import chat.parley.protocol.frame.Welcome;
import chat.parley.protocol.id.DomainId;
import chat.parley.protocol.log.StoreException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * A client without its thread, its socket and its file: everything that is decided. Each call is one step; at its end what
 * changed is durable, and then it is told and sent. Used by one thread.
 */
public final class ClientCore implements Network.Ear {
    /** Between two searches for keys whose time is over, in milliseconds. */
    private static final long SWEEP_MILLIS = 60_000;

    private final Platform platform;
    private final ClientListener listener;
    private final Connection connection;
    private final Oneself self;
    private final OwnAccount account;
    private final ContactBook contacts;
    private final List<ClientEvent> told = new ArrayList<>();
    private final Persona.Around around;
    private Persona persona;
    private Optional<Conversation> conversation = Optional.empty();
    private Optional<String> spokenWith = Optional.empty();
    private boolean askedToRenew;
    private long swept;

    /**
     * Opens or makes the account that the store holds.
     *
     * @param name what the person is called
     * @param servers base urls to try first
     */
    public ClientCore(Platform platform, String name, List<String> servers, String namespace, ClientListener listener) {
        this.platform = platform;
        this.listener = listener;
        this.connection = new Connection(platform, new Servers(platform.store(), servers), told);
        this.self = new Oneself(platform, connection, new Steps());
        this.account = new OwnAccount(self);
        this.contacts = new ContactBook(self);
        this.around = new Persona.Around(platform, connection, self, contacts, told, name, namespace);
        this.persona = new Persona(around, Optional.empty(), Collections.emptyList(), this::finish);
        commit();
    }

    /** What the account and the contacts can have the whole client do. */
    private final class Steps implements Oneself.Core {
        @Override
        public void step() {
            finish();
        }

        @Override
        public void hangUp(String reason) {
            ClientCore.this.hangUp(reason);
        }

        @Override
        public void renew(SigningKey root) {
            renewDevice(root);
        }
    }

    /** Somebody else is here from now on: one transaction, so that a crash leaves who was here or who comes. */
    private void become(Oneself.Next next) {
        hangUp("it is greeted again, as somebody else");
        List<Event> identity = next.who().whose().map(self::log).orElse(Collections.emptyList());
        Succession.wipe(platform.store());
        next.also().run();
        persona.end();
        persona = new Persona(around, Optional.of(next.who()), identity, this::finish);
        askedToRenew = false;
        persona.ledger().flush();
        commit();
    }

    public Person me() {
        return persona.person();
    }

    public void join(RoomRef.Open name) {
        Optional<Room> known = persona.rooms().find(name);
        Room room = known.isPresent() ? known.get() : persona.rooms().open(name, Wish.ENTERING);
        room.stay().want();
        finish();
    }

    public void leave(RoomRef name) {
        persona.rooms().find(name).ifPresent(room -> {
            room.stay().wish(Wish.OUT);
            if (room.stay().member()) {
                room.act(told);
            } else {
                told.add(new ClientEvent.Left(name));
            }
            finish();
        });
    }

    /** What is said in rooms, and done to what was said. */
    public Talk talk() {
        return persona.talk();
    }

    /** {@link Talk#say}. */
    public long say(RoomRef room, String text) {
        return persona.talk().say(room, text);
    }

    public Optional<RoomInfo> room(RoomRef room) {
        return persona.rooms().find(room).map(Room::info);
    }

    /** Conversations and contacts as lines, a page at a time. */
    public ExportPages export() {
        return new ExportPages(
                me(),
                platform.clock().instant(),
                contacts.all(),
                persona.rooms().all(),
                this::room);
    }

    public Accounts account() {
        return account.accounts();
    }

    public Devices devices() {
        return account.devices();
    }

    public ContactBook contacts() {
        return contacts;
    }

    public OwnedRooms owned() {
        return persona.owned();
    }

    /** Fails on a platform that moves none. */
    public SharedFiles files() {
        return persona.files().orElseThrow(() -> new IllegalStateException("files are not moved here"));
    }

    public List<Person> members(RoomRef name) {
        return persona.rooms().find(name).map(Room::members).orElse(Collections.emptyList());
    }

    public List<RoomRef> rooms() {
        return persona.rooms().joined();
    }

    public List<ClientEvent.Message> history(RoomRef name, int limit) {
        return persona.rooms()
                .find(name)
                .map(room -> room.messages().last(limit))
                .orElse(Collections.emptyList());
    }

    /** Answered by {@link ClientEvent.Older}: from here if something is here, else from the server. */
    public void older(RoomRef name, int limit) {
        Room room = persona.rooms()
                .find(name)
                .orElseThrow(() -> new IllegalStateException("not in #" + name + ": /join it first"));
        if (room.older().tell(limit, told)) {
            if (conversation.isPresent()) {
                conversation.get().older(room, limit);
            } else {
                room.older().unreachable(told);
            }
        }
        finish();
    }

    public ConnectionState connection() {
        return new ConnectionState(connection.ready(), connection.servers().known());
    }

    /** The domain of a server that was turned away as it is another one than this client's: the last. */
    public Optional<DomainId> otherDomain() {
        return connection.home().other();
    }

    /** Speaks with this domain's servers from now on, and with no others. */
    public void acceptDomain(DomainId domain) {
        connection.home().accept(domain);
        if (connection
                .greeting()
                .filter(known -> !known.domain().equals(domain))
                .isPresent()) {
            hangUp("another domain was taken");
        } else {
            finish();
        }
    }

    /** Whatever the connection seems to be, it is given up, and a server is dialled. */
    public void reconnect() {
        hangUp("the network is another one");
    }

    /** Texts that no server has stored. */
    public int unsent() {
        return persona.desk().outbox().texts() + persona.rooms().pending();
    }

    /** All that was said and done, and that no server has stored. */
    public Unsettled unsettled() {
        Outbox outbox = persona.desk().outbox();
        return new Unsettled(outbox.waiting() + persona.rooms().unwritten(), outbox.lost());
    }

    /** Texts that only one server has stored. */
    public int onOneServer() {
        return persona.desk().outbox().storedTexts();
    }

    /** Time passes: to be called every 250 ms. */
    public void tick() {
        connection.tick().ifPresent(this::hangUp);
        conversation.flatMap(present -> present.tick(platform.clock().millis())).ifPresent(this::hangUp);
        persona.talk().tick(platform.clock().millis());
        account.tick();
        contacts.tick();
        persona.files().ifPresent(FileDesk::tick);
        persona.opinion().tick();
        if (Math.abs(platform.clock().millis() - swept) >= SWEEP_MILLIS) {
            sweep();
        } else if (due()) {
            settle();
        }
    }

    /** Whether there is something to be done that no frame brings about. */
    private boolean due() {
        boolean renew = persona.desk().retiring() && !askedToRenew && !account.busy();
        return renew
                || self.pending()
                || !told.isEmpty()
                || persona.rooms().all().stream().anyMatch(Room::due);
    }

    @Override
    public void opened() {
        connection.opened();
    }

    @Override
    public void closed(String reason) {
        if (!connection.current().isEmpty()) {
            told.add(new ClientEvent.Disconnected(connection.current(), reason));
        }
        conversation.ifPresent(past -> {
            spokenWith = Optional.of(connection.current());
            past.end();
        });
        conversation = Optional.empty();
        connection.lost();
        account.lost();
        contacts.lost();
        persona.files().ifPresent(FileDesk::lost);
        persona.opinion().lost();
        self.lost();
        finish();
        tick();
    }

    @Override
    public void frame(Frame frame) {
        connection.heard();
        if (frame instanceof Pong) {
            // It comes every few seconds and changes nothing: what is due by then, the clock tells.
            return;
        }
        try {
            take(frame).ifPresent(this::hangUp);
        } catch (IllegalArgumentException e) {
            hangUp("it sent what cannot be read");
        }
        settle();
    }

    /** Hears of the connection beside this one. */
    public Network.Ear beside() {
        return new Network.Ear() {
            @Override
            public void opened() {
                persona.opinion().opened();
            }

            @Override
            public void frame(Frame frame) {
                persona.opinion().frame(frame);
                settle();
            }

            @Override
            public void closed(String reason) {
                persona.opinion().closed(reason);
                finish();
            }
        };
    }

    /** Takes a frame in; says why the server is to be given up, if it is. */
    private Optional<String> take(Frame frame) {
        if (frame instanceof Challenge) {
            return connection.challenged((Challenge) frame);
        }
        if (frame instanceof Welcome) {
            Optional<String> wrong = connection.welcomed((Welcome) frame);
            if (!wrong.isPresent()) {
                boolean moved = spokenWith
                        .filter(last -> !last.equals(connection.current()))
                        .isPresent();
                told.add(new ClientEvent.Connected(connection.current(), moved));
                conversation = Optional.of(new Conversation(persona, connection, told, self));
                conversation.get().begin();
                account.greeted();
            }
            return wrong;
        }
        if (!conversation.isPresent()) {
            return Optional.empty();
        }
        if (frame instanceof Roster) {
            connection.learned(((Roster) frame).servers());
            return Optional.empty();
        }
        if (frame instanceof Bye) {
            connection.learned(((Bye) frame).servers());
            return Optional.of("it stops");
        }
        if (persona.files().filter(desk -> desk.take(frame)).isPresent()) {
            return Optional.empty();
        }
        if (frame instanceof AccountFound) {
            contacts.found((AccountFound) frame, told);
        }
        if (account.take(frame, told)) {
            conversation.ifPresent(present -> present.answered(frame));
            return Optional.empty();
        }
        return conversation.get().handle(frame);
    }

    /** A frame may have shown that this device writes nothing any more. */
    private void settle() {
        if (persona.desk().retiring()) {
            retired();
        }
        finish();
    }

    /** The store was copied, or the device was revoked. */
    private void retired() {
        Optional<SigningKey> root = persona.desk().account().root();
        if (account.busy()) {
            return;
        }
        if (root.isPresent()) {
            told.add(new ClientEvent.Problem(
                    "DEVICE_COPIED",
                    "another copy of this client's folder is or was in use: this one goes on as a new device. Use one"
                            + " copy only; to move to another machine, move the folder"));
            renewDevice(root.get());
        } else if (!askedToRenew) {
            askedToRenew = true;
            told.add(new ClientEvent.Problem(
                    "PASSWORD_NEEDED",
                    "this device was revoked, or another copy of its folder is or was in use: it writes"
                            + " nothing any more. Give the account's password, so that it goes on as a new device,"
                            + " or log in again"));
        }
    }

    private void renewDevice(SigningKey root) {
        persona.renew(root);
        askedToRenew = false;
        hangUp("it is greeted again, as a new device");
    }

    private void sweep() {
        swept = platform.clock().millis();
        persona.sweep(swept, conversation.isPresent());
        finish();
        // Keys that have served since the last time are gone from the tables: now from the files, too.
        platform.store().scrub();
    }

    private void hangUp(String reason) {
        platform.network().hangUp();
        closed(reason);
    }

    /** Makes the step durable, sends what is new of one's own, tells what happened. */
    private void finish() {
        persona.act();
        List<Room> over = persona.rooms().takeOver();
        commit();
        // What nobody is spoken with to post goes out when somebody is.
        conversation.ifPresent(present -> {
            persona.rooms().takeToSubscribe().forEach(present::subscribe);
            present.post(persona.desk().outbox().takeNew());
            over.forEach(present::unsubscribe);
        });
        List<ClientEvent> now = new ArrayList<>(told);
        told.clear();
        now.forEach(listener::on);
        List<Runnable> then = self.takeAfterwards();
        self.takeNext().ifPresent(this::become);
        then.forEach(Runnable::run);
    }

    private void commit() {
        try {
            platform.store().commit();
        } catch (StoreException e) {
            throw new StoreFailedException("the client's disk cannot be written", e);
        }
    }
}
