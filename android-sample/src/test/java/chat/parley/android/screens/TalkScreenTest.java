package chat.parley.android.screens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.robolectric.Shadows.shadowOf;

import android.app.AlertDialog;
import android.app.KeyguardManager;
import android.app.Notification;
import android.app.NotificationManager;
import android.content.Intent;
import android.os.Bundle;
import android.text.Spanned;
import android.text.style.ForegroundColorSpan;
import android.view.Menu;
import android.view.View;
import android.view.WindowManager;
import android.widget.LinearLayout;
import android.widget.ListView;
import android.widget.PopupMenu;
import android.widget.TextView;
import chat.parley.android.R;
import chat.parley.android.rooms.RoomKey;
import chat.parley.android.rooms.RoomsActivity;
import chat.parley.android.rooms.ShareActivity;
import chat.parley.android.settings.Settings;
import chat.parley.android.talk.DetailsActivity;
import chat.parley.android.talk.TalkActivity;
import chat.parley.client.ClientEvent;
import chat.parley.client.Delivery;
import chat.parley.client.RoomRef;
import chat.parley.client.Waiting;
import chat.parley.protocol.content.Content;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.Before;
import org.junit.Test;
import org.robolectric.RuntimeEnvironment;
import org.robolectric.android.controller.ActivityController;
import org.robolectric.shadows.ShadowDialog;

/** What becomes of what is typed, said and heard. */
public final class TalkScreenTest extends ScreenTest {
    @Before
    public void begin() {
        talkIn(lobby);
        begun();
        settle();
    }

    @Test
    public void said_isShownAsSendingThenStoredThenSafe() {
        TalkActivity screen = talk().get();
        type(screen, R.id.input, "hello");
        view(screen, R.id.send).performClick();
        settle();
        assertThat(client.calls).contains("say hello");
        assertThat(text(screen, R.id.input)).isEmpty();
        assertThat(lastBubble(screen)).contains("hello", "waits for a server");
        client.happens(new ClientEvent.Sent(lobby, 1, FakeClient.id(9)));
        client.happens(FakeClient.message(lobby, 9, anna, NOON.plusSeconds(200), "hello"));
        client.happens(new ClientEvent.Stored(lobby, 1, FakeClient.id(9)));
        settle();
        assertThat(lastBubble(screen)).contains("hello", "stored by a server");
        client.happens(new ClientEvent.Safe(lobby, 1, FakeClient.id(9)));
        settle();
        assertThat(lastBubble(screen)).contains("hello", "safe on two servers");
        ListView list = view(screen, R.id.list);
        long times = 0;
        for (int i = 0; i < list.getAdapter().getCount(); i++) {
            times += spoken(list, i).contains("hello") ? 1 : 0;
        }
        assertThat(times).as("shown once").isEqualTo(1);
    }

    @Test
    public void said_withoutAServer_outlivesTheProcess_andCanBeTakenBack() {
        ActivityController<TalkActivity> controller = talk();
        type(controller.get(), R.id.input, "hello out there");
        view(controller.get(), R.id.send).performClick();
        settle();
        assertThat(lastBubble(controller.get())).contains("hello out there", "waits for a server");
        controller.pause().stop().destroy();
        app().reopen();
        TalkActivity screen = talk().get();
        assertThat(lastBubble(screen)).contains("hello out there", "waits for a server");
        ListView rooms = view(open(RoomsActivity.class, new Intent()).get(), R.id.list);
        settle();
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < rooms.getAdapter().getCount(); i++) {
            TextView last = rooms.getAdapter().getView(i, null, rooms).findViewById(R.id.last);
            lines.add(last.getText().toString());
        }
        assertThat(lines).contains("Not sent yet: hello out there");

        ListView list = view(screen, R.id.list);
        int end = list.getAdapter().getCount() - 1;
        list.getOnItemLongClickListener()
                .onItemLongClick(list, list.getAdapter().getView(end, null, list), end, end);
        shadowOf((AlertDialog) ShadowDialog.getLatestDialog()).clickOnItem(0);
        settle();
        assertThat(client.calls).contains("takeBack 1");
        assertThat(lastBubble(screen)).doesNotContain("hello out there");
        assertThat(text(screen, R.id.input)).as("it can be said another way").isEqualTo("hello out there");
    }

    @Test
    public void waiting_forTheOther_isSaidSo() {
        client.waiting.put(
                lobby,
                new CopyOnWriteArrayList<>(Arrays.asList(
                        new Waiting(7, "hi", Optional.empty(), Optional.empty(), NOON, Waiting.For.PEER))));
        assertThat(lastBubble(talk().get())).contains("hi", "waits until they have come in");
    }

    @Test
    public void state_isKnown_inANewProcess() {
        client.deliveries.put(FakeClient.id(2), Delivery.SAFE);
        client.deliveries.put(FakeClient.id(5), Delivery.REFUSED);
        ListView list = view(talk().get(), R.id.list);
        assertThat(spoken(list, 2)).contains("safe on two servers");
        assertThat(spoken(list, list.getAdapter().getCount() - 1)).contains("Good", "refused by a server");
    }

    @Test
    public void bubble_isSpokenWhole() {
        ListView list = view(talk().get(), R.id.list);
        int question = 1;
        assertThat(spoken(list, question)).startsWith("Bruno: Who brings the stove on Friday?");
        assertThat(spoken(list, question + 1))
                .contains("In answer to \u201cBruno: Who brings the stove on Friday?\u201d: I do.")
                .contains("Reactions: \uD83D\uDC4D 2");
    }

    @Test
    public void typed_outlivesTurningProcessDeathAndLeaving() {
        ActivityController<TalkActivity> controller = talk();
        type(controller.get(), R.id.input, "half a sent");
        controller.get().deeds().reply(client.said.get(lobby).get(0));
        Bundle state = new Bundle();
        controller.pause().stop().saveInstanceState(state).destroy();
        ActivityController<TalkActivity> again = org.robolectric.Robolectric.buildActivity(
                        TalkActivity.class, TalkActivity.intent(RuntimeEnvironment.getApplication(), lobby))
                .setup(state);
        settle();
        assertThat(text(again.get(), R.id.input)).isEqualTo("half a sent");
        assertThat(text(again.get(), R.id.about_text)).contains("Bruno");
        view(again.get(), R.id.send).performClick();
        settle();
        assertThat(client.calls).contains("reply half a sent");

        type(again.get(), R.id.input, "a draft");
        again.pause().stop().destroy();
        settle();
        assertThat(text(talk().get(), R.id.input)).isEqualTo("a draft");
    }

    /** The field of a screen that goes before the draft was taken does not have it. */
    @Test
    public void draft_isNotLostBeforeItWasTaken_norIsWhatAnotherAppShared() throws Exception {
        ActivityController<TalkActivity> first = talk();
        type(first.get(), R.id.input, "a long draft ");
        first.pause().stop().destroy();
        settle();
        CountDownLatch held = hold();
        Intent shared = TalkActivity.intent(app(), lobby).putExtra(Intent.EXTRA_TEXT, "a link");
        ActivityController<TalkActivity> quick = open(TalkActivity.class, shared);
        idle();
        assertThat(text(quick.get(), R.id.input)).isEmpty();
        quick.recreate();
        held.countDown();
        settle();
        assertThat(text(quick.get(), R.id.input)).isEqualTo("a long draft a link");
        quick.recreate();
        settle();
        assertThat(text(quick.get(), R.id.input)).as("once").isEqualTo("a long draft a link");
        quick.pause().stop().destroy();
        settle();
        held = hold();
        open(TalkActivity.class, TalkActivity.intent(app(), lobby))
                .pause()
                .stop()
                .destroy();
        held.countDown();
        settle();
        assertThat(text(talk().get(), R.id.input)).isEqualTo("a long draft a link");
    }

    @Test
    public void draft_isOne_onTwoScreensOfARoom() {
        ActivityController<TalkActivity> below = talk();
        type(below.get(), R.id.input, "x");
        below.pause();
        ActivityController<TalkActivity> above = talk();
        below.stop();
        settle();
        assertThat(text(above.get(), R.id.input)).isEqualTo("x");
        type(above.get(), R.id.input, "xy");
        above.pause();
        below.restart().start().resume();
        above.stop().destroy();
        settle();
        assertThat(text(below.get(), R.id.input)).isEqualTo("xy");
        below.pause();
        above = talk();
        view(above.get(), R.id.send).performClick();
        settle();
        above.pause().stop().destroy();
        below.stop().restart().start().resume();
        settle();
        assertThat(text(below.get(), R.id.input)).as("it was said").isEmpty();
        assertThat(client.calls).containsOnlyOnce("say xy");
    }

    @Test
    public void typed_isSetAside_whileAMessageIsChanged() {
        ActivityController<TalkActivity> controller = talk();
        type(controller.get(), R.id.input, "half a sent");
        controller.get().deeds().edit(client.said.get(lobby).get(4));
        assertThat(text(controller.get(), R.id.input)).isEqualTo("Good");
        controller.recreate();
        settle();
        assertThat(text(controller.get(), R.id.input)).isEqualTo("Good");
        view(controller.get(), R.id.about_end).performClick();
        assertThat(text(controller.get(), R.id.input)).isEqualTo("half a sent");
        controller.get().deeds().edit(client.said.get(lobby).get(4));
        type(controller.get(), R.id.input, "Very good");
        view(controller.get(), R.id.send).performClick();
        settle();
        assertThat(client.calls).contains("edit Very good");
        assertThat(text(controller.get(), R.id.input)).isEqualTo("half a sent");
    }

    @Test
    public void send_twiceSaysOnce_andTurningBetweenToo() {
        ActivityController<TalkActivity> controller = talk();
        type(controller.get(), R.id.input, "once");
        CountDownLatch held = hold();
        view(controller.get(), R.id.send).performClick();
        assertThat(view(controller.get(), R.id.send).isEnabled()).isFalse();
        controller.recreate();
        type(controller.get(), R.id.input, "once");
        idle();
        view(controller.get(), R.id.send).setEnabled(true);
        view(controller.get(), R.id.send).performClick();
        held.countDown();
        settle();
        assertThat(client.calls).containsOnlyOnce("say once");
        assertThat(text(controller.get(), R.id.input)).isEmpty();
        assertThat(view(controller.get(), R.id.send).isEnabled()).isTrue();
    }

    @Test
    public void events_inARow_areOneQuestion() {
        TalkActivity screen = talk().get();
        open(RoomsActivity.class, new Intent());
        settle();
        CountDownLatch held = hold();
        int before = client.histories.get();
        for (int i = 0; i < 100; i++) {
            client.happens(new ClientEvent.MemberJoined(lobby, bruno));
        }
        idle();
        held.countDown();
        settle();
        int asked = client.histories.get() - before;
        assertThat(asked)
                .as("two screens, a question under way and one more each, of at most three rooms")
                .isBetween(1, 10);
        assertThat(screen.isFinishing()).isFalse();
    }

    @Test
    public void dialog_doesNotComeUpOnAScreenThatIsGone_andIsKeptOutOfScreenshots() {
        app().settings().set(Settings.Choice.SECURE_SCREEN, true);
        ActivityController<TalkActivity> controller = talk();
        ListView list = view(controller.get(), R.id.list);
        int last = list.getAdapter().getCount() - 1;
        View bubble = list.getAdapter().getView(last, null, list);
        CountDownLatch held = hold();
        list.getOnItemLongClickListener().onItemLongClick(list, bubble, last, last);
        controller.pause().stop().destroy();
        held.countDown();
        settle();
        assertThat(ShadowDialog.getLatestDialog()).isNull();
        ListView again = view(talk().get(), R.id.list);
        again.getOnItemLongClickListener().onItemLongClick(again, bubble, last, last);
        settle();
        int flags = ShadowDialog.getLatestDialog().getWindow().getAttributes().flags;
        assertThat(flags & WindowManager.LayoutParams.FLAG_SECURE).isNotZero();
    }

    /** Another room's screen is up before this one's has gone. */
    @Test
    public void room_thatIsLookedAt_isNotNotified_whenAnotherOneGoes() {
        ActivityController<TalkActivity> before = talk();
        before.pause();
        open(TalkActivity.class, TalkActivity.intent(app(), team));
        before.stop();
        client.happens(FakeClient.message(team, 30, bruno, NOON.plusSeconds(300), "you see this"));
        settle();
        assertThat(shadowOf(notifications()).getNotification(RoomKey.of(team), 2))
                .isNull();
        client.happens(FakeClient.message(lobby, 31, bruno, NOON.plusSeconds(300), "and not this"));
        settle();
        assertThat(notification()).isNotNull();
    }

    @Test
    public void typing_isToldNowAndThenAndShown() {
        ActivityController<TalkActivity> controller = talk();
        TalkActivity screen = controller.get();
        assertThat(client.calls).doesNotContain("typing true");
        type(screen, R.id.input, "h");
        type(screen, R.id.input, "he");
        settle();
        assertThat(client.calls).containsOnlyOnce("typing true");
        type(screen, R.id.input, "");
        settle();
        assertThat(client.calls).containsOnlyOnce("typing false");

        assertThat(view(screen, R.id.typing).getVisibility()).isEqualTo(View.GONE);
        client.happens(new ClientEvent.Typing(lobby, bruno, true));
        client.happens(new ClientEvent.Typing(RoomRef.open("garden"), chloe, true));
        settle();
        assertThat(text(screen, R.id.typing)).isEqualTo("Bruno is typing …");
        assertThat(view(screen, R.id.typing).getVisibility()).isEqualTo(View.VISIBLE);
        client.happens(new ClientEvent.Typing(lobby, bruno, false));
        settle();
        assertThat(view(screen, R.id.typing).getVisibility()).isEqualTo(View.GONE);

        type(screen, R.id.input, "a draft");
        controller.pause().stop().destroy();
        settle();
        client.calls.clear();
        assertThat(text(talk().get(), R.id.input)).isEqualTo("a draft");
        settle();
        assertThat(client.calls).as("what was there before is not typed").doesNotContain("typing true");
    }

    @Test
    public void receipts_areShownByMarkColourAndWord_andInTheDetails() {
        client.received.add(new ClientEvent.Received(lobby, FakeClient.id(5), bruno, Content.Receipt.State.DELIVERED));
        TalkActivity screen = talk().get();
        assertThat(lastBubble(screen)).contains("Good", "delivered");
        client.happens(new ClientEvent.Received(lobby, FakeClient.id(5), chloe, Content.Receipt.State.READ));
        settle();
        assertThat(lastBubble(screen)).contains("Good", "read");
        ListView list = view(screen, R.id.list);
        TextView foot = list.getAdapter()
                .getView(list.getAdapter().getCount() - 1, null, list)
                .findViewById(R.id.foot);
        ForegroundColorSpan[] colors = ((Spanned) foot.getText()).getSpans(0, foot.length(), ForegroundColorSpan.class);
        assertThat(colors)
                .singleElement()
                .satisfies(color -> assertThat(color.getForegroundColor()).isEqualTo(screen.getColor(R.color.read)));
        screen.deeds().details(client.said.get(lobby).get(4));
        DetailsActivity details = open(DetailsActivity.class, shadowOf(screen).getNextStartedActivity())
                .get();
        LinearLayout lines = view(details, R.id.list);
        assertThat(texts(lines)).contains("Read by: Chlo\u00E9 van der Meer-Oosterhuis", "Delivered to: Bruno");
        assertThat(texts(lines)).noneMatch(line -> line.startsWith("State"));
        screen.deeds().details(client.said.get(lobby).get(1));
        details = open(DetailsActivity.class, shadowOf(screen).getNextStartedActivity())
                .get();
        assertThat(texts(view(details, R.id.list))).contains("Edited afterwards", "By you");
    }

    @Test
    public void unread_hasALine_andTheListBeginsThere() {
        talk().pause().stop().destroy();
        for (int i = 0; i < 40; i++) {
            client.happens(FakeClient.message(lobby, 100 + i, bruno, NOON.plusSeconds(300 + i), "news " + i));
        }
        TalkActivity screen = talk().get();
        ListView list = view(screen, R.id.list);
        int line = place(list, "New messages");
        assertThat(spoken(list, line + 1)).contains("news 0");
        layOut(screen);
        layOut(screen);
        assertThat(list.getFirstVisiblePosition()).isLessThanOrEqualTo(line);
        assertThat(list.getLastVisiblePosition())
                .isBetween(line, list.getAdapter().getCount() - 5);
        assertThat(client.calls).as("the end was not seen").doesNotContain("read " + FakeClient.id(139));
        View newest = view(screen, R.id.newest);
        assertThat(newest.getVisibility()).isEqualTo(View.VISIBLE);
        newest.performClick();
        layOut(screen);
        assertThat(list.getLastVisiblePosition()).isEqualTo(list.getAdapter().getCount() - 1);
        assertThat(newest.getVisibility()).isEqualTo(View.GONE);
        assertThat(client.calls).contains("read " + FakeClient.id(139));
        talk().pause().stop().destroy();
        assertThat(place(view(talk().get(), R.id.list), "New messages")).isEqualTo(-1);
    }

    @Test
    public void day_isGoneTo_howeverFarBackItIs() {
        List<ClientEvent.Message> all = new CopyOnWriteArrayList<>();
        for (int i = 0; i < 900; i++) {
            all.add(FakeClient.message(
                    lobby, 1000 + i, bruno, NOON.minus(Duration.ofHours(900 - i)), "hour " + (900 - i)));
        }
        client.said.put(lobby, all);
        TalkActivity screen = talk().get();
        LocalDate day =
                NOON.minus(Duration.ofHours(800)).atZone(ZoneId.systemDefault()).toLocalDate();
        screen.toDay(day);
        settle();
        layOut(screen);
        ListView list = view(screen, R.id.list);
        assertThat(list.getAdapter().getCount()).isGreaterThan(800);
        boolean seen = false;
        for (int i = list.getFirstVisiblePosition(); i <= list.getLastVisiblePosition(); i++) {
            seen |= list.getAdapter().getItem(i).toString().contains("date=" + day);
        }
        assertThat(seen).as("the day is on the screen").isTrue();
    }

    @Test
    public void edit_replacesAndLeavesNoDraft() {
        ActivityController<TalkActivity> controller = talk();
        controller.get().deeds().edit(client.said.get(lobby).get(4));
        assertThat(text(controller.get(), R.id.input)).isEqualTo("Good");
        type(controller.get(), R.id.input, "Very good");
        view(controller.get(), R.id.send).performClick();
        settle();
        assertThat(client.calls).contains("edit Very good");
        assertThat(text(controller.get(), R.id.input)).isEmpty();
    }

    @Test
    public void unread_isCountedUntilTheRoomWasSeen() {
        client.happens(FakeClient.message(lobby, 20, bruno, NOON.plusSeconds(300), "one"));
        client.happens(FakeClient.message(lobby, 21, chloe, NOON.plusSeconds(301), "two"));
        assertThat(badge()).isEqualTo("2");
        talk().pause().stop().destroy();
        settle();
        assertThat(client.calls).contains("read " + FakeClient.id(21));
        assertThat(badge()).isEmpty();
    }

    @Test
    public void message_elsewhere_isNotifiedWithoutContentOnTheLockScreen_untilItIsSeen() {
        client.happens(FakeClient.message(lobby, 20, bruno, NOON.plusSeconds(300), "a secret plan"));
        settle();
        Notification told = notification();
        assertThat(told.visibility).isEqualTo(Notification.VISIBILITY_PRIVATE);
        assertThat(told.extras.getCharSequence(Notification.EXTRA_TEXT).toString())
                .isEqualTo("a secret plan");
        assertThat(told.publicVersion.extras.toString())
                .doesNotContain("secret")
                .doesNotContain("Bruno");
        ActivityController<TalkActivity> controller = talk();
        assertThat(notification()).as("goes away when the room is seen").isNull();
        client.happens(FakeClient.message(lobby, 21, bruno, NOON.plusSeconds(301), "more"));
        settle();
        assertThat(notification()).as("not told while the room is seen").isNull();
        controller.pause().stop();
        app().settings().set(Settings.Choice.LOCK_SCREEN, true);
        client.happens(FakeClient.message(lobby, 22, bruno, NOON.plusSeconds(302), "still more"));
        settle();
        assertThat(notification().visibility).isEqualTo(Notification.VISIBILITY_PUBLIC);
        client.happens(FakeClient.message(team, 23, anna, NOON.plusSeconds(303), "own"));
        settle();
        assertThat(shadowOf(notifications()).getNotification(RoomKey.of(team), 2))
                .isNull();
    }

    /** Whatever the phone's own settings let be seen on its lock screen. */
    @Test
    public void message_whileThePhoneIsLocked_isToldWithoutContent() {
        shadowOf(app().getSystemService(KeyguardManager.class)).setIsDeviceLocked(true);
        client.happens(FakeClient.message(lobby, 20, bruno, NOON.plusSeconds(300), "a secret plan"));
        settle();
        assertThat(notification()
                        .extras
                        .getCharSequence(Notification.EXTRA_TEXT)
                        .toString())
                .isEqualTo("New messages");
        assertThat(notification().extras.toString())
                .doesNotContain("secret")
                .doesNotContain("Bruno")
                .doesNotContain("lobby");
        app().settings().set(Settings.Choice.LOCK_SCREEN, true);
        client.happens(FakeClient.message(lobby, 21, bruno, NOON.plusSeconds(301), "more"));
        settle();
        assertThat(notification().extras.toString()).contains("more");
    }

    @Test
    public void message_thatIsTakenBackOrChanged_isSoInTheNotification() {
        client.happens(FakeClient.message(lobby, 20, bruno, NOON.plusSeconds(300), "a mistake"));
        client.happens(FakeClient.message(lobby, 21, bruno, NOON.plusSeconds(301), "at nine"));
        settle();
        client.happens(
                new ClientEvent.Changed(FakeClient.message(lobby, 21, bruno, NOON.plusSeconds(301), "at ten"), bruno));
        settle();
        assertThat(notification()
                        .extras
                        .getCharSequence(Notification.EXTRA_TEXT)
                        .toString())
                .isEqualTo("at ten");
        ClientEvent.Marks deleted =
                new ClientEvent.Marks(Optional.empty(), false, true, new TreeMap<>(), Optional.empty());
        client.happens(new ClientEvent.Changed(
                new ClientEvent.Message(lobby, FakeClient.id(21), bruno, NOON.plusSeconds(301), "", deleted, false),
                bruno));
        settle();
        assertThat(notification()
                        .extras
                        .getCharSequence(Notification.EXTRA_TEXT)
                        .toString())
                .isEqualTo("a mistake");
        client.said.get(lobby).removeIf(each -> each.time().isAfter(NOON.plusSeconds(200)));
        client.happens(new ClientEvent.Hidden(lobby, Arrays.asList(FakeClient.id(20))));
        settle();
        assertThat(notification()).isNull();
    }

    @Test
    public void shared_textWaitsInTheFieldOfTheChosenRoom() {
        Intent shared = new Intent(Intent.ACTION_SEND).setType("text/plain").putExtra(Intent.EXTRA_TEXT, "a link");
        ShareActivity screen = open(ShareActivity.class, shared).get();
        settle();
        Menu menu = new PopupMenu(screen, view(screen, R.id.list)).getMenu();
        screen.onCreateOptionsMenu(menu);
        assertThat(shadowOf(screen).getLastRequestedPermission())
                .as("another app's person is not asked for notifications")
                .isNull();
        assertThat(menu.size()).as("here a room is chosen, and nothing else").isZero();
        ListView list = view(screen, R.id.list);
        list.performItemClick(null, 0, 0);
        Intent next = shadowOf(screen).getNextStartedActivity();
        assertThat(screen.isFinishing()).isTrue();
        TalkActivity talk = open(TalkActivity.class, next).get();
        settle();
        assertThat(text(talk, R.id.input)).isEqualTo("a link");
        assertThat(client.calls).noneMatch(call -> call.startsWith("say"));
    }

    @Test
    public void banner_saysWhereOneIsAndThatOneMoved() {
        TalkActivity screen = talk().get();
        assertThat(text(screen, R.id.banner)).isEqualTo("Connected to one.example.org");
        client.happens(new ClientEvent.Disconnected("wss://one.example.org/parley", "it went silent"));
        settle();
        assertThat(text(screen, R.id.banner)).isEqualTo("No connection. Trying…");
        client.happens(new ClientEvent.Disconnected("wss://three.example.org/parley", "it does not answer"));
        client.happens(new ClientEvent.Connected("wss://two.example.org/parley", true));
        settle();
        assertThat(text(screen, R.id.banner)).isEqualTo("Moved from one.example.org to two.example.org");
    }

    private ActivityController<TalkActivity> talk() {
        ActivityController<TalkActivity> screen =
                open(TalkActivity.class, TalkActivity.intent(RuntimeEnvironment.getApplication(), lobby));
        settle();
        return screen;
    }

    private static int place(ListView list, String line) {
        for (int i = 0; i < list.getAdapter().getCount(); i++) {
            TextView text = list.getAdapter().getView(i, null, list).findViewById(R.id.text);
            if (text.getText().toString().equals(line)) {
                return i;
            }
        }
        return -1;
    }

    private static List<String> texts(LinearLayout lines) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < lines.getChildCount(); i++) {
            texts.add(((TextView) lines.getChildAt(i)).getText().toString());
        }
        return texts;
    }

    private static String lastBubble(TalkActivity screen) {
        ListView list = view(screen, R.id.list);
        return spoken(list, list.getAdapter().getCount() - 1);
    }

    private static String spoken(ListView list, int position) {
        View view = list.getAdapter().getView(position, null, list);
        return String.valueOf(view.getContentDescription());
    }

    private static String badge() {
        ActivityController<RoomsActivity> screen = open(RoomsActivity.class, new Intent());
        settle();
        ListView list = view(screen.get(), R.id.list);
        for (int i = 0; i < list.getAdapter().getCount(); i++) {
            View row = list.getAdapter().getView(i, null, list);
            TextView title = row.findViewById(R.id.title);
            if (title.getText().toString().equals("#lobby")) {
                TextView unread = row.findViewById(R.id.unread);
                return unread.getVisibility() == View.VISIBLE ? unread.getText().toString() : "";
            }
        }
        throw new AssertionError("no row of the lobby");
    }

    private Notification notification() {
        return shadowOf(notifications()).getNotification(RoomKey.of(lobby), 2);
    }

    private static NotificationManager notifications() {
        return app().getSystemService(NotificationManager.class);
    }
}
