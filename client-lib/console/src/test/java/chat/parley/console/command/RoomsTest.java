package chat.parley.console.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.parley.client.ClientEvent;
import chat.parley.client.OwnedRooms;
import chat.parley.client.RoomInfo;
import chat.parley.client.RoomRef;
import chat.parley.console.AtWork;
import chat.parley.console.FakeContacts;
import chat.parley.console.FakeOwnedRooms;
import chat.parley.protocol.rules.Charter;
import chat.parley.protocol.rules.Rank;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Rooms, invitations and members. */
class RoomsTest {
    private static final String BOB = AtWork.BOB.user().brief();

    private final AtWork work = new AtWork();

    @AfterEach
    void close() {
        work.close();
    }

    private void shows(String line) {
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(work.shown()).contains(line));
    }

    private void talksIn(RoomRef room) {
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(work.session.focus().current()).contains(room));
    }

    @Test
    void create_withoutPrivate_showsALinkAndTalksThere() {
        assertThat(work.type("/create Garden Club --history all"))
                .containsExactly(
                        "* you talk in Garden Club",
                        "* you own Garden Club; newcomers can read what was said before them",
                        "* whoever has this link comes in as a member; /revoke 1 ends that:",
                        "* " + FakeOwnedRooms.LINK);
        assertThat(work.type("/revoke 1"))
                .containsExactly("* taken back: nobody comes into Garden Club by it any more");
        assertThat(work.client.calls()).containsExactly("revoke invitation");
        assertThat(work.client.room(work.session.here()).map(RoomInfo::history)).contains(Charter.History.ALL);
    }

    @Test
    void create_private_makesNoLink() {
        assertThat(work.type("/create --private secret garden"))
                .containsExactly(
                        "* you talk in secret garden",
                        "* you own secret garden; newcomers cannot read what was said before them",
                        "* nobody comes in but by /invite <name>");
        assertThat(work.client.owned().invitations(work.session.here())).isEmpty();
    }

    @Test
    void joinSwitchRooms_byNameAndNumber() {
        String open = "* other is an open room: anyone who knows its name can join it and read what is said";
        assertThat(work.type("/join #Other")).contains(open);
        talksIn(RoomRef.open("other"));
        assertThat(work.type("/join other")).as("it is known").doesNotContain(open);
        shows("* you joined other; here are you and bob");
        assertThat(work.type("/rooms")).containsExactly("* your rooms: 1 lobby, 2 other (here)");
        assertThat(work.type("/switch 1")).containsExactly("* you talk in lobby");
        assertThat(work.type("/switch oth")).containsExactly("* you talk in other");
        assertThat(work.refuses("/switch 3")).isTrue();
        work.type("/leave lobby");
        shows("* you left lobby");
    }

    @Test
    @DisplayName("An open room is said to be open to all, one with history to be read back by newcomers")
    void info_saysWhatKindOfRoomItIs() {
        assertThat(work.type("/info"))
                .containsExactly("* lobby: an open room: anyone who knows its name can join and read, and nobody can be"
                        + " put out");
        work.type("/create garden --private --history all");
        assertThat(work.type("/info"))
                .containsExactly(
                        "* garden: a room with an owner: only who is invited, or has a link, comes in",
                        "* newcomers can read back all that was said; it stays so, and the keys are kept for it",
                        "* you are the owner; owner and admins are alice");
        work.type("/tell carol hi");
        shows("[@carol] alice: hi");
        assertThat(work.type("/info @carol"))
                .containsExactly("* @carol: a conversation with carol: nobody else comes in, ever");
        assertThat(work.type("/who garden")).containsExactly("* in garden (2): alice (you, owner), bob");
    }

    @Test
    void titles_goToTheCurrentRoom() {
        work.type("/create garden --private");
        assertThat(work.type("/topic")).containsExactly("* garden has no topic");
        work.type("/topic flowers, and trees");
        work.type("/topic -");
        work.type("/rename beds");
        assertThat(work.client.calls()).containsExactly("topic 'flowers, and trees'", "topic ''", "rename to beds");
    }

    @Test
    @DisplayName("An owner is told what to do before the room is left without one")
    void leave_owner_isAskedToHandOver() {
        work.type("/create garden --private");
        assertThat(work.refuses("/leave")).isTrue();
        assertThat(work.shown()).last().asString().contains("/transfer <name>", "--anyway");
        assertThat(work.client.rooms()).hasSize(2);
        work.type("/leave --anyway");
        shows("* you left garden");
    }

    @Test
    void invite_byNameAccountIdAndLink() {
        work.type("/create garden --private");
        String bob = "bob~" + AtWork.BOB.user().toString().substring(0, 8);
        assertThat(work.type("/invite bob admin")).containsExactly("* " + bob + " is invited to garden as an admin");
        work.type("/invite @carol");
        work.type("/invite " + FakeContacts.CAROL + " guest");
        String carol = FakeContacts.CAROL.brief();
        assertThat(work.client.calls())
                .containsExactly(
                        "invite " + BOB + " admin", "invite " + carol + " member", "invite " + carol + " guest");
        assertThat(work.type("/invite link guest")).last().isEqualTo("* " + FakeOwnedRooms.LINK);
        assertThat(work.type("/invitations"))
                .containsExactly("* 1: whoever has a link may come into garden as a guest, by alice: /revoke 1 takes it"
                        + " back");
        assertThat(work.refuses("/enter 1")).isTrue();
    }

    @Test
    void invitation_isEnteredOrDeclinedByItsNumber() {
        assertThat(work.type("/invitations")).containsExactly("* there are no invitations");
        work.client.owned().invite(new OwnedRooms.Invited(FakeOwnedRooms.GARDEN, AtWork.BOB, Rank.MEMBER, false));
        assertThat(work.type("/invitations")).singleElement().asString().endsWith("/enter 1 or /decline 1");
        assertThat(work.refuses("/revoke 1")).isTrue();
        work.type("/decline 1");
        work.type("/enter 1");
        talksIn(FakeOwnedRooms.GARDEN);
        assertThat(work.client.calls()).containsExactly("decline", "enter");
    }

    @Test
    void enter_byLink_talksThere() {
        assertThat(work.refuses("/enter parley:room:1:wrong")).isTrue();
        assertThat(work.shown()).last().isEqualTo("* this is no link to a room: copy it whole");
        work.type("/enter " + FakeOwnedRooms.LINK);
        talksIn(FakeOwnedRooms.GARDEN);
    }

    @Test
    @DisplayName("A link that was taken back is said, and the person told how to go back; nothing is said meanwhile")
    void enter_byRevokedLink_saysHowToGoBack() {
        work.type("/enter " + FakeOwnedRooms.REVOKED_LINK);
        shows("* you talk in no room now: /switch lobby goes back");
        assertThat(work.shown()).contains("* nothing lets you into that room (NOT_INVITED)");
        assertThat(work.type("secret")).containsExactly("* not said: you are in no room; /join <room> first");
        assertThat(work.type("/switch lobby")).containsExactly("* you talk in lobby");
        assertThat(work.refuses("hello")).isFalse();
    }

    @Test
    void members_areRankedRemovedAndLetBackIn() {
        work.type("/create garden --private");
        work.type("/role bob guest");
        work.type("/kick bob");
        work.type("/ban bob");
        assertThat(work.type("/ban")).singleElement().asString().startsWith("* kept out of garden: bob~");
        work.type("/unban bob");
        assertThat(work.client.calls())
                .containsExactly("rank " + BOB + " guest", "kick " + BOB, "ban " + BOB, "unban " + BOB);
        assertThat(work.type("/kick alice")).containsExactly("* you cannot remove yourself: /leave");
    }

    @Test
    @DisplayName("Whoever has left already can be kept out, too")
    void ban_ofSomebodyWhoIsNotThere() {
        work.type("/create garden --private");
        work.type("/ban carol");
        assertThat(work.client.calls()).containsExactly("ban " + FakeContacts.CAROL.brief());
        assertThat(work.refuses("/ban nobody")).isTrue();
    }

    @Test
    @DisplayName("A room is handed over only after a yes")
    void transfer_asksFirst() {
        work.type("/create garden --private");
        work.answers("no", "yes");
        assertThat(work.type("/transfer bob")).containsExactly("* nothing was changed");
        assertThat(work.client.calls()).isEmpty();
        work.type("/transfer bob");
        assertThat(work.client.calls()).containsExactly("transfer to " + BOB);
        assertThat(work.questions).first().asString().contains("Make bob the owner of garden?");
    }

    @Test
    @DisplayName("Who was removed says nothing there any more, nor elsewhere unasked")
    void removed_talksNowhere() {
        work.happens(new ClientEvent.Removed(AtWork.LOBBY, work.client.me(), false, AtWork.BOB));
        assertThat(work.session.focus().current()).isEmpty();
        assertThat(work.refuses("hello")).isTrue();
    }
}
