package chat.parley.android.screens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.robolectric.Shadows.shadowOf;

import android.app.AlertDialog;
import android.app.Notification;
import android.app.NotificationManager;
import android.app.RemoteInput;
import android.content.Intent;
import android.os.Build;
import android.os.Bundle;
import android.os.PowerManager;
import android.view.View;
import android.widget.ListView;
import android.widget.TextView;
import chat.parley.android.R;
import chat.parley.android.people.MembersActivity;
import chat.parley.android.rooms.RoomKey;
import chat.parley.android.rooms.RoomSettingsActivity;
import chat.parley.android.rooms.RoomsActivity;
import chat.parley.android.rooms.ShareActivity;
import chat.parley.android.service.NewsReceiver;
import chat.parley.android.service.Notifier;
import chat.parley.android.settings.Settings;
import chat.parley.android.settings.SettingsActivity;
import chat.parley.android.talk.TalkActivity;
import chat.parley.android.welcome.WelcomeActivity;
import chat.parley.client.ClientEvent;
import chat.parley.client.Contacts;
import java.time.Instant;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.Test;
import org.robolectric.shadows.ShadowDialog;

/** Small things of every day: answering from a notification, odd clocks, sharing before the first start. */
public final class EverydayScreenTest extends ScreenTest {
    @Test
    public void notification_isAnswered_orMarkedAsRead() {
        begun();
        settle();
        client.happens(FakeClient.message(lobby, 20, bruno, NOON, "When?"));
        settle();
        Notification.Action reply = notification().actions[0];
        Intent intent = new Intent(shadowOf(reply.actionIntent).getSavedIntent());
        Bundle typed = new Bundle();
        typed.putCharSequence(reply.getRemoteInputs()[0].getResultKey(), " At nine ");
        RemoteInput.addResultsToIntent(reply.getRemoteInputs(), intent, typed);
        new NewsReceiver().onReceive(app(), intent);
        settle();
        assertThat(client.calls).contains("say At nine", "read " + FakeClient.id(20));
        assertThat(notification()).isNull();

        client.happens(FakeClient.message(lobby, 21, bruno, NOON.plusSeconds(1), "Good"));
        settle();
        assertThat(notification()
                        .extras
                        .getCharSequence(Notification.EXTRA_TEXT)
                        .toString())
                .isEqualTo("Good");
        Intent read = shadowOf(notification().actions[1].actionIntent).getSavedIntent();
        client.calls.clear();
        new NewsReceiver().onReceive(app(), read);
        settle();
        assertThat(client.calls).contains("read " + FakeClient.id(21)).noneMatch(call -> call.startsWith("say"));
        assertThat(notification()).isNull();
    }

    @Test
    public void message_takenBack_goesFromANotification_thatIsOlderThanTheProcess() {
        begun();
        settle();
        client.happens(FakeClient.message(lobby, 20, bruno, NOON, "a plan"));
        client.happens(FakeClient.message(lobby, 21, bruno, NOON.plusSeconds(1), "a secret"));
        settle();
        Notifier later = new Notifier(app(), app().settings());
        ClientEvent.Message gone = new ClientEvent.Message(
                lobby,
                FakeClient.id(21),
                bruno,
                NOON.plusSeconds(1),
                "",
                new ClientEvent.Marks(Optional.empty(), false, true, new TreeMap<>(), Optional.empty()),
                false);
        client.said.get(lobby).set(1, gone);
        later.happened(new ClientEvent.Changed(gone, bruno));
        settle();
        assertThat(notification()
                        .extras
                        .getCharSequence(Notification.EXTRA_TEXT)
                        .toString())
                .isEqualTo("a plan");
    }

    @Test
    public void somebody_isMuted_andARoomIsQuiet() {
        client.answers.put(
                "find",
                Optional.of(new Contacts.Contact(bruno.user(), "Bruno", Optional.empty(), Contacts.Trust.SEEN, false)));
        begun();
        Intent room = new Intent().putExtra(RoomKey.EXTRA, RoomKey.of(lobby));
        MembersActivity members = open(MembersActivity.class, room).get();
        ListView list = view(members, R.id.list);
        lines(list, 3);
        choose(list, "Mute");
        settle();
        assertThat(client.calls).anyMatch(call -> call.startsWith("mute [") && call.contains("Bruno"));
        client.answers.put(
                "find",
                Optional.of(new Contacts.Contact(bruno.user(), "Bruno", Optional.empty(), Contacts.Trust.SEEN, true)));
        client.happens(new ClientEvent.Connected("wss://one.example.org/parley", false));
        settle();
        TextView about = list.getAdapter().getView(1, null, list).findViewById(R.id.last);
        assertThat(about.getText().toString()).endsWith("Muted");
        choose(list, "Do not mute any more");
        settle();
        assertThat(client.calls).contains("unmute [" + bruno.user() + "]");

        RoomSettingsActivity settings = open(RoomSettingsActivity.class, room).get();
        settle();
        view(settings, R.id.quiet).performClick();
        settle();
        client.happens(FakeClient.message(lobby, 20, bruno, NOON, "noise"));
        client.happens(FakeClient.message(team, 21, bruno, NOON, "news"));
        settle();
        assertThat(notification()).isNull();
        assertThat(shadowOf(app().getSystemService(NotificationManager.class)).getNotification(RoomKey.of(team), 2))
                .isNotNull();
    }

    private static void choose(ListView list, String label) {
        list.performItemClick(list.getAdapter().getView(1, null, list), 1, 1);
        AlertDialog dialog = (AlertDialog) ShadowDialog.getLatestDialog();
        CharSequence[] items = shadowOf(dialog).getItems();
        for (int i = 0; i < items.length; i++) {
            if (items[i].toString().equals(label)) {
                shadowOf(dialog).clickOnItem(i);
            }
        }
    }

    @Test
    public void room_ofAClockThatIsAhead_doesNotStayAtTheTop() {
        begun();
        ListView list = view(open(RoomsActivity.class, new Intent()).get(), R.id.list);
        lines(list, 3);
        client.happens(FakeClient.message(direct, 20, bruno, Instant.parse("2099-01-01T00:00:00Z"), "from the future"));
        settle();
        until(() -> first(list).equals("Bruno"));
        client.happens(FakeClient.message(team, 21, chloe, Instant.now(), "today"));
        settle();
        until(() -> first(list).equals("Mountain hut, summer"));
        assertThat(first(list)).isEqualTo("Mountain hut, summer");
    }

    @Test
    public void shared_beforeTheFirstStart_isGoneOnWith() {
        Intent shared = new Intent(Intent.ACTION_SEND)
                .setType("text/plain")
                .putExtra(Intent.EXTRA_SUBJECT, "The hut")
                .putExtra(Intent.EXTRA_TEXT, "https://example.org");
        ShareActivity share = open(ShareActivity.class, shared).get();
        Intent welcome = shadowOf(share).getNextStartedActivity();
        WelcomeActivity screen = open(WelcomeActivity.class, welcome).get();
        type(screen, R.id.name, "Anna");
        type(screen, R.id.servers, "one.example.org");
        view(screen, R.id.start).performClick();
        settle();
        Intent next = shadowOf(screen).getNextStartedActivity();
        while (!next.getComponent().getClassName().equals(ShareActivity.class.getName())) {
            next = shadowOf(screen).getNextStartedActivity();
        }
        ShareActivity again = open(ShareActivity.class, next).get();
        ListView list = view(again, R.id.list);
        lines(list, 3);
        list.performItemClick(null, 0, 0);
        TalkActivity talk = open(TalkActivity.class, shadowOf(again).getNextStartedActivity())
                .get();
        settle();
        assertThat(text(talk, R.id.input)).isEqualTo("The hut\nhttps://example.org");
    }

    @Test
    public void reactions_sayWhoseTheyAre_andAreTakenUp() {
        talkIn(lobby);
        begun();
        TalkActivity screen =
                open(TalkActivity.class, TalkActivity.intent(app(), lobby)).get();
        settle();
        ListView list = view(screen, R.id.list);
        View chip = list.getAdapter().getView(2, null, list).findViewById(R.id.reactions);
        assertThat(chip.getContentDescription().toString()).isEqualTo("Reactions: \uD83D\uDC4D 2");
        chip.performClick();
        AlertDialog dialog = (AlertDialog) ShadowDialog.getLatestDialog();
        assertThat(shadowOf(dialog).getItems()[0].toString())
                .isEqualTo("\uD83D\uDC4D Bruno, Chlo\u00E9 van der Meer-Oosterhuis");
        shadowOf(dialog).clickOnItem(0);
        settle();
        assertThat(client.calls).contains("react \uD83D\uDC4D true");
    }

    @Test
    public void settings_askThePhoneToKeepTheApp_whileItMayEndIt() {
        begun();
        SettingsActivity screen = open(SettingsActivity.class, new Intent()).get();
        settle();
        assertThat(view(screen, R.id.battery).isShown()).isTrue();
        view(screen, R.id.battery).performClick();
        Intent question = shadowOf(screen).getNextStartedActivity();
        assertThat(question.getDataString()).isEqualTo("package:" + app().getPackageName());
        app().settings().set(Settings.Choice.STAY_CONNECTED, false);
        client.happens(new ClientEvent.Connected("wss://one.example.org/parley", false));
        settle();
        assertThat(view(screen, R.id.battery).isShown()).isFalse();
        app().settings().set(Settings.Choice.STAY_CONNECTED, true);
        shadowOf(app().getSystemService(PowerManager.class))
                .setIgnoringBatteryOptimizations(app().getPackageName(), true);
        client.happens(new ClientEvent.Connected("wss://one.example.org/parley", false));
        settle();
        assertThat(view(screen, R.id.battery).isShown()).isFalse();
        if (Build.VERSION.SDK_INT >= 28) {
            assertThat(view(screen, R.id.title).isAccessibilityHeading())
                    .as("TalkBack goes from head to head")
                    .isTrue();
        }
    }

    private static String first(ListView list) {
        TextView title = list.getAdapter().getView(0, null, list).findViewById(R.id.title);
        return title.getText().toString();
    }

    private Notification notification() {
        return shadowOf(app().getSystemService(NotificationManager.class)).getNotification(RoomKey.of(lobby), 2);
    }
}
