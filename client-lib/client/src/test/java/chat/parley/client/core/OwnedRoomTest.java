package chat.parley.client.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.parley.client.ClientEvent;
import chat.parley.client.OwnedRooms;
import chat.parley.client.Person;
import chat.parley.client.RoomException;
import chat.parley.client.RoomInfo;
import chat.parley.client.RoomRef;
import chat.parley.client.Unsettled;
import chat.parley.client.store.Table;
import chat.parley.protocol.frame.Pong;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.rules.Charter;
import chat.parley.protocol.rules.Rank;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("PROTOCOL.md, Owned rooms, as a client lives in them")
class OwnedRoomTest {
    private final World world = new World();
    private final World.Server here = world.server("ws://here");
    private final World.Server there = world.server("ws://there");
    private final World.Client olga = world.client("olga", here);
    private final World.Client mia = world.client("mia", there);
    private final World.Client nils = world.client("nils", there);
    private RoomRef.Owned room;

    @Test
    @DisplayName("A room is created, entered by invitation, spoken in by both, and its name known to its members")
    void room_createdAndEntered_isSpokenIn() {
        create(Charter.History.NONE);
        assertThat(olga.core.rooms()).containsExactly(room);
        olga.core.say(room, "before");
        admit(mia, Rank.MEMBER);

        olga.core.say(room, "hello");
        world.run();
        mia.core.say(room, "hi");
        world.run();

        assertThat(mia.texts()).containsExactly("hello", "hi");
        assertThat(olga.texts()).containsExactly("before", "hello", "hi");
        assertThat(mia.core.room(room).orElseThrow())
                .isEqualTo(new RoomInfo(
                        room,
                        RoomInfo.Kind.OWNED,
                        "Book club",
                        "",
                        Optional.of(Rank.MEMBER),
                        Charter.History.NONE,
                        Optional.empty()));
        assertThat(olga.core.members(room)).extracting(Person::name).containsExactly("mia", "olga");
        assertThat(olga.all(ClientEvent.MemberJoined.class)).hasSize(1);
        assertThat(olga.problems()).isEmpty();
        assertThat(mia.problems()).isEmpty();
        assertThat(mia.all(ClientEvent.BeforeJoining.class))
                .extracting(ClientEvent.BeforeJoining::count)
                .containsExactly(1);
    }

    @Test
    @DisplayName("Who leaves without a network, and was removed meanwhile, is told that what still waited is not sent")
    void leave_whileRemoved_losesNothingSilently() {
        create(Charter.History.NONE);
        admit(mia, Rank.MEMBER);
        mia.reaches = url -> false;
        mia.cut();
        mia.core.say(room, "a last word");
        mia.core.leave(room);
        olga.core.owned().kick(room, mia.user());
        world.run();
        mia.reaches = url -> true;
        world.pass(15_000);

        assertThat(mia.problems()).containsExactly("NOT_SENT");
        assertThat(mia.all(ClientEvent.Left.class)).hasSize(1);
        assertThat(mia.core.unsent()).isZero();
        assertThat(mia.store.rows(Table.PENDING)).isEmpty();
        assertThat(mia.core.rooms()).isEmpty();
        assertThat(olga.texts()).isEmpty();
    }

    @Test
    @DisplayName(
            "I9: what happens elsewhere reads no event, nor heads, of a room, and a server's pong makes no step at all")
    void quietRooms_costNothing() {
        create(Charter.History.NONE);
        for (int i = 0; i < 5; i++) {
            olga.core.owned().rename(room, "Book club " + i);
        }
        for (int i = 0; i < 3; i++) {
            RoomRef.Owned more = olga.core.owned().create("More " + i, Charter.History.NONE);
            olga.core.owned().invite(more, mia.user(), Rank.MEMBER);
        }
        world.pass(1000);
        assertThat(mia.core.owned().invited()).hasSize(3);

        for (World.Client each : new World.Client[] {olga, mia}) {
            each.core.talk().receipts(true);
            each.watched.events = 0;
            each.core.talk().receipts(false);
            assertThat(each.watched.events).isZero();
        }
        int[] steps = {0};
        olga.committed = () -> steps[0]++;
        olga.got.clear();
        world.pass(20_000);
        assertThat(olga.got.stream().filter(Pong.class::isInstance).count()).isGreaterThan(8);
        assertThat(steps[0]).isLessThan(3);
    }

    @Test
    @DisplayName("An invitation is told once, also over restarts; who declines is not asked again, but by a new one")
    void invitation_isToldOnce() {
        create(Charter.History.NONE);
        olga.core.owned().invite(room, mia.user(), Rank.MEMBER);
        world.run();
        OwnedRooms.Invited asked = mia.all(ClientEvent.Invitation.class).get(0).invited();
        assertThat(asked.by().name()).isEqualTo("olga");
        assertThat(asked.room()).isEqualTo(room);
        assertThat(mia.core.owned().invited()).containsExactly(asked);
        mia.crash();
        world.pass(1000);
        assertThat(mia.all(ClientEvent.Invitation.class)).isEmpty();
        assertThat(mia.core.owned().invited()).containsExactly(asked);

        mia.core.owned().decline(room);
        assertThat(mia.core.owned().invited()).isEmpty();
        olga.core.owned().invite(room, mia.user(), Rank.ADMIN);
        world.run();
        assertThat(mia.all(ClientEvent.Invitation.class)).hasSize(1);
        assertThat(mia.core.owned().invited())
                .extracting(OwnedRooms.Invited::rank)
                .containsExactly(Rank.ADMIN);
    }

    @Test
    @DisplayName("An invitation that is taken back lets nobody in")
    void invitation_revoked_letsNobodyIn() {
        create(Charter.History.NONE);
        olga.core.owned().invite(room, mia.user(), Rank.MEMBER);
        String link = olga.core.owned().link(room, Rank.GUEST);
        world.run();
        assertThat(olga.core.owned().invitations(room)).hasSize(2);
        for (OwnedRooms.Invitation each : olga.core.owned().invitations(room)) {
            olga.core.owned().revoke(room, each.id());
        }
        world.run();
        assertThat(mia.core.owned().invited()).isEmpty();
        refused(RoomException.Code.NOT_INVITED, () -> mia.core.owned().enter(room));
        nils.core.owned().enter(link);
        world.pass(1000);
        assertThat(nils.core.rooms()).isEmpty();
        assertThat(nils.problems()).containsExactly("NOT_INVITED");
        assertThat(nils.all(ClientEvent.Problem.class).get(0).keptOut()).contains(room);
    }

    @Test
    @DisplayName("A link lets in whoever has it, as often as it is used, also after a restart in between")
    void link_letsIn() {
        create(Charter.History.NONE);
        String link = olga.core.owned().link(room, Rank.MEMBER);
        world.run();
        assertThat(mia.core.owned().enter(link)).isEqualTo(room);
        nils.reaches = url -> false;
        nils.cut();
        nils.core.owned().enter(link);
        nils.crash();
        nils.reaches = url -> true;
        world.pass(10_000);
        mia.core.say(room, "by the link");
        world.run();
        assertThat(nils.texts()).containsExactly("by the link");
        assertThat(nils.core.members(room)).hasSize(3);
        assertThatThrownBy(() -> nils.core.owned().enter("parley:room:1:x"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @DisplayName("A link that the servers do not know yet is kept, said once, and lets in when they do")
    void link_aheadOfItsInvitation_letsInLater() {
        create(Charter.History.NONE);
        admit(mia, Rank.MEMBER);
        olga.reaches = url -> false;
        olga.cut();
        String link = olga.core.owned().link(room, Rank.MEMBER);
        nils.core.owned().enter(link);
        world.pass(2000);
        assertThat(nils.problems()).containsExactly("LINK_NOT_KNOWN_YET");
        assertThat(nils.core.rooms()).isEmpty();
        olga.reaches = url -> true;
        world.pass(10_000);
        assertThat(nils.core.rooms()).containsExactly(room);
        assertThat(nils.problems()).hasSize(1);
    }

    @Test
    @DisplayName(
            "What is done is unsettled until a server has it; what is said where one was removed meanwhile is lost")
    void unsettled_waitsOrIsLost() {
        create(Charter.History.NONE);
        admit(mia, Rank.MEMBER);
        mia.reaches = url -> false;
        mia.cut();
        mia.core.say(room, "too late");
        assertThat(mia.core.unsettled()).isEqualTo(new Unsettled(1, 0));
        olga.reaches = url -> false;
        olga.cut();
        olga.core.owned().kick(room, mia.user());
        assertThat(olga.core.unsent()).isZero();
        assertThat(olga.core.unsettled()).isEqualTo(new Unsettled(1, 0));

        olga.reaches = url -> true;
        world.pass(15_000);
        assertThat(olga.core.unsettled()).isEqualTo(new Unsettled(0, 0));
        mia.reaches = url -> true;
        world.pass(15_000);
        assertThat(mia.problems()).containsExactly("NOT_SENT");
        assertThat(mia.core.unsettled()).isEqualTo(new Unsettled(0, 1));
    }

    @Test
    @DisplayName(
            "I7 A32: who was kicked reads nothing that is said after, is told, keeps what was read, and may return")
    void kicked_readsNoMore() {
        create(Charter.History.NONE);
        admit(mia, Rank.MEMBER);
        admit(nils, Rank.MEMBER);
        nils.core.say(room, "while in");
        world.run();

        olga.core.owned().kick(room, mia.user());
        world.run();
        olga.core.say(room, "without her");
        world.run();
        nils.core.say(room, "indeed");
        world.run();

        assertThat(mia.texts()).containsExactly("while in");
        assertThat(mia.all(ClientEvent.Removed.class))
                .hasSize(1)
                .allMatch(each -> each.person().self()
                        && !each.banned()
                        && each.by().name().equals("olga"));
        assertThat(nils.all(ClientEvent.Removed.class)).hasSize(1);
        assertThat(nils.all(ClientEvent.MemberLeft.class)).isEmpty();
        assertThat(mia.core.rooms()).isEmpty();
        assertThat(mia.core.history(room, 10))
                .extracting(ClientEvent.Message::text)
                .containsExactly("while in");
        assertThatThrownBy(() -> mia.core.say(room, "let me in")).isInstanceOf(IllegalStateException.class);
        assertThat(nils.texts()).containsExactly("while in", "without her", "indeed");

        admit(mia, Rank.MEMBER);
        olga.core.say(room, "back again");
        world.run();
        assertThat(mia.texts()).containsExactly("while in", "back again");
        assertThat(mia.all(ClientEvent.Unreadable.class)).isEmpty();
    }

    @Test
    @DisplayName("Who is banned can be invited again only when that is taken back")
    void banned_isKeptOut() {
        create(Charter.History.NONE);
        admit(mia, Rank.MEMBER);
        String link = olga.core.owned().link(room, Rank.GUEST);
        olga.core.owned().ban(room, mia.user());
        world.run();
        assertThat(olga.core.owned().banned(room)).extracting(Person::user).containsExactly(mia.user());
        refused(RoomException.Code.NOT_ALLOWED, () -> olga.core.owned().invite(room, mia.user(), Rank.MEMBER));
        mia.core.owned().enter(link);
        world.pass(1000);
        assertThat(mia.core.rooms()).isEmpty();

        olga.core.owned().unban(room, mia.user());
        admit(mia, Rank.MEMBER);
        assertThat(mia.core.rooms()).containsExactly(room);
    }

    @Test
    @DisplayName(
            "A33: what a rank does not allow is refused before it is written, with its reason, and changes nothing")
    void act_notAllowed_isRefused() {
        create(Charter.History.NONE);
        admit(mia, Rank.GUEST);
        OwnedRooms her = mia.core.owned();
        refused(RoomException.Code.NOT_ALLOWED, () -> her.kick(room, olga.user()));
        refused(RoomException.Code.NOT_ALLOWED, () -> her.ban(room, olga.user()));
        refused(RoomException.Code.NOT_ALLOWED, () -> her.invite(room, nils.user(), Rank.GUEST));
        refused(RoomException.Code.NOT_ALLOWED, () -> her.link(room, Rank.GUEST));
        refused(RoomException.Code.NOT_ALLOWED, () -> her.rank(room, mia.user(), Rank.OWNER));
        refused(RoomException.Code.NOT_ALLOWED, () -> her.rename(room, "Mine"));
        refused(RoomException.Code.NOT_ALLOWED, () -> her.topic(room, "mine"));
        refused(RoomException.Code.NOT_ALLOWED, () -> her.transfer(room, olga.user()));
        refused(RoomException.Code.NO_MEMBER, () -> her.kick(room, nils.user()));
        refused(
                RoomException.Code.NOT_INVITED,
                () -> her.revoke(room, new EventId(room.log().bytes())));
        OwnedRooms owner = olga.core.owned();
        refused(RoomException.Code.NO_MEMBER, () -> owner.rank(room, nils.user(), Rank.ADMIN));
        refused(RoomException.Code.NO_MEMBER, () -> owner.transfer(room, nils.user()));
        refused(RoomException.Code.NO_MEMBER, () -> owner.unban(room, nils.user()));
        refused(RoomException.Code.NOT_ALLOWED, () -> owner.invite(room, nils.user(), Rank.OWNER));
        refused(RoomException.Code.NOT_ALLOWED, () -> owner.invite(room, mia.user(), Rank.MEMBER));
        refused(RoomException.Code.BAD_TITLE, () -> owner.rename(room, ""));
        refused(RoomException.Code.BAD_TITLE, () -> owner.create("x".repeat(65), Charter.History.NONE));
        refused(RoomException.Code.WRONG_KIND, () -> owner.kick(RoomRef.open("lobby"), mia.user()));
        refused(RoomException.Code.NOT_IN_ROOM, () -> nils.core.owned().rename(room, "Mine"));
        assertThat(olga.core.members(room)).hasSize(2);
        assertThat(mia.problems()).isEmpty();
    }

    @Test
    @DisplayName("Guests read and do not write; a rank that is given or taken is told to all")
    void guest_reads() {
        create(Charter.History.NONE);
        admit(mia, Rank.GUEST);
        refused(RoomException.Code.NOT_ALLOWED, () -> mia.core.say(room, "may I?"));
        olga.core.say(room, "guests read");
        world.run();
        assertThat(mia.texts()).containsExactly("guests read");

        olga.core.owned().rank(room, mia.user(), Rank.MEMBER);
        world.run();
        mia.core.say(room, "thank you");
        world.run();
        assertThat(olga.texts()).containsExactly("guests read", "thank you");
        assertThat(mia.all(ClientEvent.Ranked.class))
                .hasSize(1)
                .allMatch(each -> each.person().self()
                        && each.rank() == Rank.MEMBER
                        && each.by().name().equals("olga"));
        assertThat(mia.core.owned().rankOf(room, mia.user())).contains(Rank.MEMBER);
    }

    @Test
    @DisplayName("A name and a topic are an admin's to give; another owner signs them anew, and newcomers learn them")
    void title_isTold() {
        create(Charter.History.NONE);
        admit(mia, Rank.ADMIN);
        mia.core.owned().rename(room, "Film club");
        mia.core.owned().topic(room, "Stalker");
        world.run();
        assertThat(olga.all(ClientEvent.Retitled.class))
                .extracting(each -> each.room().title())
                .contains("Film club");
        assertThat(olga.all(ClientEvent.Retitled.class))
                .allMatch(each -> each.by().name().equals("mia"));
        olga.core.owned().kick(room, mia.user());
        world.run();
        admit(nils, Rank.MEMBER);
        assertThat(nils.core.room(room).orElseThrow().title()).isEqualTo("Film club");
        assertThat(nils.core.room(room).orElseThrow().topic()).isEqualTo("Stalker");
        assertThat(nils.store.rows(Table.CARD))
                .as("cards of who is in, and none of who is out")
                .isNotEmpty()
                .allSatisfy(row -> assertThat(row.value()).contains("\"user\":\"" + olga.user() + "\""))
                .anySatisfy(row -> assertThat(row.value()).contains("Stalker"));
    }

    @Test
    @DisplayName("The owner hands the room over, and can leave it")
    void owner_transfersAndLeaves() {
        create(Charter.History.NONE);
        admit(mia, Rank.MEMBER);
        olga.core.owned().transfer(room, mia.user());
        world.run();
        assertThat(mia.core.owned().rankOf(room, mia.user())).contains(Rank.OWNER);
        assertThat(mia.core.owned().rankOf(room, olga.user())).contains(Rank.ADMIN);
        olga.core.leave(room);
        world.run();
        assertThat(olga.all(ClientEvent.Left.class)).hasSize(1);
        assertThat(olga.core.rooms()).isEmpty();
        assertThat(mia.all(ClientEvent.MemberLeft.class)).hasSize(1);
        mia.core.say(room, "alone now");
        world.run();
        assertThat(olga.texts()).isEmpty();
    }

    @Test
    @DisplayName("A restart forgets nothing: rank, name, keys")
    void restart_forgetsNothing() {
        create(Charter.History.ALL);
        admit(mia, Rank.MEMBER);
        olga.core.say(room, "one");
        world.run();
        assertThat(mia.core.room(room).orElseThrow().title()).isEqualTo("Book club");
        olga.crash();
        mia.crash();
        world.pass(2000);
        mia.core.say(room, "two");
        olga.core.say(room, "three");
        world.run();
        assertThat(olga.texts()).containsExactlyInAnyOrder("two", "three");
        assertThat(mia.texts()).containsExactlyInAnyOrder("two", "three");
        assertThat(mia.core.room(room).orElseThrow().title()).isEqualTo("Book club");
        assertThat(mia.problems()).isEmpty();
    }

    private void create(Charter.History history) {
        world.pass(1000);
        room = olga.core.owned().create("Book club", history);
        world.run();
        assertThat(olga.all(ClientEvent.Joined.class)).hasSize(1);
    }

    private void admit(World.Client guest, Rank rank) {
        olga.core.owned().invite(room, guest.user(), rank);
        world.run();
        guest.core.owned().enter(room);
        world.run();
        assertThat(guest.core.rooms()).containsExactly(room);
    }

    private static void refused(RoomException.Code code, ThrowingCallable act) {
        assertThatThrownBy(act)
                .isInstanceOfSatisfying(
                        RoomException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}
