package chat.parley.android.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.robolectric.Shadows.shadowOf;

import android.app.Activity;
import android.os.Looper;
import android.view.View;
import android.widget.EditText;
import android.widget.ListView;
import android.widget.TextView;
import chat.parley.android.R;
import chat.parley.android.account.AccountActivity;
import chat.parley.android.app.ParleyApp;
import chat.parley.android.rooms.RoomRow;
import chat.parley.android.rooms.RoomsActivity;
import chat.parley.android.store.FakeKeystore;
import chat.parley.android.talk.TalkActivity;
import chat.parley.android.welcome.WelcomeActivity;
import chat.parley.client.ClientEvent;
import chat.parley.client.ClientOptions;
import chat.parley.client.ParleyClient;
import chat.parley.client.RoomRef;
import chat.parley.client.net.ThreadedClient;
import chat.parley.client.store.MemoryClientStore;
import chat.parley.protocol.account.RecoveryCode;
import chat.parley.protocol.crypto.LazysodiumCrypto;
import chat.parley.protocol.crypto.LazysodiumStreams;
import chat.parley.protocol.id.AccountName;
import chat.parley.protocol.rules.Charter;
import chat.parley.protocol.rules.Rank;
import com.goterl.lazysodium.LazySodiumAndroid;
import com.goterl.lazysodium.SodiumAndroid;
import java.nio.file.Paths;
import java.security.Security;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
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
                new ClientOptions(Paths.get("unused"), "Bruno", Collections.singletonList(nodes.url(1))),
                event -> {
                    if (event instanceof ClientEvent.Message message) {
                        heard.add(message.text());
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
    public void somebodyBegins_talks_movesToAnotherNode_getsAnAccount_andIsInvited() throws Exception {
        RoomRef.Open flow = RoomRef.open("flow");
        bruno.join(flow);
        WelcomeActivity welcome = Robolectric.setupActivity(WelcomeActivity.class);
        type(welcome, R.id.name, "Anna");
        type(welcome, R.id.servers, nodes.url(0));
        type(welcome, R.id.invitation, "flow");
        welcome.findViewById(R.id.start).performClick();
        RoomsActivity rooms = Robolectric.setupActivity(RoomsActivity.class);
        until(() -> titles(rooms).contains("flow"));
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

        nodes.kill(0);
        say(talk, "still here");
        until(() -> text(talk, R.id.banner).equals("Moved from " + nodes.host(0) + " to " + nodes.host(1)));
        until(() -> heard.contains("still here"));
        until(() -> bubbles(talk).stream().anyMatch(each -> each.contains("still here") && each.contains("stored")));
        assertThat(bubbles(talk).stream().filter(each -> each.contains("still here")))
                .as("I3: shown once")
                .hasSize(1);

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
