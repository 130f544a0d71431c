package chat.parley.client.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.parley.client.AccountException;
import chat.parley.client.ClientEvent;
import chat.parley.client.Devices;
import chat.parley.client.Person;
import chat.parley.client.RoomRef;
import chat.parley.client.store.MemoryClientStore;
import chat.parley.client.store.Table;
import chat.parley.protocol.event.Event;
import chat.parley.protocol.fixture.TestDevice;
import chat.parley.protocol.fixture.TestPerson;
import chat.parley.protocol.fixture.TestRoom;
import chat.parley.protocol.frame.Post;
import chat.parley.protocol.frame.Problem;
import chat.parley.protocol.frame.ProblemCode;
import chat.parley.protocol.frame.Refused;
import chat.parley.protocol.frame.Rooms;
import chat.parley.protocol.frame.Stored;
import chat.parley.protocol.id.AccountName;
import chat.parley.protocol.id.DeviceId;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.LogId;
import chat.parley.protocol.id.SealingKey;
import chat.parley.protocol.log.Position;
import chat.parley.protocol.rules.ActCodec;
import chat.parley.protocol.rules.OpenRoom;
import chat.parley.protocol.rules.RoomState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("PROTOCOL.md, Sections 5, 6 and 16: devices of a client's user")
class DevicesTest {
    private static final RoomRef.Open ROOM = RoomRef.open("lobby");
    private static final RoomRef.Open OTHER = RoomRef.open("kitchen");
    private static final AccountName NAME = new AccountName("alice");
    private static final char[] NONE = {};

    private final World world = new World();
    private final World.Server here = world.server("ws://here");
    private final World.Client alice = world.client("alice", here);
    private final World.Client phone = world.client("alice", here);
    private final World.Client bob = world.client("bob", here);

    @BeforeEach
    void connect() {
        world.pass(1000);
    }

    @Test
    void add_thenBecome_isADeviceThatIsRead() {
        Person before = phone.core.me();
        String code = done(alice.core.devices().add(NONE));
        assertThat(code).startsWith("parley:device:1:").endsWith(":ws://here");

        done(phone.core.devices().become(code));
        world.pass(1000);

        assertThat(phone.core.me().user()).isEqualTo(alice.core.me().user()).isNotEqualTo(before.user());
        assertThat(phone.store.get(Table.SETTING, "root-key")).isEmpty();
        bob.join(ROOM);
        phone.join(ROOM);
        bob.core.say(ROOM, "hello");
        world.pass(1000);
        phone.core.say(ROOM, "from the phone");
        world.pass(1000);
        assertThat(phone.texts()).contains("hello");
        assertThat(bob.texts()).contains("from the phone");
        phone.crash();
        world.pass(1000);
        assertThat(phone.core.devices().list()).hasSize(2);
        assertThat(phone.all(ClientEvent.Problem.class)).isEmpty();
    }

    @Test
    @DisplayName(
            "section 16: a device's code, and its end, are told when a server has the event, however long that takes")
    void addAndRevoke_areToldWhenAServerHasThem() {
        World.Server there = world.server("ws://there");
        alice.cut();
        world.pass(1000);
        alice.lost = frame -> frame instanceof Stored;
        CompletableFuture<String> adding = alice.core.devices().add(NONE);
        world.pass(1000);
        assertThat(adding).isNotDone();
        here.die();
        there.die();
        world.pass(60_000);
        assertThat(adding).isNotDone();
        alice.lost = frame -> false;
        there.dead = false;
        world.pass(15_000);
        assertThat(adding).isCompleted();

        there.die();
        world.pass(1000);
        CompletableFuture<Void> revoking = alice.core.devices().revoke(added(), NONE);
        // Another thing can be done meanwhile.
        CompletableFuture<String> another = alice.core.devices().add(NONE);
        world.pass(60_000);
        assertThat(revoking).isNotDone();
        assertThat(another).isNotDone();
        there.dead = false;
        world.pass(15_000);
        assertThat(revoking).isCompleted();
        assertThat(another).isCompleted();
    }

    @Test
    @DisplayName("a text that no server takes does not keep the end of a device back")
    void revoke_withAStuckText_isTold() {
        second();
        alice.lost = frame -> frame instanceof Stored;
        alice.core.say(ROOM, "stuck");
        world.run();
        alice.lost = frame -> false;
        assertThat(alice.core.unsent()).isEqualTo(1);
        done(alice.core.devices().revoke(device(phone), NONE));
        assertThat(alice.core.unsent()).isEqualTo(1);
    }

    @Test
    @DisplayName("a device's end that is refused, is not told as done")
    void revoke_refused_fails() {
        second();
        here.answerPosts(Optional.of(new Problem(ProblemCode.TOO_MANY.name(), "later")));
        CompletableFuture<Void> revoking = alice.core.devices().revoke(device(phone), NONE);
        world.run();
        here.sendAll(new Refused(posted().toString(), "BAD_SIGNATURE", "it is no good"));
        assertThat(failure(() -> done(revoking))).isEqualTo(AccountException.Code.SERVER_LIES);
    }

    @Test
    @DisplayName("a key that was shown is replaced at once")
    void become_shownSealingKey_isReplaced() {
        String code = done(alice.core.devices().add(NONE));
        world.run();
        DeviceId device = added();
        Object shown = identity().get(device);
        done(phone.core.devices().become(code));
        world.pass(61_000);
        assertThat(identity().get(device)).isNotNull().isNotEqualTo(shown);
    }

    @Test
    @DisplayName(
            "PROTOCOL.md, Newest first: a device that was shown in the morning and begins in the evening reads, going back,"
                    + " all that was meant for it")
    void become_longAfterItWasShown_readsAllThatWasMeantForIt() {
        bob.join(ROOM);
        alice.join(ROOM);
        String code = done(alice.core.devices().add(NONE));
        world.pass(1000);
        List<String> said = new ArrayList<>();
        for (int i = 0; i < 350; i++) {
            said.add("text " + i);
            bob.core.say(ROOM, said.get(i));
            world.run();
        }
        done(phone.core.devices().become(code));
        phone.join(ROOM);
        world.pass(1000);
        assertThat(phone.texts()).hasSizeBetween(100, 300);
        assertThat(skipped(phone)).isNotZero();
        phone.crashQuietly();
        world.pass(15_000);
        int asked = 0;
        do {
            phone.core.older(ROOM, 200);
            world.pass(1000);
            asked++;
        } while (phone.all(ClientEvent.Older.class).get(asked - 1).more());

        assertThat(phone.core.history(ROOM, 500))
                .extracting(ClientEvent.Message::text)
                .containsExactlyElementsOf(said);
        assertThat(phone.all(ClientEvent.Unreadable.class)).isEmpty();
        assertThat(skipped(phone))
                .as("keys that were stepped over, and are kept")
                .isZero();
    }

    private static long skipped(World.Client client) {
        return client.store.reopen().rows(Table.CHAIN).stream()
                .filter(row -> row.key().split(" ").length > 3)
                .count();
    }

    @Test
    void become_goesToTheServerOfTheCode() {
        World.Server there = world.server("ws://there");
        World.Client far = world.client("alice", there);
        world.pass(1000);
        String code = done(far.core.devices().add(NONE)).replace("ws://here", "ws://there");
        done(phone.core.devices().become(code));
        assertThat(phone.dialled).contains("ws://there");
        assertThat(phone.core.me().user()).isEqualTo(far.core.me().user());
    }

    @Test
    void become_noCodeOrDeviceThatIsOut_isRefusedAndChangesNothing() {
        Person before = phone.core.me();
        String code = done(alice.core.devices().add(NONE));
        done(alice.core.devices().revoke(added(), NONE));
        for (String bad : new String[] {"", "parley:device:1:x", code}) {
            assertThat(failure(() -> done(phone.core.devices().become(bad)))).isEqualTo(AccountException.Code.BAD_CODE);
        }
        assertThat(phone.core.me()).isEqualTo(before);
    }

    @Test
    void list_namesAndOrder() {
        String code = done(alice.core.devices().add(NONE));
        alice.core.devices().name(added(), "phone");
        done(phone.core.devices().become(code));
        assertThat(alice.core.devices().list()).extracting(Devices.Device::name).containsExactly("", "phone");
        assertThat(phone.core.devices().list()).extracting(Devices.Device::self).containsExactly(false, true);
        assertThatThrownBy(() -> alice.core.devices().name(added(), "a\u0007"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @DisplayName("a device that was revoked reads nothing that is said after its room has heard of it")
    void revoke_theRoomHearsOfIt_nothingIsSealedToIt() {
        second();
        alice.core.account().register(NAME, AccountsTest.WORD.toCharArray(), Optional.empty());
        world.pass(1000);
        DeviceId device = device(phone);

        done(alice.core.devices().revoke(device, AccountsTest.WORD.toCharArray()));
        world.pass(2000);
        bob.core.say(ROOM, "not for the thief");
        world.pass(2000);

        assertThat(room(ROOM).gone()).contains(device);
        assertThat(alice.texts()).contains("not for the thief");
        assertThat(phone.texts()).doesNotContain("not for the thief");
        assertThat(phone.all(ClientEvent.Problem.class))
                .extracting(ClientEvent.Problem::code)
                .containsExactly("PASSWORD_NEEDED");
        assertThat(bob.all(ClientEvent.DeviceChanged.class)).isNotEmpty();
    }

    @Test
    @DisplayName(
            "a stolen device is put out of a room though its owner never comes there: whoever sees it writes it once")
    void revoke_ownerIsNotInTheRoom_anotherMemberWritesIt() {
        second();
        World.Client carol = world.client("carol", here);
        world.pass(1000);
        alice.lost = Rooms.class::isInstance;
        for (World.Client each : new World.Client[] {phone, bob, carol}) {
            each.join(OTHER);
        }
        world.pass(1000);
        DeviceId device = device(phone);
        phone.frozen();
        // Its owner is in one room only; bob, who is in both, hears of it there.
        done(alice.core.devices().revoke(device, NONE));
        world.pass(1000);
        assertThat(room(ROOM).gone()).contains(device);
        assertThat(room(OTHER).gone()).doesNotContain(device);

        world.pass(15_000);

        assertThat(room(OTHER).gone()).contains(device);
        assertThat(devicesEvents(OTHER)).isEqualTo(1);
        world.pass(30_000);
        assertThat(devicesEvents(OTHER)).isEqualTo(1);
    }

    @Test
    @DisplayName(
            "PROTOCOL.md, Trust: who learns of a revocation and is killed before it is their turn seals nothing to it")
    void revoke_killedBeforeItsTurn_nothingIsSealedToIt() {
        second();
        World.Client carol = world.client("carol", here);
        world.pass(1000);
        alice.lost = Rooms.class::isInstance;
        for (World.Client each : new World.Client[] {phone, bob, carol}) {
            each.join(OTHER);
        }
        bob.core.say(OTHER, "to all");
        world.pass(1000);
        DeviceId device = device(phone);
        phone.frozen();
        done(alice.core.devices().revoke(device, NONE));
        bob.crashQuietly();
        assertThat(room(OTHER).gone()).doesNotContain(device);

        bob.core.say(OTHER, "not for the thief");
        world.pass(20_000);

        assertThat(carol.texts()).contains("not for the thief");
        assertThat(room(OTHER).gone()).contains(device);
        assertThat(audience(OTHER)).doesNotContain(device);
        assertThat(devicesEvents(OTHER)).isEqualTo(1);
    }

    @Test
    @DisplayName("PROTOCOL.md, Trust: a room that is joined later hears what is known of a stolen device in it")
    void revoke_knownBeforeTheRoomIsJoined_nothingIsSealedToIt() {
        second();
        World.Client carol = world.client("carol", here);
        world.pass(1000);
        alice.lost = Rooms.class::isInstance;
        for (World.Client each : new World.Client[] {phone, carol}) {
            each.join(OTHER);
        }
        carol.core.say(OTHER, "to both");
        world.pass(1000);
        DeviceId device = device(phone);
        phone.frozen();
        done(alice.core.devices().revoke(device, NONE));
        world.pass(30_000);
        assertThat(room(OTHER).gone()).doesNotContain(device);

        bob.join(OTHER);
        bob.core.say(OTHER, "not for the thief");
        world.pass(2000);

        assertThat(carol.texts()).contains("not for the thief");
        assertThat(audience(OTHER)).doesNotContain(device);
    }

    @Test
    @DisplayName(
            "PROTOCOL.md, Trust: a stolen device that comes into a room later, by its identity as it was, gets no keys there")
    void revoke_knownBeforeTheThiefJoins_nothingIsSealedToIt() {
        World.Client carol = world.client("carol", here);
        world.pass(1000);
        TestPerson eva = new TestPerson("eva");
        TestPerson asSheWas = new TestPerson("eva");
        TestDevice stolen = eva.addDevice();
        asSheWas.addDevice();
        TestRoom lobby = new TestRoom(ROOM.name().value());
        lobby.join(eva);
        eva.revoke(stolen);
        lobby.devices(eva.device(), eva);
        world.hold(lobby.arrived());
        bob.join(ROOM);
        for (World.Client each : new World.Client[] {bob, carol}) {
            each.join(OTHER);
        }
        carol.core.say(OTHER, "hello");
        world.pass(1000);
        TestRoom kitchen = new TestRoom(OTHER.name().value());
        for (LogId log : new LogId[] {bob.user().identity(), carol.user().identity(), kitchen.id()}) {
            kitchen.take(world.ledger.store().before(log, Position.END, Integer.MAX_VALUE));
        }
        world.hold(List.of(kitchen.join(asSheWas, stolen)));
        assertThat(room(OTHER).devices()).containsKey(stolen.id());

        bob.core.say(OTHER, "not for the thief");
        world.pass(2000);

        assertThat(carol.texts()).contains("not for the thief");
        assertThat(audience(OTHER)).doesNotContain(stolen.id());
        assertThat(room(OTHER).gone()).contains(stolen.id());
    }

    private Set<DeviceId> audience(RoomRef.Open room) {
        return world.ledger
                .replica()
                .room(log(room))
                .newestEpoch()
                .orElseThrow()
                .audience();
    }

    @Test
    @DisplayName("of another's identity nobody writes what takes no device away")
    void newDevice_ofAnother_isNotWrittenForThem() {
        second();
        alice.lost = Rooms.class::isInstance;
        for (World.Client each : new World.Client[] {phone, bob}) {
            each.join(OTHER);
        }
        world.pass(1000);
        phone.frozen();
        long before = devicesEvents(ROOM);
        // Bob hears of it in the one room, and its owner is in the other, away.
        done(alice.core.devices().add(NONE));
        world.pass(30_000);
        assertThat(devicesEvents(ROOM)).isEqualTo(before + 1);
        assertThat(devicesEvents(OTHER)).isZero();
    }

    @Test
    void revoke_unknownOrOwnDevice_isRefused() {
        assertThat(failure(() -> done(alice.core.devices().revoke(device(bob), NONE))))
                .isEqualTo(AccountException.Code.NO_DEVICE);
        assertThat(failure(() -> done(alice.core.devices().revoke(device(alice), NONE))))
                .isEqualTo(AccountException.Code.NO_DEVICE);
    }

    @Test
    void revoke_withAWrongPassword_changesNothing() {
        second();
        alice.core.account().register(NAME, AccountsTest.WORD.toCharArray(), Optional.empty());
        world.pass(1000);
        assertThat(failure(() -> done(alice.core.devices().revoke(device(phone), "wrong password".toCharArray()))))
                .isEqualTo(AccountException.Code.LOGIN_FAILED);
        assertThat(failure(() -> done(phone.core.devices().revoke(device(alice), "any password".toCharArray()))))
                .isEqualTo(AccountException.Code.NO_ACCOUNT);
        assertThat(alice.core.devices().list()).hasSize(2);
    }

    @Test
    @DisplayName(
            "a copied device whose root key is in the vault writes nothing, also after a restart, until the password is given")
    void copied_withoutRoot_waitsForThePassword() {
        alice.core.account().register(NAME, AccountsTest.WORD.toCharArray(), Optional.empty());
        world.pass(1000);
        bob.join(ROOM);
        alice.join(ROOM);
        alice.core.say(ROOM, "one");
        world.pass(1000);
        MemoryClientStore backup = alice.store.reopen();
        alice.core.say(ROOM, "two");
        world.pass(1000);
        DeviceId before = device(alice);

        alice.restore(backup);
        world.pass(3000);
        alice.core.say(ROOM, "three");
        world.pass(3000);
        alice.crash();
        world.pass(3000);

        assertThat(alice.all(ClientEvent.Problem.class))
                .extracting(ClientEvent.Problem::code)
                .containsExactly("PASSWORD_NEEDED");
        assertThat(bob.texts()).containsExactly("one", "two");
        assertThat(failure(() -> done(alice.core.devices().renew("wrong password".toCharArray()))))
                .isEqualTo(AccountException.Code.LOGIN_FAILED);
        done(alice.core.devices().renew(AccountsTest.WORD.toCharArray()));
        world.pass(5000);
        assertThat(bob.texts()).containsExactly("one", "two", "three");
        assertThat(device(alice)).isNotEqualTo(before);
        assertThat(alice.core.devices().list()).hasSize(1);
        assertThat(failure(() -> done(alice.core.devices().renew(AccountsTest.WORD.toCharArray()))))
                .isEqualTo(AccountException.Code.NO_DEVICE);
    }

    /** The phone becomes a second device of alice's; both, and bob, are in the room. */
    private void second() {
        done(phone.core.devices().become(done(alice.core.devices().add(NONE))));
        world.pass(1000);
        for (World.Client each : new World.Client[] {bob, alice, phone}) {
            each.join(ROOM);
        }
        world.pass(1000);
    }

    /** What alice has posted last. */
    private EventId posted() {
        EventId[] id = new EventId[1];
        alice.sent.stream()
                .filter(Post.class::isInstance)
                .forEach(post -> ((Post) post).events().forEach(event -> {
                    if (event.header().contains(ActCodec.REVOKE_DEVICE)) {
                        id[0] = world.codec.idOf(event.header());
                    }
                }));
        return id[0];
    }

    /** The device that alice has added last. */
    private DeviceId added() {
        return alice.core
                .devices()
                .list()
                .get(alice.core.devices().list().size() - 1)
                .id();
    }

    private SortedMap<DeviceId, SealingKey> identity() {
        return world.ledger.replica().identity(alice.core.me().user()).live();
    }

    private RoomState room(RoomRef.Open room) {
        return world.ledger.replica().room(log(room)).state();
    }

    private long devicesEvents(RoomRef.Open room) {
        return world.ledger.store().controlAndKeys(log(room)).stream()
                .map(Event::header)
                .filter(header -> header.kind().equals(ActCodec.DEVICES))
                .count();
    }

    private LogId log(RoomRef.Open room) {
        return OpenRoom.id(world.crypto, World.NAMESPACE, room.name());
    }

    static DeviceId device(World.Client client) {
        return client.core.devices().list().stream()
                .filter(Devices.Device::self)
                .findFirst()
                .orElseThrow()
                .id();
    }

    private <T> T done(CompletableFuture<T> future) {
        world.pass(1000);
        return Answer.of(future);
    }

    private static AccountException.Code failure(ThrowingCallable act) {
        return Answer.failure(act);
    }
}
