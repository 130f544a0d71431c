package chat.parley.android.screens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.robolectric.Shadows.shadowOf;

import android.app.Activity;
import android.content.Intent;
import android.os.Bundle;
import android.view.View;
import android.widget.ListView;
import android.widget.Spinner;
import android.widget.TextView;
import chat.parley.android.R;
import chat.parley.android.app.Names;
import chat.parley.android.people.MembersActivity;
import chat.parley.android.people.PickActivity;
import chat.parley.android.rooms.InvitationActivity;
import chat.parley.android.rooms.RoomKey;
import chat.parley.client.Contacts;
import chat.parley.client.Person;
import chat.parley.protocol.id.AccountName;
import java.util.Arrays;
import java.util.Optional;
import org.junit.Before;
import org.junit.Test;
import org.robolectric.android.controller.ActivityController;

/** Others are invited from among those one has met, as what one chooses. */
public final class InviteScreenTest extends ScreenTest {
    private final Person dora = person(12, "Dora", false);
    private final Intent room = new Intent().putExtra(RoomKey.EXTRA, RoomKey.of(team));

    @Before
    public void begin() {
        client.answers.put(
                "all",
                Arrays.asList(
                        new Contacts.Contact(bruno.user(), "Bruno", Optional.empty(), Contacts.Trust.SEEN),
                        new Contacts.Contact(
                                dora.user(), "Dora", Optional.of(new AccountName("dora")), Contacts.Trust.VERIFIED)));
        client.answers.put(
                "find", Optional.of(new Contacts.Contact(dora.user(), "Dora", Optional.empty(), Contacts.Trust.SEEN)));
        begun();
    }

    @Test
    public void member_isChosenOfThoseMet_withARank() {
        MembersActivity members = open(MembersActivity.class, room).get();
        settle();
        view(members, R.id.invite).performClick();
        Intent question = shadowOf(members).getNextStartedActivity();
        ActivityController<PickActivity> pick = open(PickActivity.class, question);
        ListView list = view(pick.get(), R.id.list);
        lines(list, 1);
        View row = list.getAdapter().getView(0, null, list);
        TextView name = row.findViewById(R.id.title);
        TextView about = row.findViewById(R.id.last);
        assertThat(name.getText().toString())
                .as("who is here already is left out")
                .isEqualTo(Names.alone(dora));
        assertThat(about.getText().toString()).isEqualTo("@dora \u00B7 Verified");
        Spinner rank = view(pick.get(), R.id.rank);
        assertThat(rank.getCount()).as("below the owner").isEqualTo(3);
        assertThat(rank.getSelectedItem().toString()).isEqualTo("Member");
        rank.setSelection(0);
        pick.recreate();
        settle();
        rank = view(pick.get(), R.id.rank);
        assertThat(rank.getSelectedItem().toString()).isEqualTo("Guest: reads only");
        ListView again = view(pick.get(), R.id.list);
        lines(again, 1);
        again.performItemClick(again.getAdapter().getView(0, null, again), 0, 0);
        assertThat(pick.get().isFinishing()).isTrue();
        shadowOf(members)
                .receiveResult(
                        question, Activity.RESULT_OK, shadowOf(pick.get()).getResultIntent());
        settle();
        assertThat(client.calls).contains("invite [" + team + ", " + dora.user() + ", guest]");
    }

    @Test
    public void link_isMadeForARank_andOutlivesTurning_butIsNotInWhatTheSystemKeeps() {
        client.answers.put("link", "parley:room:1:abc:def:ghi");
        ActivityController<InvitationActivity> screen = open(InvitationActivity.class, room);
        settle();
        view(screen.get(), R.id.make).performClick();
        settle();
        assertThat(text(screen.get(), R.id.code)).isEqualTo("parley:room:1:abc:def:ghi");
        screen.recreate();
        settle();
        assertThat(view(screen.get(), R.id.made).isShown()).isTrue();
        assertThat(text(screen.get(), R.id.code)).isEqualTo("parley:room:1:abc:def:ghi");
        Bundle state = new Bundle();
        screen.pause().stop().saveInstanceState(state);
        assertThat(KeptScreenTest.bytes(state)).doesNotContain("abc:def:ghi");
    }
}
