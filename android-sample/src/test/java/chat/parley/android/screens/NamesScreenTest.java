package chat.parley.android.screens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.robolectric.Shadows.shadowOf;

import android.app.Notification;
import android.app.NotificationManager;
import android.content.Intent;
import android.os.Bundle;
import android.os.Parcelable;
import android.view.View;
import android.widget.ImageView;
import android.widget.LinearLayout;
import android.widget.ListView;
import android.widget.TextView;
import chat.parley.android.R;
import chat.parley.android.app.Names;
import chat.parley.android.rooms.RoomKey;
import chat.parley.android.rooms.RoomsActivity;
import chat.parley.android.talk.DetailsActivity;
import chat.parley.android.talk.TalkActivity;
import chat.parley.client.ClientEvent;
import chat.parley.client.OwnedRooms;
import chat.parley.client.Person;
import chat.parley.client.RoomInfo;
import chat.parley.client.RoomRef;
import chat.parley.protocol.content.Content;
import chat.parley.protocol.id.LogId;
import chat.parley.protocol.rules.Charter;
import chat.parley.protocol.rules.Rank;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.Test;

/** A55: anybody can take any name, and call a room what they like; who and what it is can be seen all the same. */
public final class NamesScreenTest extends ScreenTest {
    private final Person twin = person(9, "\uFF22runo", false);
    private final Person hidden = person(10, "Bruno\u200B", false);

    @Test
    public void people_ofOneName_areToldApart_whereverTheyAreNamed() {
        client.members.addAll(Arrays.asList(twin, hidden));
        begun();
        settle();
        client.happens(FakeClient.message(lobby, 1, bruno, NOON, "I am me"));
        client.happens(FakeClient.message(lobby, 2, twin, NOON.plusSeconds(1), "no, me"));
        client.happens(FakeClient.message(lobby, 3, hidden, NOON.plusSeconds(2), "neither"));
        settle();
        String first = "Bruno~" + bruno.user().toString().substring(0, 8);
        String second = "\uFF22runo~" + twin.user().toString().substring(0, 8);
        String third = "Bruno<U+200B>";
        assertThat(told(lobby)).isEqualTo(third + ": neither");
        ListView rooms = view(open(RoomsActivity.class, new Intent()).get(), R.id.list);
        settle();
        assertThat(rows(rooms, R.id.last)).contains(third + ": neither");

        TalkActivity screen =
                open(TalkActivity.class, TalkActivity.intent(app(), lobby)).get();
        settle();
        ListView list = view(screen, R.id.list);
        assertThat(rows(list, R.id.sender)).contains(first, second, third);
        screen.deeds().reply(client.said.get(lobby).get(1));
        assertThat(text(screen, R.id.about_text)).contains(second);
        client.happens(new ClientEvent.Typing(lobby, twin, true));
        client.happens(new ClientEvent.MemberLeft(lobby, bruno));
        client.happens(new ClientEvent.Received(lobby, FakeClient.id(3), twin, Content.Receipt.State.READ));
        settle();
        assertThat(text(screen, R.id.typing)).contains(second);
        assertThat(rows(list, R.id.text)).contains(first + " left");
        screen.deeds().details(client.said.get(lobby).get(0));
        DetailsActivity details = open(DetailsActivity.class, shadowOf(screen).getNextStartedActivity())
                .get();
        LinearLayout lines = view(details, R.id.list);
        assertThat(((TextView) lines.getChildAt(0)).getText().toString()).isEqualTo("By " + first);
    }

    @Test
    public void rooms_thatAreCalledAlike_areToldApart_andWhatKindTheyAreIsSeen() {
        RoomRef.Owned fake = RoomRef.owned(new LogId(bytes(20)));
        RoomRef.Owned open = RoomRef.owned(new LogId(bytes(21)));
        client.rooms.put(
                direct,
                new RoomInfo(
                        direct,
                        RoomInfo.Kind.DIRECT,
                        "Bruno",
                        "",
                        Optional.empty(),
                        Charter.History.NONE,
                        Optional.of(bruno)));
        client.rooms.put(fake, info(fake, RoomInfo.Kind.OWNED, "bruno", Optional.of(Rank.MEMBER)));
        client.rooms.put(open, info(open, RoomInfo.Kind.OWNED, "#lobby\u200E", Optional.of(Rank.MEMBER)));
        begun();
        ListView list = view(open(RoomsActivity.class, new Intent()).get(), R.id.list);
        lines(list, 5);
        settle();
        assertThat(rows(list, R.id.title))
                .containsExactlyInAnyOrder(
                        "#lobby",
                        "Mountain hut, summer",
                        "Bruno~" + bruno.user().toString().substring(0, 8),
                        "bruno~" + fake.toString().substring(0, 8),
                        "(#lobby<U+200E>)");
        List<String> kinds = new ArrayList<>();
        for (int i = 0; i < list.getAdapter().getCount(); i++) {
            View row = list.getAdapter().getView(i, null, list);
            ImageView kind = row.findViewById(R.id.kind);
            TextView title = row.findViewById(R.id.title);
            kinds.add(title.getText().toString().substring(0, 3) + " " + kind.getContentDescription());
        }
        assertThat(kinds)
                .contains("#lo Open room", "Bru Conversation of two", "bru Room with members", "(#l Room with members");
        client.happens(FakeClient.message(fake, 5, chloe, NOON, "send me money"));
        settle();
        assertThat(told(fake)).as("who says it").isEqualTo("Chlo\u00E9 van der Meer-Oosterhuis: send me money");
    }

    @Test
    public void invitations_areByWhomeverCanBeSeen_andEachIsTold() {
        begun();
        settle();
        client.happens(new ClientEvent.Invitation(new OwnedRooms.Invited(team, bruno, Rank.MEMBER, false)));
        client.happens(new ClientEvent.Invitation(new OwnedRooms.Invited(direct, twin, Rank.MEMBER, true)));
        settle();
        List<String> told = new ArrayList<>();
        for (Notification each : shadowOf(notifications()).getAllNotifications()) {
            told.add(each.extras.getCharSequence(Notification.EXTRA_TEXT).toString());
        }
        assertThat(told)
                .containsExactlyInAnyOrder(
                        Names.alone(bruno) + " invites you to a room",
                        Names.alone(twin) + " would like to talk with you");
        assertThat(Names.alone(bruno)).isNotEqualTo(Names.alone(twin));
    }

    private static List<String> rows(ListView list, int id) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < list.getAdapter().getCount(); i++) {
            TextView view = list.getAdapter().getView(i, null, list).findViewById(id);
            if (view != null) {
                texts.add(view.getText().toString());
            }
        }
        return texts;
    }

    private static String told(RoomRef room) {
        Parcelable[] lines = shadowOf(notifications())
                .getNotification(RoomKey.of(room), 2)
                .extras
                .getParcelableArray(Notification.EXTRA_MESSAGES);
        Bundle last = (Bundle) lines[lines.length - 1];
        return last.getCharSequence("sender") + ": " + last.getCharSequence("text");
    }

    private static NotificationManager notifications() {
        return app().getSystemService(NotificationManager.class);
    }
}
