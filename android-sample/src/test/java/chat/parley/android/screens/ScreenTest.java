package chat.parley.android.screens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.robolectric.Shadows.shadowOf;

import android.app.Activity;
import android.content.Intent;
import android.graphics.Bitmap;
import android.graphics.Canvas;
import android.os.Build;
import android.os.Looper;
import android.view.View;
import android.view.ViewGroup;
import android.widget.Button;
import android.widget.EditText;
import android.widget.ImageView;
import android.widget.ListView;
import android.widget.TextView;
import chat.parley.client.ClientEvent;
import chat.parley.client.Person;
import chat.parley.client.RoomInfo;
import chat.parley.client.RoomRef;
import chat.parley.protocol.id.LogId;
import chat.parley.protocol.id.UserId;
import chat.parley.protocol.rules.Charter;
import chat.parley.protocol.rules.Rank;
import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.Before;
import org.junit.runner.RunWith;
import org.robolectric.Robolectric;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.RuntimeEnvironment;
import org.robolectric.android.controller.ActivityController;
import org.robolectric.annotation.Config;

/** What tests of screens share: people, rooms, and a phone that is waited for. */
@RunWith(RobolectricTestRunner.class)
@Config(
        sdk = {26, 34},
        application = TestApp.class,
        qualifiers = "en-rUS-w360dp-h740dp-xhdpi")
public abstract class ScreenTest {
    static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    final Person anna = person(1, "Anna", true);
    final Person bruno = person(2, "Bruno", false);
    final Person chloe = person(3, "Chloé van der Meer-Oosterhuis", false);
    final RoomRef.Open lobby = RoomRef.open("lobby");
    final RoomRef.Owned team = RoomRef.owned(new LogId(bytes(7)));
    final RoomRef.Owned direct = RoomRef.owned(new LogId(bytes(8)));
    final FakeClient client = new FakeClient(anna);

    @Before
    public final void peopleAndRooms() {
        client.members.addAll(Arrays.asList(anna, bruno, chloe));
        client.rooms.put(lobby, info(lobby, RoomInfo.Kind.OPEN, "lobby", Optional.empty()));
        client.rooms.put(team, info(team, RoomInfo.Kind.OWNED, "Mountain hut, summer", Optional.of(Rank.OWNER)));
        client.rooms.put(direct, info(direct, RoomInfo.Kind.DIRECT, "Bruno", Optional.empty()));
        app().use(client);
    }

    static TestApp app() {
        return (TestApp) RuntimeEnvironment.getApplication();
    }

    /** Somebody uses the app already. */
    static void begun() {
        app().settings().begin("Anna", Arrays.asList("wss://one.example.org/parley"));
        app().open();
    }

    static <A extends Activity> ActivityController<A> open(Class<A> type, Intent intent) {
        return Robolectric.buildActivity(type, intent).setup();
    }

    /** Lets the phone work until it is so. */
    static void until(Callable<Boolean> so) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .pollInSameThread()
                .pollInterval(Duration.ofMillis(10))
                .until(() -> {
                    shadowOf(Looper.getMainLooper()).idle();
                    return so.call();
                });
    }

    /** Lets the phone work until all that was asked so far is answered. */
    static void settle() {
        boolean[] answered = {false};
        for (int i = 0; i < 3; i++) {
            answered[0] = false;
            app().session().ask(opened -> true, done -> answered[0] = true, e -> answered[0] = true);
            until(() -> answered[0]);
        }
    }

    /** Nothing that is asked is answered until this is counted down. */
    static CountDownLatch hold() {
        CountDownLatch held = new CountDownLatch(1);
        app().session()
                .ask(
                        opened -> {
                            try {
                                return held.await(60, TimeUnit.SECONDS);
                            } catch (InterruptedException e) {
                                throw new IllegalStateException(e);
                            }
                        },
                        done -> {},
                        e -> {});
        return held;
    }

    static void idle() {
        shadowOf(Looper.getMainLooper()).idle();
    }

    static void lines(ListView list, int count) {
        until(() -> list.getAdapter().getCount() == count);
    }

    static <V extends View> V view(Activity screen, int id) {
        return screen.findViewById(id);
    }

    static String text(Activity screen, int id) {
        TextView view = screen.findViewById(id);
        return view.getText().toString();
    }

    static void type(Activity screen, int id, String text) {
        EditText field = screen.findViewById(id);
        field.setText(text);
    }

    /** Puts everything where it will be seen. */
    static void layOut(Activity screen) {
        settle();
        View all = screen.getWindow().getDecorView();
        anew(all);
        all.measure(
                View.MeasureSpec.makeMeasureSpec(all.getWidth(), View.MeasureSpec.EXACTLY),
                View.MeasureSpec.makeMeasureSpec(all.getHeight(), View.MeasureSpec.EXACTLY));
        all.layout(0, 0, all.getWidth(), all.getHeight());
    }

    /** What has come up while the rest was put in its place has none yet. */
    private static void anew(View view) {
        view.requestLayout();
        if (view instanceof ViewGroup group) {
            for (int i = 0; i < group.getChildCount(); i++) {
                anew(group.getChildAt(i));
            }
        }
    }

    /** Draws a screen into a file, and checks what can be checked of its looks and its accessibility. */
    static void picture(Activity screen, String name) throws IOException {
        for (int i = 0; i < 3; i++) {
            // What is seen decides on what is shown besides.
            layOut(screen);
        }
        View all = screen.getWindow().getDecorView();
        Bitmap bitmap = Bitmap.createBitmap(all.getWidth(), all.getHeight(), Bitmap.Config.ARGB_8888);
        all.draw(new Canvas(bitmap));
        File folder = new File(System.getProperty("screenshots"), "api" + Build.VERSION.SDK_INT);
        assertThat(folder.isDirectory() || folder.mkdirs()).isTrue();
        try (FileOutputStream out = new FileOutputStream(new File(folder, name + ".png"))) {
            bitmap.compress(Bitmap.CompressFormat.PNG, 100, out);
        }
        check(screen.findViewById(android.R.id.content));
    }

    /** Draws a screen that is opened for this, and closed again. */
    static <A extends Activity> void shoot(Class<A> type, Intent intent, String look, String name) throws IOException {
        ActivityController<A> screen = open(type, intent);
        settle();
        picture(screen.get(), name + "-" + look);
        assertThat(screen.get().isFinishing()).as(name + " stays open").isFalse();
        screen.pause().stop().destroy();
    }

    /** What is touched is large enough and has words for TalkBack; no line of a button or field is cut. */
    private static void check(View view) {
        if (!view.isShown()) {
            return;
        }
        if (view instanceof ImageView && view.isImportantForAccessibility()) {
            assertThat(view.getContentDescription())
                    .as("words for %s", name(view))
                    .isNotBlank();
        }
        if (view.isClickable() && view.isEnabled()) {
            float density = view.getResources().getDisplayMetrics().density;
            assertThat(view.getHeight() / density)
                    .as("height of %s", name(view))
                    .isGreaterThanOrEqualTo(47.5f);
            assertThat(view.getWidth() / density).as("width of %s", name(view)).isGreaterThanOrEqualTo(47.5f);
        }
        if (view instanceof TextView text
                && text.getLayout() != null
                && text.getText().length() > 0) {
            int room = text.getHeight() - text.getCompoundPaddingTop() - text.getCompoundPaddingBottom();
            assertThat(text.getLineHeight()).as("a line of %s fits", name(view)).isLessThanOrEqualTo(room + 4);
            if (view instanceof Button) {
                assertThat(text.getLayout().getHeight())
                        .as("the words of %s are whole: %s", name(view), text.getText())
                        .isLessThanOrEqualTo(room + 4);
            }
        }
        if (view instanceof ViewGroup group) {
            for (int i = 0; i < group.getChildCount(); i++) {
                check(group.getChildAt(i));
            }
        }
    }

    private static String name(View view) {
        return view.getClass().getSimpleName()
                + (view.getId() >>> 24 == 0x7f ? " " + view.getResources().getResourceName(view.getId()) : "");
    }

    /** A talk of three in a room. */
    final void talkIn(RoomRef room) {
        ClientEvent.Message question =
                FakeClient.message(room, 1, bruno, NOON.minusSeconds(86_000), "Who brings the stove on Friday?");
        ClientEvent.Message answer = new ClientEvent.Message(
                room,
                FakeClient.id(2),
                anna,
                NOON.minusSeconds(85_000),
                "I do. And the large pot, if somebody carries it up: it weighs four kilos without the lid.",
                new ClientEvent.Marks(Optional.of(FakeClient.id(1)), true, false, reactions()),
                false);
        ClientEvent.Message gone = new ClientEvent.Message(
                room,
                FakeClient.id(3),
                chloe,
                NOON,
                "",
                new ClientEvent.Marks(Optional.empty(), false, true, new java.util.TreeMap<>()),
                false);
        client.said.put(
                room,
                new java.util.concurrent.CopyOnWriteArrayList<>(Arrays.asList(
                        question,
                        answer,
                        gone,
                        FakeClient.message(room, 4, chloe, NOON.plusSeconds(60), "Two more lines,\nthen I am quiet."),
                        FakeClient.message(room, 5, anna, NOON.plusSeconds(120), "Good"))));
    }

    private java.util.SortedMap<String, java.util.List<UserId>> reactions() {
        java.util.SortedMap<String, java.util.List<UserId>> reactions = new java.util.TreeMap<>();
        reactions.put("\uD83D\uDC4D", Arrays.asList(bruno.user(), chloe.user()));
        return reactions;
    }

    static RoomInfo info(RoomRef room, RoomInfo.Kind kind, String title, Optional<Rank> rank) {
        String topic = kind == RoomInfo.Kind.OWNED ? "Beds, food, who drives" : "";
        return new RoomInfo(room, kind, title, topic, rank, Charter.History.NONE, Optional.empty());
    }

    static Person person(int number, String name, boolean self) {
        return new Person(new UserId(bytes(number)), name, self);
    }

    static byte[] bytes(int number) {
        byte[] bytes = new byte[UserId.BYTES];
        Arrays.fill(bytes, (byte) number);
        return bytes;
    }
}
