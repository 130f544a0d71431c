package chat.parley.client.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.parley.client.AccountException;
import chat.parley.client.ClientEvent;
import chat.parley.client.Contacts.Contact;
import chat.parley.client.Contacts.Trust;
import chat.parley.client.RoomRef;
import chat.parley.client.store.Table;
import chat.parley.protocol.crypto.Cost;
import chat.parley.protocol.crypto.SigningKey;
import chat.parley.protocol.event.Event;
import chat.parley.protocol.event.EventClass;
import chat.parley.protocol.event.EventCodec;
import chat.parley.protocol.event.Header;
import chat.parley.protocol.frame.AccountFind;
import chat.parley.protocol.frame.AccountFound;
import chat.parley.protocol.frame.Events;
import chat.parley.protocol.frame.FrameCodec;
import chat.parley.protocol.id.AccountName;
import chat.parley.protocol.id.UserId;
import chat.parley.protocol.rules.Act;
import chat.parley.protocol.rules.ActCodec;
import chat.parley.protocol.rules.IdentityRules;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("PROTOCOL.md, Section 17: contacts of a client")
class ContactsTest {
    private static final RoomRef.Open ROOM = RoomRef.open("lobby");
    private static final AccountName NAME = new AccountName("bob");
    private static final char[] NONE = {};

    private final World world = new World();
    private final World.Server here = world.server("ws://here");
    private final World.Client alice = world.client("alice", here);
    private final World.Client bob = world.client("bob", here);
    private final World.Client mallory = world.client("mallory", here);

    @BeforeEach
    void connect() {
        world.pass(1000);
    }

    @Test
    void all_whoWasMetInARoom_survivesACrashAndTheirLeaving() {
        meet();
        bob.core.leave(ROOM);
        world.pass(1000);
        alice.crash();
        assertThat(alice.core.contacts().all())
                .containsExactly(new Contact(user(bob), "bob", Optional.empty(), Trust.SEEN));
        assertThat(alice.core.contacts().find(user(bob))).isPresent();
        assertThat(alice.core.contacts().find(user(mallory))).isEmpty();
    }

    @Test
    @DisplayName("contacts stay when one becomes somebody else")
    void all_afterBecomingAnother_areThere() {
        meet();
        String code = done(bob.core.devices().add(NONE));
        mallory.join(ROOM);
        world.pass(1000);
        done(mallory.core.devices().become(code));
        assertThat(mallory.core.contacts().all()).extracting(Contact::name).contains("alice");
    }

    @Test
    void lookUp_remembersTheFirstAnswer() {
        named(bob);
        Contact found = done(alice.core.contacts().lookUp(NAME)).orElseThrow();
        assertThat(found).isEqualTo(new Contact(user(bob), "bob", Optional.of(NAME), Trust.SEEN));
        assertThat(done(alice.core.contacts().lookUp(new AccountName("nobody"))))
                .isEmpty();
        assertThat(alice.core.contacts().blocked(user(bob))).isFalse();
    }

    @Test
    @DisplayName(
            "A04: a name that the domain gives to another key keeps its first owner, raises the alarm, stops sending")
    void lookUp_anotherAnswer_isChangedUntilAccepted() {
        named(bob);
        done(alice.core.contacts().lookUp(NAME));
        alice.change = frame -> frame instanceof AccountFound
                ? new AccountFound("bob", user(mallory).toString())
                : frame;

        Contact shown = done(alice.core.contacts().lookUp(NAME)).orElseThrow();
        done(alice.core.contacts().lookUp(NAME));

        assertThat(shown.user()).isEqualTo(user(bob));
        assertThat(shown.trust()).isEqualTo(Trust.CHANGED);
        assertThat(alice.core.contacts().blocked(user(bob))).isTrue();
        assertThat(alice.core.contacts().blocked(user(mallory))).isFalse();
        assertThat(alice.all(ClientEvent.Problem.class))
                .extracting(ClientEvent.Problem::code)
                .containsExactly("NAME_CHANGED");
        alice.crash();
        assertThat(alice.core.contacts().blocked(user(bob))).isTrue();

        alice.core.contacts().accept(NAME);

        assertThat(alice.core.contacts().blocked(user(bob))).isFalse();
        world.pass(1000);
        Contact now = done(alice.core.contacts().lookUp(NAME)).orElseThrow();
        assertThat(now.user()).isEqualTo(user(mallory));
        assertThat(now.trust()).isEqualTo(Trust.SEEN);
    }

    @Test
    @DisplayName("A20: an answer that nobody has asked for, or that comes again, names nobody")
    void found_unasked_isIgnored() {
        here.sendAll(new AccountFound("bob", user(mallory).toString()));
        assertThat(alice.core.contacts().all()).isEmpty();
        named(bob);
        done(alice.core.contacts().lookUp(NAME));
        here.sendAll(new AccountFound("bob", user(mallory).toString()));
        assertThat(alice.core.contacts().blocked(user(bob))).isFalse();
    }

    @Test
    void lookUp_withoutAnswer_fails() {
        alice.lost = frame -> frame instanceof AccountFound;
        CompletableFuture<Optional<Contact>> first = alice.core.contacts().lookUp(NAME);
        CompletableFuture<Optional<Contact>> same = alice.core.contacts().lookUp(NAME);
        world.pass(31_000);
        notConnected(first);
        notConnected(same);
        assertThat(alice.sent).filteredOn(AccountFind.class::isInstance).hasSize(1);
        CompletableFuture<Optional<Contact>> second = alice.core.contacts().lookUp(NAME);
        alice.cut();
        notConnected(second);
    }

    @Test
    void verify_bothSidesMatch_andOnlyThey() {
        meet();
        String shown = bob.core.contacts().safetyNumber(user(alice)).grouped();
        String code = bob.core.contacts().safetyNumber(user(alice)).code();
        assertThat(alice.core.contacts().verify(user(bob), shown)).contains(true);
        assertThat(trust(bob)).isEqualTo(Trust.VERIFIED);
        String other = mallory.core.contacts().safetyNumber(user(alice)).code();
        assertThat(alice.core.contacts().verify(user(bob), other)).contains(false);
        assertThat(trust(bob)).isEqualTo(Trust.SEEN);
        assertThat(alice.core.contacts().verify(user(bob), code)).contains(true);
        assertThat(alice.core.contacts().verify(user(bob), "what?")).isEmpty();
        alice.crash();
        assertThat(trust(bob)).isEqualTo(Trust.VERIFIED);
    }

    @Test
    void deviceChanged_isToldOfContactsAndOneself() {
        meet();
        mallory.join(ROOM);
        world.pass(1000);
        assertThat(alice.all(ClientEvent.DeviceChanged.class)).isEmpty();
        String code = done(bob.core.devices().add(NONE));
        world.pass(1000);
        assertThat(alice.all(ClientEvent.DeviceChanged.class)).hasSize(1);
        ClientEvent.DeviceChanged told =
                alice.all(ClientEvent.DeviceChanged.class).get(0);
        assertThat(told.person().name()).isEqualTo("bob");
        assertThat(told.added()).isTrue();
        assertThat(bob.all(ClientEvent.DeviceChanged.class)).isEmpty();
        done(mallory.core.devices().become(code));
        done(bob.core.devices().revoke(DevicesTest.device(mallory), NONE));
        world.pass(2000);
        assertThat(alice.all(ClientEvent.DeviceChanged.class).get(1).added()).isFalse();
        assertThat(mallory.all(ClientEvent.DeviceChanged.class))
                .filteredOn(each -> each.person().self())
                .singleElement()
                .satisfies(each -> assertThat(each.added()).isFalse());
    }

    @Test
    @DisplayName("two histories of an identity are told loudly, once, and remembered")
    void identity_withTwoHistories_isForked() {
        meet();
        SigningKey root = new SigningKey(
                Account.decode(bob.store.get(Table.SETTING, "root-key").orElseThrow()));
        Event one = identityEvent(root, new Act.RevokeDevice(DevicesTest.device(bob)), 1);
        Event two = identityEvent(root, new Act.RevokeDevice(DevicesTest.device(bob)), 2);
        world.hold(List.of(one, two));
        // As with an event that cites the one or the other.
        here.sendAll(new Events(
                FrameCodec.texts(world.ledger.store().controlAndKeys(user(bob).identity()))));
        world.pass(3000);

        assertThat(alice.all(ClientEvent.Problem.class))
                .extracting(ClientEvent.Problem::code)
                .containsExactly("IDENTITY_FORKED");
        assertThat(trust(bob)).isEqualTo(Trust.FORKED);
        alice.core
                .contacts()
                .verify(user(bob), alice.core.contacts().safetyNumber(user(bob)).digits());
        alice.crash();
        assertThat(trust(bob)).isEqualTo(Trust.FORKED);
    }

    /** Another event of the root with the number of its last one, each at another time. */
    private Event identityEvent(SigningKey root, Act act, long time) {
        EventCodec.Place place = world.ledger.replica().place(user(bob).identity(), root.device());
        return world.codec.sign(
                new EventCodec.Draft(
                        IdentityRules.NAME,
                        EventClass.CONTROL,
                        ActCodec.kind(act),
                        new Header.Author(Optional.of(user(bob)), root.device()),
                        new ActCodec().write(act),
                        world.now() + time),
                place,
                root);
    }

    private void meet() {
        alice.join(ROOM);
        bob.join(ROOM);
        world.pass(1000);
    }

    private void named(World.Client client) {
        world.accounts.records.put(NAME, Forged.record(world, client, NAME, AccountsTest.WORD, Cost.USUAL));
    }

    private Trust trust(World.Client client) {
        return alice.core.contacts().find(user(client)).orElseThrow().trust();
    }

    private static UserId user(World.Client client) {
        return client.core.me().user();
    }

    private static void notConnected(CompletableFuture<?> future) {
        assertThatThrownBy(future::get)
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        AccountException.class,
                        e -> assertThat(e.code()).isEqualTo(AccountException.Code.NOT_CONNECTED));
    }

    private <T> T done(CompletableFuture<T> future) {
        world.pass(1000);
        assertThat(future).isDone();
        return future.join();
    }
}
