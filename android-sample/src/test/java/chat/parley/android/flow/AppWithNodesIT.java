package chat.parley.android.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.robolectric.Shadows.shadowOf;

import android.app.Activity;
import android.content.Intent;
import android.os.Looper;
import android.view.View;
import android.widget.EditText;
import android.widget.ListView;
import android.widget.TextView;
import chat.parley.android.R;
import chat.parley.android.account.AccountActivity;
import chat.parley.android.app.ParleyApp;
import chat.parley.android.file.Samples;
import chat.parley.android.file.SendActivity;
import chat.parley.android.rooms.RoomRow;
import chat.parley.android.rooms.RoomsActivity;
import chat.parley.android.screens.OtherApp;
import chat.parley.android.store.FakeKeystore;
import chat.parley.android.talk.TalkActivity;
import chat.parley.android.welcome.WelcomeActivity;
import chat.parley.client.ClientEvent;
import chat.parley.client.ClientOptions;
import chat.parley.client.ParleyClient;
import chat.parley.client.RoomRef;
import chat.parley.client.SharedFiles;
import chat.parley.client.net.ThreadedClient;
import chat.parley.client.store.MemoryClientStore;
import chat.parley.protocol.account.RecoveryCode;
import chat.parley.protocol.blob.Preview;
import chat.parley.protocol.crypto.LazysodiumCrypto;
import chat.parley.protocol.crypto.LazysodiumStreams;
import chat.parley.protocol.id.AccountName;
import chat.parley.protocol.rules.Charter;
import chat.parley.protocol.rules.Rank;
import com.goterl.lazysodium.LazySodiumAndroid;
import com.goterl.lazysodium.SodiumAndroid;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.security.Security;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.Robolectric;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.RuntimeEnvironment;
import org.robolectric.annotation.Config;

/** The app as a person uses it, by what D8 has made of it, with real nodes. */
@RunWith(RobolectricTestRunner.class)
@Config(sdk = 34)
public final class AppWithNodesIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final List<ClientEvent.Message> offered = new CopyOnWriteArrayList<>();
    private final List<Path> fetched = new CopyOnWriteArrayList<>();
    private final Path brunos =
            Paths.get(System.getProperty("run.dir")).toAbsolutePath().resolve("bruno");
    private Nodes nodes;
    private ParleyClient bruno;

    @Before
    public void nodes() throws Exception {
        Security.addProvider(new FakeKeystore());
        nodes = Nodes.start();
        LazySodiumAndroid sodium = new LazySodiumAndroid(new SodiumAndroid());
        bruno = new ThreadedClient(
                new LazysodiumCrypto(sodium),
                new LazysodiumStreams(sodium),
                new MemoryClientStore(),
                new ClientOptions(Files.createDirectories(brunos), "Bruno", Collections.singletonList(nodes.url(1))),
                event -> {
                    if (event instanceof ClientEvent.Message message) {
                        heard.add(message.text());
                        if (message.marks().file().isPresent()
                                && !message.sender().self()) {
                            offered.add(message);
                        }
                    } else if (event instanceof ClientEvent.FileSaved saved) {
                        fetched.add(saved.file());
                    }
                });
    }

    @After
    public void end() {
        app().session().close();
        if (bruno != null) {
            bruno.close();
        }
        if (nodes != null) {
            nodes.close();
        }
        Security.removeProvider(FakeKeystore.NAME);
    }

    @Test
    public void somebodyBegins_talks_givesPictures_movesToAnotherNode_getsAnAccount_andIsInvited() throws Exception {
        RoomRef.Open flow = RoomRef.open("flow");
        bruno.join(flow);
        WelcomeActivity welcome = Robolectric.setupActivity(WelcomeActivity.class);
        type(welcome, R.id.name, "Anna");
        type(welcome, R.id.servers, nodes.url(0));
        type(welcome, R.id.invitation, "flow");
        welcome.findViewById(R.id.start).performClick();
        RoomsActivity rooms = Robolectric.setupActivity(RoomsActivity.class);
        until(() -> titles(rooms).contains("#flow"));
        until(() -> text(rooms, R.id.banner).equals("Connected to " + nodes.host(0)));

        TalkActivity talk = Robolectric.buildActivity(
                        TalkActivity.class, TalkActivity.intent(RuntimeEnvironment.getApplication(), flow))
                .setup()
                .get();
        until(() -> bruno.members(flow).size() == 2);
        bruno.say(flow, "hello Anna");
        until(() -> bubbles(talk).stream().anyMatch(each -> each.contains("Bruno: hello Anna")));
        say(talk, "hello Bruno");
        until(() -> heard.contains("hello Bruno"));
        until(() -> bubbles(talk).stream().anyMatch(each -> each.contains("hello Bruno") && each.contains("safe")));

        picturesCome(talk, flow);

        byte[] photo = Samples.jpeg(3000, 2000);
        sendPicture(talk, photo);
        nodes.kill(0);
        say(talk, "still here");
        until(() -> text(talk, R.id.banner).equals("Moved from " + nodes.host(0) + " to " + nodes.host(1)));
        until(() -> heard.contains("still here"));
        until(() -> bubbles(talk).stream().anyMatch(each -> each.contains("still here") && each.contains("stored")));
        assertThat(bubbles(talk).stream().filter(each -> each.contains("still here")))
                .as("I3: shown once")
                .hasSize(1);

        pictureHasGone(flow, photo);
        byte[] last = Samples.jpeg(800, 600);
        bruno.files().send(flow, picture("valley.jpg", last));
        until(() -> file(talk, "valley.jpg", R.id.file_yes) != null);
        file(talk, "valley.jpg", R.id.file_yes).performClick();
        until(() -> "Open".equals(word(file(talk, "valley.jpg", R.id.file_yes))));
        assertThat(received("valley.jpg")).as("one node is enough").isEqualTo(last);

        AccountActivity account = Robolectric.buildActivity(
                        AccountActivity.class, AccountActivity.intent(talk, AccountActivity.Deed.REGISTER))
                .setup()
                .get();
        type(account, R.id.account, "anna");
        type(account, R.id.next, "vier kurze bunte Kraniche");
        type(account, R.id.again, "vier kurze bunte Kraniche");
        account.findViewById(R.id.go).performClick();
        until(() -> account.findViewById(R.id.recovery).isShown()
                || account.findViewById(R.id.problem).isShown());
        assertThat(text(account, R.id.problem)).isEmpty();
        RecoveryCode.of(text(account, R.id.recovery_code).replace("\u200B", "")).wipe();

        RoomRef.Owned owned = bruno.owned().create("Just us", Charter.History.ALL);
        bruno.owned()
                .invite(
                        owned,
                        bruno.contacts()
                                .lookUp(new AccountName("anna"))
                                .get()
                                .get()
                                .user(),
                        Rank.MEMBER);
        RoomsActivity again = Robolectric.setupActivity(RoomsActivity.class);
        ListView list = again.findViewById(R.id.list);
        until(() -> accept(list) != null);
        accept(list).performClick();
        until(() -> titles(again).contains("Just us"));
    }

    /** Bruno offers a picture; nothing of it comes before it is accepted, then all of it. */
    private void picturesCome(TalkActivity talk, RoomRef room) throws Exception {
        byte[] photo = Samples.jpeg(2000, 1500);
        bruno.files().send(room, picture("summit.jpg", photo));
        until(() -> file(talk, "summit.jpg", R.id.file_yes) != null);
        assertThat(word(file(talk, "summit.jpg", R.id.file_yes))).isEqualTo("Accept");
        assertThat(inbox()).as("nothing comes unasked").doesNotExist();
        file(talk, "summit.jpg", R.id.file_yes).performClick();
        until(() -> "Open".equals(word(file(talk, "summit.jpg", R.id.file_yes))));
        assertThat(received("summit.jpg")).isEqualTo(photo);
    }

    /** Anna chooses a picture in another app and sends it. */
    private static void sendPicture(TalkActivity talk, byte[] photo) {
        OtherApp gallery = OtherApp.start();
        talk.findViewById(R.id.attach).performClick();
        Intent chosen = new Intent().setData(gallery.has("hut.jpg", "image/jpeg", photo));
        shadowOf(talk).callOnActivityResult(70, Activity.RESULT_OK, chosen);
        Intent next = shadowOf(talk).getNextStartedActivity();
        while (next.getComponent() == null
                || !next.getComponent().getClassName().equals(SendActivity.class.getName())) {
            next = shadowOf(talk).getNextStartedActivity();
        }
        SendActivity sheet =
                Robolectric.buildActivity(SendActivity.class, next).setup().get();
        until(() -> sheet.findViewById(R.id.go).isEnabled());
        type(sheet, R.id.caption, "our hut");
        sheet.findViewById(R.id.go).performClick();
        until(sheet::isFinishing);
    }

    /** Though a node was lost while it went, Bruno gets it, once, whole. */
    private void pictureHasGone(RoomRef room, byte[] photo) throws Exception {
        until(() -> offered.stream().anyMatch(each -> each.text().equals("our hut")));
        ClientEvent.Message message = offered.get(0);
        assertThat(offered).as("I3: told once").hasSize(1);
        ClientEvent.Attachment file = message.marks().file().get();
        assertThat(file.name()).isEqualTo("hut.jpg");
        assertThat(file.size()).isEqualTo(photo.length);
        assertThat(Preview.fits(file.preview().get())).isTrue();
        bruno.files().accept(room, message.id(), brunos);
        until(() -> !fetched.isEmpty());
        assertThat(Files.readAllBytes(fetched.get(0))).isEqualTo(photo);
    }

    private static SharedFiles.Outgoing picture(String name, byte[] content) {
        return new SharedFiles.Outgoing(
                name, "image/jpeg", () -> new ByteArrayInputStream(content), Optional.of(Samples.preview()), "");
    }

    /** A part of the bubble of a file; null if it is not there. */
    private static View file(TalkActivity talk, String name, int id) {
        ListView list = talk.findViewById(R.id.list);
        for (int i = 0; i < list.getAdapter().getCount(); i++) {
            View bubble = list.getAdapter().getView(i, null, list);
            if (String.valueOf(bubble.getContentDescription()).contains(name)) {
                return bubble.findViewById(id);
            }
        }
        return null;
    }

    private static String word(View button) {
        return ((TextView) button).getText().toString();
    }

    private static Path inbox() {
        return app().getNoBackupFilesDir().toPath().resolve("received");
    }

    private static byte[] received(String name) throws IOException {
        try (Stream<Path> all = Files.walk(inbox())) {
            Path found = all.filter(each -> each.getFileName().toString().equals(name))
                    .findFirst()
                    .get();
            return Files.readAllBytes(found);
        }
    }

    private static View accept(ListView list) {
        return list.getAdapter().getCount() == 0
                ? null
                : list.getAdapter().getView(0, null, list).findViewById(R.id.accept);
    }

    private static List<String> titles(RoomsActivity rooms) {
        ListView list = rooms.findViewById(R.id.list);
        List<String> titles = new CopyOnWriteArrayList<>();
        for (int i = 0; i < list.getAdapter().getCount(); i++) {
            if (list.getAdapter().getItem(i) instanceof RoomRow row) {
                titles.add(row.title());
            }
        }
        return titles;
    }

    private static List<String> bubbles(TalkActivity talk) {
        ListView list = talk.findViewById(R.id.list);
        List<View> views = new CopyOnWriteArrayList<>();
        for (int i = 0; i < list.getAdapter().getCount(); i++) {
            views.add(list.getAdapter().getView(i, null, list));
        }
        return views.stream()
                .map(view -> String.valueOf(view.getContentDescription()))
                .collect(Collectors.toList());
    }

    private static void say(TalkActivity talk, String text) {
        type(talk, R.id.input, text);
        talk.findViewById(R.id.send).performClick();
        until(() -> text(talk, R.id.input).isEmpty());
    }

    private static void type(Activity screen, int id, String text) {
        EditText field = screen.findViewById(id);
        field.setText(text);
    }

    private static String text(Activity screen, int id) {
        TextView view = screen.findViewById(id);
        return view.getText().toString();
    }

    private static void until(Callable<Boolean> so) {
        Awaitility.await()
                .atMost(PATIENCE)
                .pollInSameThread()
                .pollInterval(Duration.ofMillis(20))
                .until(() -> {
                    shadowOf(Looper.getMainLooper()).idle();
                    return so.call();
                });
    }

    private static ParleyApp app() {
        return (ParleyApp) RuntimeEnvironment.getApplication();
    }
}
