package chat.parley.client.core;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.client.ClientEvent;
import chat.parley.client.RoomRef;
import chat.parley.client.store.MemoryClientStore;
import chat.parley.client.store.Table;
import chat.parley.protocol.content.Content;
import chat.parley.protocol.content.ContentCodec;
import chat.parley.protocol.crypto.Secret;
import chat.parley.protocol.crypto.SigningKey;
import chat.parley.protocol.epoch.EpochBody;
import chat.parley.protocol.epoch.EpochHead;
import chat.parley.protocol.event.Event;
import chat.parley.protocol.event.EventClass;
import chat.parley.protocol.event.EventCodec;
import chat.parley.protocol.event.Header;
import chat.parley.protocol.frame.Events;
import chat.parley.protocol.frame.FrameCodec;
import chat.parley.protocol.id.DeviceId;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.Hash;
import chat.parley.protocol.id.UserId;
import chat.parley.protocol.keys.Archive;
import chat.parley.protocol.keys.Card;
import chat.parley.protocol.keys.Chain;
import chat.parley.protocol.keys.EpochSealer;
import chat.parley.protocol.keys.MessageSealer;
import chat.parley.protocol.log.Replica;
import chat.parley.protocol.rules.Charter;
import chat.parley.protocol.rules.OwnedRoomRules;
import chat.parley.protocol.rules.Rank;
import chat.parley.protocol.rules.RoomState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("PROTOCOL.md, Epochs, as a client makes and opens those of owned rooms")
class OwnedKeysTest {
    private final World world = new World();
    private final World.Server here = world.server("ws://here");
    private final World.Server there = world.server("ws://there");
    private final World.Client olga = world.client("olga", here);
    private final World.Client mia = world.client("mia", there);
    private final World.Client nils = world.client("nils", there);
    private RoomRef.Owned room;

    @Test
    @DisplayName(
            "History all: who comes in reads all that was said before, in order, through fresh and extended epochs")
    void newcomer_withHistory_readsAll() {
        create(Charter.History.ALL);
        olga.core.say(room, "one");
        admit(mia);
        olga.core.say(room, "two");
        world.run();
        world.leap(EpochMaker.MAX_EPOCH_MILLIS);
        mia.core.say(room, "three");
        world.run();

        admit(nils);

        assertThat(mia.texts()).containsExactly("one", "two", "three");
        assertThat(nils.texts()).containsExactly("one", "two", "three");
        assertThat(nils.core.history(room, 10))
                .extracting(ClientEvent.Message::text)
                .containsExactly("one", "two", "three");
        assertThat(nils.all(ClientEvent.BeforeJoining.class)).isEmpty();
        nils.crash();
        world.pass(1000);
        mia.core.say(room, "four");
        world.run();
        assertThat(nils.texts()).containsExactly("four");
    }

    @Test
    @DisplayName("History all: the secrets come when the next member speaks, if whoever invited is away")
    void newcomer_withHistory_whoseInviterIsAway_readsAllLater() {
        create(Charter.History.ALL);
        admit(mia);
        olga.core.say(room, "one");
        olga.core.owned().invite(room, nils.user(), Rank.MEMBER);
        world.run();
        away(olga);
        nils.core.owned().enter(room);
        world.run();
        nils.core.say(room, "anybody?");
        world.run();
        assertThat(nils.texts()).containsExactly("anybody?");
        mia.core.say(room, "yes");
        world.run();
        assertThat(nils.texts()).containsExactlyInAnyOrder("anybody?", "one", "yes");
        assertThat(nils.core.history(room, 10))
                .extracting(ClientEvent.Message::text)
                .containsExactly("one", "anybody?", "yes");
        assertThat(nils.problems()).isEmpty();
    }

    @Test
    @DisplayName(
            "Among honest members there is no \"unable to decrypt\": not behind a partition, after ever so many epochs")
    void manyEpochsApart_olderOnesAreReadAllTheSame() {
        create(Charter.History.NONE);
        admit(mia);
        olga.core.say(room, "together");
        world.run();
        mia.reaches = there.url::equals;
        nils.reaches = here.url::equals;
        world.split(there);
        world.pass(10_000);
        mia.core.say(room, "alone 1");
        mia.core.say(room, "alone 2");
        world.run();
        List<String> said = new ArrayList<>(List.of("together"));
        while (epochs(olga) < 2 * KeyRing.MAX_EPOCHS) {
            admit(nils);
            olga.core.say(room, "with nils " + said.size());
            said.add("with nils " + said.size());
            world.run();
            nils.core.leave(room);
            world.run();
            olga.core.say(room, "without " + said.size());
            said.add("without " + said.size());
            world.run();
        }
        int chains = olga.store.rows(Table.CHAIN).size();
        world.heal();
        world.pass(10_000);
        mia.core.say(room, "together again");
        world.run();

        assertThat(olga.all(ClientEvent.Unreadable.class)).isEmpty();
        assertThat(mia.all(ClientEvent.Unreadable.class)).isEmpty();
        assertThat(olga.texts()).contains("alone 1", "alone 2", "together again");
        assertThat(mia.texts()).containsAll(said).contains("together again");
        assertThat(olga.store.rows(Table.CHAIN)).as("keys are bounded").hasSizeLessThanOrEqualTo(chains + 3);
        olga.crash();
        world.pass(15_000);
        mia.core.say(room, "and on");
        world.run();
        assertThat(olga.texts()).contains("and on");
        assertThat(olga.problems()).isEmpty();
    }

    @Test
    @DisplayName("History none: no secret of an epoch is kept anywhere, and a newcomer is told how much was before")
    void history_none_keepsNoSecrets() {
        create(Charter.History.NONE);
        olga.core.say(room, "one");
        admit(mia);
        olga.core.say(room, "two");
        world.run();
        for (World.Client each : List.of(olga, mia)) {
            assertThat(each.store.rows(Table.PAST))
                    .isNotEmpty()
                    .allMatch(row -> row.value().startsWith("-"));
        }
        assertThat(mia.texts()).containsExactly("two");
        assertThat(mia.all(ClientEvent.BeforeJoining.class)).hasSize(1);
    }

    @Test
    @DisplayName(
            "A second device comes into the rooms of its user by itself, and reads on; with history all it reads back")
    void secondDevice_comesIn() {
        create(Charter.History.ALL);
        RoomRef.Open lobby = RoomRef.open("lobby");
        olga.join(lobby);
        olga.core.say(room, "one");
        world.run();
        World.Client phone = world.client("olga", new MoreDevices(world, olga).add(), here);
        world.pass(2000);
        assertThat(phone.core.rooms()).containsExactlyInAnyOrder(room, lobby);
        assertThat(phone.texts()).containsExactly("one");
        admit(mia);
        mia.core.say(room, "to both");
        world.run();
        phone.core.say(room, "from the phone");
        world.run();
        assertThat(phone.texts()).containsExactly("one", "to both", "from the phone");
        assertThat(olga.texts()).containsExactly("one", "to both", "from the phone");
        assertThat(phone.core.members(room)).hasSize(2);
        assertThat(olga.problems()).isEmpty();
    }

    @Test
    @DisplayName("I7 A31: a revoked device reads nothing that is said after the others have heard of it")
    void revokedDevice_readsNoMore() {
        create(Charter.History.NONE);
        admit(mia);
        MoreDevices devices = new MoreDevices(world, olga);
        MemoryClientStore second = devices.add();
        World.Client stolen = world.client("olga", second, here);
        world.pass(2000);
        mia.core.say(room, "to three devices");
        world.run();
        assertThat(stolen.texts()).containsExactly("to three devices");
        DeviceId lost = new MoreDevices(world, stolen).device();

        stolen.reaches = url -> false;
        stolen.cut();
        devices.revoke(lost);
        world.pass(2000);
        mia.core.say(room, "not to that one");
        world.run();
        olga.core.say(room, "indeed");
        world.run();

        assertThat(olga.core.members(room)).hasSize(2);
        RoomState state = replica(mia).room(room.log()).state();
        assertThat(state.devices()).doesNotContainKey(lost);
        assertThat(replica(mia).room(room.log()).newestEpoch().orElseThrow().audience())
                .doesNotContain(lost);
        assertThat(olga.texts()).containsExactly("to three devices", "not to that one", "indeed");
        assertThat(stolen.texts()).containsExactly("to three devices");
    }

    @Test
    @DisplayName(
            "A revoked device that hears of a room of its user's does not try to come in, and says what is the matter")
    void revokedDevice_namedToARoom_staysOut() {
        World.Client phone = world.client("olga", new MoreDevices(world, olga).add(), here);
        world.pass(2000);
        phone.store.remove(Table.SETTING, "root-key");
        phone.store.commit();
        new MoreDevices(world, olga).revoke(new MoreDevices(world, phone).device());
        world.pass(2000);
        create(Charter.History.NONE);
        world.pass(15_000);
        assertThat(phone.problems()).containsExactly("PASSWORD_NEEDED");
        assertThat(phone.core.rooms()).isEmpty();
    }

    @Test
    @DisplayName("A32 I7: a ghost reader is refused and shown with its author; nothing is said under it")
    void ghostReader_isRefusedAndShown() {
        create(Charter.History.NONE);
        admit(mia);
        RoomState.Member ghost = new RoomState.Member(
                "ghost",
                List.of(),
                new TreeMap<>(Map.of(nils(), world.crypto.newSealingPair().key())));
        here.sendAll(events(forged(mia, state -> {
            TreeMap<UserId, RoomState.Member> more = new TreeMap<>(state.members());
            more.put(nils.user(), ghost);
            return new RoomState(more, state.gone(), state.hierarchy());
        })));
        assertThat(olga.problems()).containsExactly("GHOST_READER");
        assertThat(olga.all(ClientEvent.Problem.class).get(0).text()).contains("mia~");
        olga.core.say(room, "among us");
        world.run();
        assertThat(mia.texts()).containsExactly("among us");
    }

    @Test
    @DisplayName("Folds that differ are seen: an epoch whose hash of the state is another is refused and shown")
    void foldThatDiffers_isShown() {
        create(Charter.History.NONE);
        admit(mia);
        here.sendAll(events(forged(mia, null)));
        assertThat(olga.problems()).containsExactly("FOLD_DIFFERS");
        olga.core.say(room, "all the same");
        world.run();
        assertThat(mia.texts()).containsExactly("all the same");
    }

    @Test
    @DisplayName(
            "Who has wiped what extends an epoch, for a fresh one came, reads what others extend it to at that time")
    void extension_besideAFreshEpoch_isOpenedFromTheBox() {
        create(Charter.History.NONE);
        olga.core.owned().invite(room, mia.user(), Rank.ADMIN);
        world.run();
        mia.core.owned().enter(room);
        world.run();
        apart();
        for (int i = 0; i <= EpochMaker.MIN_MESSAGES; i++) {
            olga.core.say(room, "here " + i);
        }
        world.run();
        assertThat(olga.store.rows(Table.EPOCH)).hasSize(1);
        mia.core.owned().invite(room, nils.user(), Rank.MEMBER);
        world.run();
        nils.core.owned().enter(room);
        world.run();
        mia.core.say(room, "welcome");
        world.run();

        world.heal();
        world.pass(10_000);

        assertThat(olga.texts()).contains("welcome");
        assertThat(mia.texts()).contains("here 0", "here " + EpochMaker.MIN_MESSAGES);
        assertThat(olga.all(ClientEvent.Unreadable.class)).isEmpty();
        assertThat(mia.all(ClientEvent.Unreadable.class)).isEmpty();
        assertThat(olga.problems()).isEmpty();
    }

    @Test
    @DisplayName("A merge after a partition: the next who speaks makes a fresh epoch that follows both")
    void partition_healed_freshEpoch() {
        create(Charter.History.ALL);
        admit(mia);
        olga.core.say(room, "together");
        world.run();
        apart();
        world.leap(EpochMaker.MAX_EPOCH_MILLIS);
        olga.core.say(room, "here");
        mia.core.say(room, "there");
        world.pass(2000);
        assertThat(olga.texts()).doesNotContain("there");
        world.heal();
        world.pass(10_000);
        assertThat(olga.texts()).containsExactlyInAnyOrder("together", "here", "there");
        int before = epochs(mia);
        mia.core.say(room, "again");
        world.run();
        assertThat(epochs(mia)).isEqualTo(before + 1);
        mia.core.say(room, "and again");
        world.run();
        assertThat(epochs(mia)).isEqualTo(before + 1);
        admit(nils);
        assertThat(nils.texts()).containsExactlyInAnyOrder("together", "here", "there", "again", "and again");
        assertThat(olga.problems()).isEmpty();
        assertThat(mia.problems()).isEmpty();
    }

    @Test
    @DisplayName("A31: two events of a device with one number are shown, and no key goes to that device any more")
    void forkedDevice_getsNoKeys() {
        create(Charter.History.NONE);
        admit(mia);
        mia.core.say(room, "one");
        world.run();
        Replica copy = replica(mia);
        mia.core.say(room, "two");
        world.run();
        SigningKey key = new MoreDevices(world, mia).key("device-key");
        Event other = world.codec.sign(
                new EventCodec.Draft(
                        OwnedRoomRules.NAME,
                        EventClass.CONTENT,
                        Writer.MERGE,
                        new Header.Author(Optional.of(mia.user()), key.device()),
                        "{}",
                        world.now()),
                copy.place(room.log(), key.device()),
                key);
        mia.reaches = url -> false;
        mia.cut();
        world.hold(List.of(other));
        assertThat(olga.problems()).containsExactly("DEVICE_FORKED");
        olga.core.say(room, "not to her");
        world.run();
        assertThat(replica(olga).room(room.log()).newestEpoch().orElseThrow().audience())
                .doesNotContain(key.device());
    }

    @Test
    @DisplayName(
            "I11, A33: an admin who counts as high as one can keeps nobody from naming the room, nor from starting")
    void card_withTheHighestCounter_harmsNobody() throws Exception {
        create(Charter.History.NONE);
        olga.core.owned().invite(room, mia.user(), Rank.ADMIN);
        world.run();
        mia.core.owned().enter(room);
        world.run();
        mia.core.owned().rename(room, "Mine");
        world.run();
        assertThat(olga.core.room(room).orElseThrow().title()).isEqualTo("Mine");
        hostile(Card.MAX_COUNTER);
        hostile(Card.MAX_COUNTER - 1);
        olga.core.owned().rank(room, mia.user(), Rank.MEMBER);
        world.run();
        olga.core.say(room, "as before");
        olga.core.owned().rename(room, "Ours");
        world.run();

        for (World.Client each : List.of(olga, mia)) {
            each.crashQuietly();
            world.pass(15_000);
            assertThat(each.core.room(room).orElseThrow().title()).isEqualTo("Ours");
            each.store.rows(Table.CARD).forEach(row -> assertThat(row.value()).doesNotContain("90071992547"));
        }
        admit(nils);
        assertThat(nils.core.room(room).orElseThrow().title()).isEqualTo("Ours");
        olga.store.put(Table.CARD, RowKey.of(room.log(), new EventId(new byte[32])), "damaged");
        olga.store.commit();
        olga.crashQuietly();
        world.pass(15_000);
        assertThat(olga.core.room(room).orElseThrow().title()).isEqualTo("Ours");
        assertThat(olga.problems()).isEmpty();
    }

    /** Mia names the room by a card with this counter, as her own client would not. */
    private void hostile(long counter) throws Exception {
        SigningKey key = new MoreDevices(world, mia).key("device-key");
        Card card = Card.sign(
                world.crypto, key, room.log(), mia.user(), counter, new Card.Title("For good", Long.toString(counter)));
        Replica replica = replica(mia);
        EventCodec.Place place = replica.place(room.log(), key.device());
        EventId epoch = replica.room(room.log()).newestEpoch().orElseThrow().id();
        String[] row = mia.store
                .get(Table.CHAIN, room.log() + " " + epoch + " " + key.device())
                .orElseThrow()
                .split(" ");
        Chain chain = new Chain(new Secret(Account.decode(row[1])), Long.parseLong(row[0]));
        MessageSealer.Origin origin = new MessageSealer.Origin(room.log(), mia.user(), key.device(), place.seq());
        byte[] content = new ContentCodec().write(new Content.Title(card));
        Event event = world.codec.sign(
                new EventCodec.Draft(
                        OwnedRoomRules.NAME,
                        EventClass.CONTENT,
                        Writer.MESSAGE,
                        new Header.Author(Optional.of(mia.user()), key.device()),
                        new MessageSealer(world.crypto)
                                .seal(origin, epoch, chain, content)
                                .write(),
                        world.now()),
                place,
                key);
        Chain next = chain.step(world.crypto);
        mia.store.put(
                Table.CHAIN,
                room.log() + " " + epoch + " " + key.device(),
                next.index() + " " + Account.encode(next.next().expose()) + " " + row[2]);
        EventRows rows = new EventRows(mia.store, world.codec);
        rows.add(event);
        mia.store.put(Table.SETTING, Desk.WRITTEN + room.log(), Long.toString(place.seq()));
        rows.commit();
        mia.crashQuietly();
        world.hold(List.of(event));
        world.pass(15_000);
        assertThat(new EventRows(olga.store, world.codec).contains(event.id())).isTrue();
    }

    private DeviceId nils() {
        return new MoreDevices(world, nils).device();
    }

    private Replica replica(World.Client client) {
        return new Replica(new EventRows(client.store.reopen(), world.codec), world.codec, world.crypto);
    }

    private int epochs(World.Client client) {
        return (int) new EventRows(client.store, world.codec)
                .controlAndKeys(room.log()).stream()
                        .filter(event -> event.header().key(EventCodec.EPOCH))
                        .count();
    }

    /** An epoch by a member: for the devices of another state, or if there is none, with the hash of another. */
    private Event forged(World.Client author, UnaryOperator<RoomState> claimed) {
        Replica replica = replica(author);
        SigningKey key = new MoreDevices(world, author).key("device-key");
        EventCodec.Place place = replica.place(room.log(), key.device());
        RoomState state = replica.room(room.log()).stateAt(place.control());
        RoomState audience = claimed == null ? state : claimed.apply(state);
        EpochBody body = new EpochSealer(world.crypto)
                .fresh(
                        new EpochSealer.Point(room.log(), place.control(), audience),
                        key,
                        world.crypto.newSecret(),
                        Archive.empty());
        EpochHead head = body.head();
        Hash hash = claimed == null ? new Hash(new byte[32]) : state.hash(world.crypto);
        EpochHead said = new EpochHead(head.previous(), head.commitment(), hash, head.count(), head.archive());
        return world.codec.sign(
                new EventCodec.Draft(
                        OwnedRoomRules.NAME,
                        EventClass.KEY,
                        EventCodec.EPOCH,
                        new Header.Author(Optional.of(author.user()), key.device()),
                        world.codec.epochs().write(new EpochBody(said, body.boxes())),
                        world.now()),
                place,
                key);
    }

    private static Events events(Event event) {
        return new Events(FrameCodec.texts(List.of(event)));
    }

    /** Olga is alone on one side, the others on the other. */
    private void apart() {
        olga.reaches = here.url::equals;
        mia.reaches = there.url::equals;
        nils.reaches = there.url::equals;
        world.split(there);
        world.pass(10_000);
    }

    private static void away(World.Client client) {
        client.reaches = url -> false;
        client.cut();
    }

    private void create(Charter.History history) {
        world.pass(1000);
        room = olga.core.owned().create("Book club", history);
        world.run();
    }

    private void admit(World.Client guest) {
        olga.core.owned().invite(room, guest.user(), Rank.MEMBER);
        world.run();
        guest.core.owned().enter(room);
        world.run();
        assertThat(guest.core.rooms()).contains(room);
    }
}
