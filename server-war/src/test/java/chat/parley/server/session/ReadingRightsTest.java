package chat.parley.server.session;

import static chat.parley.server.fixture.Keys.CRYPTO;
import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.protocol.cert.Handshake;
import chat.parley.protocol.event.Event;
import chat.parley.protocol.event.EventClass;
import chat.parley.protocol.event.EventCodec;
import chat.parley.protocol.event.EventText;
import chat.parley.protocol.fixture.TestDevice;
import chat.parley.protocol.fixture.TestKeys;
import chat.parley.protocol.fixture.TestOwnedRoom;
import chat.parley.protocol.fixture.TestPerson;
import chat.parley.protocol.frame.Again;
import chat.parley.protocol.frame.Carrier;
import chat.parley.protocol.frame.Challenge;
import chat.parley.protocol.frame.Compare;
import chat.parley.protocol.frame.Differ;
import chat.parley.protocol.frame.Fetch;
import chat.parley.protocol.frame.Frame;
import chat.parley.protocol.frame.Hello;
import chat.parley.protocol.frame.Older;
import chat.parley.protocol.frame.Outside;
import chat.parley.protocol.frame.Page;
import chat.parley.protocol.frame.Pull;
import chat.parley.protocol.frame.Range;
import chat.parley.protocol.frame.Slice;
import chat.parley.protocol.frame.Subscribe;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.keys.Archive;
import chat.parley.protocol.log.Position;
import chat.parley.protocol.rules.Charter;
import chat.parley.protocol.rules.OwnedAct;
import chat.parley.protocol.rules.Rank;
import chat.parley.server.fixture.FakeClock;
import chat.parley.server.fixture.FakePeer;
import chat.parley.server.fixture.Nobody;
import chat.parley.server.fixture.TestNode;
import chat.parley.server.peer.Conversation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A32 A37: PROTOCOL.md, Who reads what")
class ReadingRightsTest {
    private static final int NEWEST = 256;

    @TempDir
    private Path folder;

    private final FakeClock clock = new FakeClock();
    private final TestPerson olga = new TestPerson("olga");
    private final TestPerson adam = new TestPerson("adam");
    private final TestPerson mia = new TestPerson("mia");
    private final TestPerson stranger = new TestPerson("stranger");
    private final TestOwnedRoom room = TestOwnedRoom.create("room", olga, Charter.History.NONE);
    private TestNode node;
    private Event epoch;
    private Event said;

    /** What a device is shown. */
    private final class Reader {
        private final TestDevice device;
        private final FakePeer peer;
        private final Conversation session;
        private final List<Frame> frames = new ArrayList<>();

        Reader(TestDevice device) {
            this.device = device;
            peer = new FakePeer(node.frames, device.id().toString());
            session = node.sessions.begin(peer);
            Challenge challenge = peer.frames(Challenge.class).get(0);
            Handshake handshake = new Handshake(CRYPTO);
            Handshake.Session proof = new Handshake.Session(
                    node.identity.id(), challenge.nonce(), handshake.nonce(), device.user(), device.id());
            send(new Hello(
                    device.user().toString(),
                    device.id().toString(),
                    proof.deviceNonce(),
                    handshake.signAsDevice(proof, device.signing())));
            peer.frames(Frame.class);
        }

        void send(Frame frame) {
            node.receive(session, frame);
        }

        Reader subscribe() {
            send(new Subscribe(room.id().toString(), List.of(), 0));
            return this;
        }

        Reader subscribeNewest() {
            send(new Subscribe(room.id().toString(), List.of(), NEWEST));
            return this;
        }

        <T extends Frame> List<T> take(Class<T> kind) {
            frames.addAll(peer.frames(Frame.class));
            List<T> found =
                    frames.stream().filter(kind::isInstance).map(kind::cast).toList();
            frames.removeAll(found);
            return found;
        }

        /** The events of the room that have come since the last call. */
        Set<EventId> shown() {
            Set<EventId> shown = new LinkedHashSet<>();
            for (Carrier each : take(Carrier.class)) {
                for (EventText text : each.events()) {
                    EventId id = new EventCodec(CRYPTO).idOf(text.header());
                    if (room.ids().contains(id)) {
                        shown.add(id);
                    }
                }
            }
            return shown;
        }

        /** All that comes of the room by any question. */
        Set<EventId> allThatCanBeHad() {
            subscribe();
            subscribeNewest();
            send(new Pull(room.id().toString(), List.of()));
            List<String> ids = room.ids().stream().map(EventId::toString).toList();
            send(new Fetch(ids));
            send(new Older(
                    room.id().toString(),
                    Position.of(room.ordered().get(room.ordered().size() - 1)).toString(),
                    NEWEST));
            return shown();
        }
    }

    @BeforeEach
    void start() {
        node = new TestNode(folder, TestNode.identity(CRYPTO.newSigningKey(), "ws://a:1/parley", clock), clock);
        room.admit(olga.device(), adam, Rank.ADMIN);
        room.admit(adam.device(), mia, Rank.MEMBER);
        epoch = room.epoch(olga.device(), TestKeys.secret("secret"), new Archive(List.of(), Optional.empty()));
        said = room.say(mia.device(), "hello");
        pass();
    }

    @AfterEach
    void stop() {
        node.close();
    }

    /** The node gets what it lacks of the room. */
    private void pass() {
        node.take(room.arrived().stream()
                .filter(event -> !node.store.contains(event.id()))
                .toList());
    }

    private Set<EventId> control() {
        Set<EventId> control = new LinkedHashSet<>();
        for (Event event : room.ordered()) {
            if (event.header().eventClass() == EventClass.CONTROL) {
                control.add(event.id());
            }
        }
        return control;
    }

    @Test
    @DisplayName("who is not in is shown control events only, by whichever question, and live")
    void stranger_anyQuestion_controlEventsOnly() {
        Reader reader = new Reader(stranger.device());
        assertThat(reader.allThatCanBeHad()).isEqualTo(control());
        assertThat(reader.take(Outside.class)).as("for newest, and for older").hasSize(2);
        reader.send(new Compare(room.id().toString(), true, List.of(new Range("", "", "", List.of()))));
        assertThat(reader.take(Differ.class))
                .singleElement()
                .satisfies(differ -> assertThat(differ.ranges()).isEmpty());
        Event invited = room.invite(adam.device(), stranger, Rank.MEMBER);
        room.say(mia.device(), "still unheard");
        pass();
        assertThat(reader.shown()).containsExactly(invited.id());
        assertThat(reader.take(Again.class)).isEmpty();
    }

    @Test
    @DisplayName("without a subscription nobody is shown more of such a room than anybody may read")
    void member_notSubscribed_controlEventsOnly() {
        Reader reader = new Reader(mia.device());
        reader.send(new Fetch(List.of(said.id().toString(), epoch.id().toString())));
        reader.send(new Pull(room.id().toString(), List.of()));
        assertThat(reader.shown()).isEqualTo(control());
        reader.subscribe();
        reader.shown();
        reader.send(new Fetch(List.of(said.id().toString(), epoch.id().toString())));
        assertThat(reader.shown()).containsExactlyInAnyOrder(said.id(), epoch.id());
    }

    @Test
    @DisplayName("who comes in is told to ask again, and is shown all, though the invitation comes in the same batch")
    void stranger_comesIn_readsAll() {
        Reader reader = new Reader(stranger.device()).subscribeNewest();
        reader.shown();
        room.enter(stranger, room.invite(adam.device(), stranger, Rank.MEMBER));
        pass();
        assertThat(reader.take(Again.class)).hasSize(1);
        reader.subscribeNewest();
        assertThat(reader.take(Slice.class)).hasSize(1);
        Event news = room.say(mia.device(), "welcome");
        pass();
        assertThat(reader.shown()).contains(news.id());
        assertThat(reader.allThatCanBeHad()).containsExactlyInAnyOrderElementsOf(room.ids());
    }

    @Test
    @DisplayName("an answer that was on its way when somebody came in does not count: they have been told to ask again")
    void stranger_comesInWhileAsking_answeredOnce() {
        Reader reader = new Reader(stranger.device()).subscribeNewest();
        reader.shown();
        reader.take(Outside.class);
        room.enter(stranger, room.invite(adam.device(), stranger, Rank.MEMBER));
        node.handle(reader.session, node.frames.write(new Subscribe(room.id().toString(), List.of(), NEWEST)));
        room.arrived().stream()
                .filter(event -> !node.store.contains(event.id()))
                .forEach(event -> node.ledger.offer(event, new Nobody()));
        node.flush();
        assertThat(reader.take(Again.class)).hasSize(1);
        assertThat(reader.take(Slice.class)).isEmpty();
        assertThat(reader.take(Page.class)).isEmpty();
        assertThat(reader.take(Outside.class)).isEmpty();
        reader.subscribeNewest();
        assertThat(reader.take(Slice.class)).hasSize(1);
    }

    @Test
    @DisplayName("whoever is removed learns of that and of all before it, and of nothing behind it")
    void removed_nothingBehindTheRemoval() {
        Reader reader = new Reader(mia.device()).subscribe();
        reader.shown();
        Event before = room.say(adam.device(), "before");
        Event kick = room.kick(adam.device(), mia);
        Event after = room.say(adam.device(), "after");
        pass();
        assertThat(reader.shown()).isEmpty();
        assertThat(reader.take(Again.class)).hasSize(1);
        reader.subscribe();
        assertThat(reader.shown()).contains(kick.id(), before.id()).doesNotContain(after.id());
        Event next = room.epoch(adam.device(), TestKeys.secret("next"), new Archive(List.of(), Optional.empty()));
        Event invited = room.invite(adam.device(), stranger, Rank.MEMBER);
        room.say(adam.device(), "later");
        pass();
        assertThat(reader.shown()).isEmpty();
        assertThat(reader.take(Again.class)).isEmpty();
        List<EventId> upToTheKick = room.ids().subList(0, room.ids().indexOf(kick.id()) + 1);
        assertThat(upToTheKick).doesNotContain(next.id(), invited.id());
        assertThat(reader.allThatCanBeHad()).containsExactlyInAnyOrderElementsOf(upToTheKick);
        assertThat(new Reader(mia.device()).allThatCanBeHad()).containsExactlyInAnyOrderElementsOf(upToTheKick);
    }

    @Test
    @DisplayName("being banned besides, later, shows a removed person no more than they had")
    void kickedThenBanned_nothingBehindTheFirst() {
        Event kick = room.kick(adam.device(), mia);
        Event after = room.say(adam.device(), "after");
        Event ban = room.ban(olga.device(), mia);
        pass();
        assertThat(new Reader(mia.device()).allThatCanBeHad())
                .contains(kick.id())
                .doesNotContain(after.id(), ban.id());
    }

    @Test
    @DisplayName("who comes back reads all, and when removed again up to that")
    void readmitted_readsOn() {
        room.kick(adam.device(), mia);
        pass();
        Reader reader = new Reader(mia.device()).subscribe();
        reader.shown();
        Event meanwhile = room.say(adam.device(), "meanwhile");
        Event invitation = room.invite(adam.device(), mia, Rank.MEMBER);
        pass();
        assertThat(reader.take(Again.class)).hasSize(1);
        reader.subscribe();
        assertThat(reader.shown()).contains(meanwhile.id(), invitation.id());
        room.enter(mia, invitation);
        Event back = room.say(mia.device(), "back");
        Event again = room.kick(adam.device(), mia);
        Event after = room.say(adam.device(), "after");
        pass();
        assertThat(reader.allThatCanBeHad())
                .contains(meanwhile.id(), back.id(), again.id())
                .doesNotContain(after.id());
    }

    @Test
    @DisplayName("a removal that is void once something comes that was done at the same time takes nothing for good")
    void removal_undone_readsOn() {
        TestOwnedRoom elsewhere = room.copy();
        Reader reader = new Reader(mia.device()).subscribe();
        reader.shown();
        room.kick(adam.device(), mia);
        Event after = room.say(adam.device(), "after");
        pass();
        assertThat(reader.take(Again.class)).hasSize(1);
        reader.subscribe();
        assertThat(reader.shown()).doesNotContain(after.id());
        elsewhere.kick(olga.device(), adam);
        room.take(elsewhere);
        pass();
        assertThat(reader.take(Again.class)).hasSize(1);
        reader.subscribe();
        assertThat(reader.shown()).contains(after.id());
        Event news = room.say(olga.device(), "news");
        pass();
        assertThat(reader.shown()).containsExactly(news.id());
    }

    @Test
    @DisplayName("a device that says to be a member's reads as a stranger until the member's identity shows it")
    void device_ofAMember_readsWhenKnown() {
        TestDevice impostor = new TestDevice(
                mia.user(), stranger.device().signing(), stranger.device().sealing());
        assertThat(new Reader(impostor).allThatCanBeHad()).isEqualTo(control());
        TestDevice second = mia.addDevice();
        Reader reader = new Reader(second).subscribeNewest();
        assertThat(reader.shown()).isEqualTo(control());
        node.take(mia.events());
        assertThat(reader.take(Again.class)).hasSize(1);
        assertThat(reader.allThatCanBeHad()).containsExactlyInAnyOrderElementsOf(room.ids());
        mia.revoke(second);
        node.take(mia.events());
        assertThat(reader.take(Again.class)).hasSize(1);
        assertThat(reader.allThatCanBeHad()).isEqualTo(control());
    }

    @Test
    @DisplayName("who was banned and was never in is shown control events up to the ban")
    void bannedStranger_controlEventsUpToTheBan() {
        Event ban = room.act(olga.device(), new OwnedAct.Ban(stranger.user(), List.of()));
        Event invited = room.invite(adam.device(), new TestPerson("other"), Rank.MEMBER);
        pass();
        Reader reader = new Reader(stranger.device());
        Set<EventId> upToTheBan = control();
        upToTheBan.remove(invited.id());
        assertThat(upToTheBan).contains(ban.id());
        assertThat(reader.allThatCanBeHad()).isEqualTo(upToTheBan);
    }

    @Test
    @DisplayName("whom the server does not know to be in yet is told to ask again as soon as it does")
    void serverBehind_memberReadsWhenItCatchesUp() {
        Event invitation = room.invite(adam.device(), stranger, Rank.MEMBER);
        Event entry = room.enter(stranger, invitation);
        Reader reader = new Reader(stranger.device()).subscribe();
        assertThat(reader.shown()).doesNotContain(said.id(), entry.id());
        pass();
        assertThat(reader.take(Again.class)).hasSize(1);
        reader.subscribe();
        assertThat(reader.shown()).contains(said.id(), entry.id());
    }

    @Test
    @DisplayName(
            "of a log of which nothing was here when it was asked for, a stranger is shown control events only, and live")
    void firstSubscriber_ofAnUnknownLog_controlEventsOnly() {
        TestOwnedRoom other = TestOwnedRoom.create("other", olga, Charter.History.NONE);
        Reader reader = new Reader(stranger.device());
        reader.send(new Subscribe(other.id().toString(), List.of(), NEWEST));
        reader.take(Page.class);
        Event unheard = other.say(olga.device(), "unheard");
        node.take(other.arrived());
        assertThat(reader.take(Again.class)).hasSize(1);
        reader.send(new Subscribe(other.id().toString(), List.of(), NEWEST));
        assertThat(reader.take(Carrier.class))
                .flatExtracting(Carrier::events)
                .extracting(EventText::header)
                .doesNotContain(unheard.headerText())
                .isNotEmpty();
    }
}
