package chat.parley.android.screens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.robolectric.Shadows.shadowOf;

import android.app.Notification;
import android.app.NotificationManager;
import android.widget.EditText;
import android.widget.ListView;
import android.widget.TextView;
import chat.parley.android.R;
import chat.parley.android.app.Names;
import chat.parley.android.rooms.RoomKey;
import chat.parley.android.talk.TalkActivity;
import chat.parley.client.ClientEvent;
import chat.parley.client.RoomInfo;
import chat.parley.protocol.rules.Charter;
import chat.parley.protocol.rules.Rank;
import java.util.Optional;
import org.junit.Before;
import org.junit.Test;

/** What one may do in a room, and that it has become another: it is said, and the field is as it is. */
public final class StandingScreenTest extends ScreenTest {
    @Before
    public void begin() {
        talkIn(team);
        begun();
    }

    @Test
    public void removed_isSaidToWhomItHappens_andTheFieldIsClosed() {
        TalkActivity screen = talk();
        client.happens(new ClientEvent.Removed(team, chloe, true, bruno));
        settle();
        assertThat(lastLine(screen))
                .isEqualTo("Chlo\u00E9 van der Meer-Oosterhuis was removed by Bruno and is kept out");
        client.rooms.remove(team);
        client.said.remove(team);
        client.happens(new ClientEvent.Removed(team, anna, false, bruno));
        settle();
        assertThat(lastLine(screen)).isEqualTo("You were removed by Bruno");
        ListView list = view(screen, R.id.list);
        assertThat(list.getAdapter().getCount()).as("what was said stays").isGreaterThan(5);
        EditText input = view(screen, R.id.input);
        assertThat(input.isEnabled()).isFalse();
        assertThat(input.getHint().toString()).isEqualTo("You are not in this room any more");
        assertThat(view(screen, R.id.send).isEnabled()).isFalse();
        assertThat(view(screen, R.id.attach).isEnabled()).isFalse();
        assertThat(told()).as("it is looked at").isNull();
    }

    @Test
    public void removed_isTold_whereNobodyLooks() {
        settle();
        client.happens(new ClientEvent.Removed(team, anna, true, bruno));
        settle();
        assertThat(told().extras.getCharSequence(Notification.EXTRA_TITLE).toString())
                .isEqualTo("Mountain hut, summer");
        assertThat(told().extras.getCharSequence(Notification.EXTRA_TEXT).toString())
                .isEqualTo("You were removed by " + Names.alone(bruno) + " and are kept out");
    }

    @Test
    public void rank_isSaid_andAGuestsFieldIsClosed_untilTheySpeakAgain() {
        TalkActivity screen = talk();
        client.happens(new ClientEvent.Ranked(team, chloe, Rank.ADMIN, anna));
        settle();
        assertThat(lastLine(screen)).isEqualTo("Chlo\u00E9 van der Meer-Oosterhuis is now an admin (by you)");
        ranked(Rank.GUEST);
        assertThat(lastLine(screen)).isEqualTo("You are now a guest, who only reads (by Bruno)");
        EditText input = view(screen, R.id.input);
        assertThat(input.isEnabled()).isFalse();
        assertThat(input.getHint().toString()).isEqualTo("You are a guest: you only read");
        assertThat(view(screen, R.id.send).isEnabled()).isFalse();
        ranked(Rank.MEMBER);
        assertThat(lastLine(screen)).isEqualTo("You are now a member (by Bruno)");
        assertThat(input.isEnabled()).isTrue();
        assertThat(view(screen, R.id.send).isEnabled()).isTrue();
    }

    @Test
    public void nameAndTopic_areEachSaid() {
        TalkActivity screen = talk();
        retitled("Mountain hut, summer", "Beds");
        assertThat(lastLine(screen)).isEqualTo("What the room is about: Beds (by Bruno)");
        retitled("Mountain hut, winter", "Beds");
        assertThat(lastLine(screen)).isEqualTo("The room is now called Mountain hut, winter (by Bruno)");
        retitled("Mountain hut, winter", "");
        assertThat(lastLine(screen)).isEqualTo("The room is about nothing in particular any more (by Bruno)");
    }

    /** The event comes before the client's answer: the other way round what is new is known, and there is nothing to say. */
    private void retitled(String title, String topic) {
        RoomInfo now = new RoomInfo(
                team,
                RoomInfo.Kind.OWNED,
                title,
                topic,
                Optional.of(Rank.OWNER),
                Charter.History.NONE,
                Optional.empty());
        client.happens(new ClientEvent.Retitled(now, bruno));
        client.rooms.put(team, now);
        settle();
    }

    private void ranked(Rank rank) {
        client.rooms.put(team, info(team, RoomInfo.Kind.OWNED, "Mountain hut, summer", Optional.of(rank)));
        client.happens(new ClientEvent.Ranked(team, anna, rank, bruno));
        settle();
    }

    private TalkActivity talk() {
        TalkActivity screen =
                open(TalkActivity.class, TalkActivity.intent(app(), team)).get();
        settle();
        return screen;
    }

    private static String lastLine(TalkActivity screen) {
        ListView list = view(screen, R.id.list);
        TextView line = list.getAdapter()
                .getView(list.getAdapter().getCount() - 1, null, list)
                .findViewById(R.id.text);
        return line.getText().toString();
    }

    private Notification told() {
        return shadowOf(app().getSystemService(NotificationManager.class)).getNotification(RoomKey.of(team), 2);
    }
}
