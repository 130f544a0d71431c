package chat.parley.android.screens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.robolectric.Shadows.shadowOf;

import android.app.AlertDialog;
import android.app.Notification;
import android.app.NotificationManager;
import android.app.Service;
import android.content.Intent;
import android.content.pm.ApplicationInfo;
import android.content.res.Configuration;
import android.graphics.Bitmap;
import android.net.ConnectivityManager;
import android.os.Handler;
import android.os.Looper;
import android.view.WindowManager;
import android.widget.ListView;
import android.widget.TextView;
import chat.parley.android.R;
import chat.parley.android.account.AccountActivity;
import chat.parley.android.app.Alarms;
import chat.parley.android.app.Names;
import chat.parley.android.code.QrCode;
import chat.parley.android.rooms.RoomsActivity;
import chat.parley.android.service.LinkService;
import chat.parley.android.service.NetworkWatch;
import chat.parley.android.settings.Settings;
import chat.parley.android.settings.SettingsActivity;
import chat.parley.android.talk.TalkActivity;
import chat.parley.android.welcome.WelcomeActivity;
import chat.parley.client.AccountException;
import chat.parley.client.ClientEvent;
import chat.parley.client.ClientException;
import chat.parley.client.OwnedRooms;
import chat.parley.client.store.Table;
import chat.parley.protocol.account.RecoveryCode;
import chat.parley.protocol.id.AccountName;
import chat.parley.protocol.id.DomainId;
import chat.parley.protocol.rules.Rank;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.Test;
import org.robolectric.Robolectric;
import org.robolectric.RuntimeEnvironment;
import org.robolectric.android.controller.ActivityController;
import org.robolectric.android.controller.ServiceController;
import org.robolectric.shadows.ShadowDialog;
import org.robolectric.shadows.ShadowNetwork;
import org.robolectric.shadows.ShadowToast;

/** Beginning, turning the phone, networks, and what the phone must not keep. */
public final class LifeTest extends ScreenTest {
    @Test
    public void firstStart_asksForNameAndServer_thenBegins() {
        RoomsActivity rooms = open(RoomsActivity.class, new Intent()).get();
        assertThat(rooms.isFinishing()).isTrue();
        assertThat(shadowOf(rooms).getNextStartedActivity().getComponent().getClassName())
                .isEqualTo(WelcomeActivity.class.getName());
        WelcomeActivity welcome = open(WelcomeActivity.class, new Intent()).get();
        view(welcome, R.id.start).performClick();
        assertThat(welcome.isFinishing()).as("no name, no start").isFalse();
        assertThat(app().settings().name()).isEmpty();
        type(welcome, R.id.name, "Anna");
        type(welcome, R.id.servers, "not an address !");
        view(welcome, R.id.start).performClick();
        assertThat(welcome.isFinishing()).isFalse();
        type(welcome, R.id.servers, "one.example.org");
        type(welcome, R.id.invitation, "parley:room:1:abc");
        view(welcome, R.id.start).performClick();
        settle();
        assertThat(welcome.isFinishing()).isTrue();
        assertThat(app().settings().servers()).containsExactly("wss://one.example.org/parley");
        assertThat(client.calls).contains("enter [parley:room:1:abc]");
    }

    /** It is for whoever logs in, not for the identity that the phone has before. */
    @Test
    public void invitationGivenWithLogIn_isUsedOnceSomebodyHasLoggedIn() {
        WelcomeActivity welcome = open(WelcomeActivity.class, new Intent()).get();
        type(welcome, R.id.name, "Anna");
        type(welcome, R.id.servers, "one.example.org");
        type(welcome, R.id.invitation, "no room !");
        view(welcome, R.id.log_in).performClick();
        assertThat(welcome.isFinishing()).as("looked at first").isFalse();
        assertThat(app().settings().name()).isEmpty();
        type(welcome, R.id.invitation, "parley:room:1:abc");
        view(welcome, R.id.log_in).performClick();
        settle();
        assertThat(client.calls).doesNotContain("enter [parley:room:1:abc]");
        Intent next = shadowOf(app()).getNextStartedActivity();
        while (!AccountActivity.class.getName().equals(next.getComponent().getClassName())) {
            next = shadowOf(app()).getNextStartedActivity();
        }
        AccountActivity account = open(AccountActivity.class, next).get();
        client.answers.put("logIn", CompletableFuture.completedFuture(null));
        type(account, R.id.account, "anna");
        type(account, R.id.password, "vier bunte Kraniche");
        view(account, R.id.go).performClick();
        until(account::isFinishing);
        settle();
        assertThat(client.calls).contains("enter [parley:room:1:abc]");
    }

    @Test
    public void recoveryCode_outlivesTheTurningOfThePhone() throws Exception {
        begun();
        CompletableFuture<RecoveryCode> later = new CompletableFuture<>();
        client.answers.put("register", later);
        ActivityController<AccountActivity> screen =
                open(AccountActivity.class, AccountActivity.intent(app(), AccountActivity.Deed.REGISTER));
        type(screen.get(), R.id.account, "Anna!");
        view(screen.get(), R.id.go).performClick();
        assertThat(text(screen.get(), R.id.problem)).contains("2 to 32");
        type(screen.get(), R.id.account, "anna");
        type(screen.get(), R.id.next, "vier bunte Kraniche");
        type(screen.get(), R.id.again, "vier bunte Kranische");
        view(screen.get(), R.id.go).performClick();
        assertThat(text(screen.get(), R.id.problem)).contains("not the same");
        type(screen.get(), R.id.again, "vier bunte Kraniche");
        view(screen.get(), R.id.go).performClick();
        settle();
        screen.recreate();
        assertThat(text(screen.get(), R.id.account)).isEqualTo("anna");
        assertThat(view(screen.get(), R.id.go).isEnabled())
                .as("still under way")
                .isFalse();
        later.complete(RecoveryCode.of("0000000000000000000000000000"));
        until(() -> view(screen.get(), R.id.recovery).isShown());
        screen.recreate();
        assertThat(text(screen.get(), R.id.recovery_code)).startsWith("0000-");
        int flags = screen.get().getWindow().getAttributes().flags;
        assertThat(flags & WindowManager.LayoutParams.FLAG_SECURE)
                .as("never in a screenshot")
                .isNotZero();
    }

    @Test
    public void failure_isToldInWords_andTheFormStays() {
        begun();
        CompletableFuture<Void> failed = new CompletableFuture<>();
        failed.completeExceptionally(new AccountException(AccountException.Code.LOGIN_FAILED, "no"));
        client.answers.put("logIn", failed);
        AccountActivity screen = open(AccountActivity.class, AccountActivity.intent(app(), AccountActivity.Deed.LOG_IN))
                .get();
        type(screen, R.id.account, "anna");
        type(screen, R.id.password, "wrong");
        view(screen, R.id.go).performClick();
        until(() -> view(screen, R.id.problem).isShown());
        assertThat(text(screen, R.id.problem)).isEqualTo("Name, password or code are wrong");
        assertThat(screen.isFinishing()).isFalse();
        assertThat(view(screen, R.id.go).isEnabled()).isTrue();
    }

    @Test
    public void invitation_isShownAboveTheRooms_andAccepted() {
        begun();
        List<OwnedRooms.Invited> invited =
                new ArrayList<>(Arrays.asList(new OwnedRooms.Invited(team, bruno, Rank.MEMBER, false)));
        client.answers.put("invited", invited);
        RoomsActivity screen = open(RoomsActivity.class, new Intent()).get();
        settle();
        ListView list = view(screen, R.id.list);
        android.view.View row = list.getAdapter().getView(0, null, list);
        TextView text = row.findViewById(R.id.text);
        assertThat(text.getText().toString()).isEqualTo(Names.alone(bruno) + " invites you to a room");
        row.findViewById(R.id.accept).performClick();
        settle();
        assertThat(client.calls).anyMatch(call -> call.startsWith("enter ["));
    }

    @Test
    public void service_saysWhereTheLinkIs() {
        begun();
        settle();
        ServiceController<LinkService> service =
                Robolectric.buildService(LinkService.class).create().startCommand(0, 1);
        Notification shown = shadowOf(service.get()).getLastForegroundNotification();
        assertThat(shown.extras.getCharSequence(Notification.EXTRA_TEXT).toString())
                .isEqualTo("Connected to one.example.org");
        assertThat(shown.visibility).isEqualTo(Notification.VISIBILITY_SECRET);
        assertThat(shadowOf(service.get()).isStoppedBySelf()).isFalse();
        service.destroy();
    }

    /** Android ends an app whose service is stopped before it has shown its notification. */
    @Test
    public void service_isNeverStoppedFromOutside_butEndsItself_onceItIsShown() {
        begun();
        settle();
        ServiceController<LinkService> service =
                Robolectric.buildService(LinkService.class).create();
        app().settings().set(Settings.Choice.STAY_CONNECTED, false);
        app().linkLife().follow();
        assertThat(shadowOf(app()).getNextStoppedService()).isNull();
        int answer = service.get().onStartCommand(null, 0, 1);
        assertThat(shadowOf(service.get()).getLastForegroundNotification()).isNotNull();
        assertThat(shadowOf(service.get()).isStoppedBySelf()).isTrue();
        assertThat(answer).isEqualTo(Service.START_NOT_STICKY);
        service.destroy();
        noService();
        app().linkLife().follow();
        assertThat(shadowOf(app()).getNextStartedService()).as("nothing to end").isNull();
    }

    /** A service that the system makes anew may not be shown from behind, on newer phones; the next screen begins it. */
    @Test
    public void service_thatMayNotBeShown_ends_andComesBackWithAScreen() {
        begun();
        settle();
        ServiceController<LinkService> service =
                Robolectric.buildService(LinkService.class).create();
        shadowOf(service.get()).setThrowInStartForeground(new IllegalStateException("not allowed from behind"));
        int answer = service.get().onStartCommand(null, 0, 1);
        assertThat(answer).isEqualTo(Service.START_NOT_STICKY);
        assertThat(shadowOf(service.get()).isStoppedBySelf()).isTrue();
        service.destroy();
        noService();
        open(RoomsActivity.class, new Intent());
        assertThat(shadowOf(app()).getNextStartedService().getComponent().getClassName())
                .isEqualTo(LinkService.class.getName());
    }

    private static void noService() {
        while (shadowOf(app()).getNextStartedService() != null) {
            // What was begun before.
        }
    }

    /** Whether the person stays connected or not, the first network after none counts too. */
    @Test
    public void network_thatIsAnotherOne_isConnectedAnewBy() {
        begun();
        settle();
        ConnectivityManager networks = app().getSystemService(ConnectivityManager.class);
        ConnectivityManager.NetworkCallback app =
                shadowOf(networks).getNetworkCallbacks().iterator().next();
        app.onAvailable(networks.getActiveNetwork());
        settle();
        assertThat(client.calls).doesNotContain("reconnect");
        app.onAvailable(ShadowNetwork.newInstance(70));
        settle();
        assertThat(client.calls).containsOnlyOnce("reconnect");
        client.calls.clear();
        shadowOf(networks).setActiveNetworkInfo(null);
        NetworkWatch without = new NetworkWatch(networks, app().session());
        without.begin(new Handler(Looper.getMainLooper()));
        without.onAvailable(ShadowNetwork.newInstance(71));
        settle();
        assertThat(client.calls).contains("reconnect");
    }

    @Test
    public void choices_holdAndAreObeyed() {
        begun();
        SettingsActivity screen = open(SettingsActivity.class, new Intent()).get();
        settle();
        view(screen, R.id.secure).performClick();
        int flags = screen.getWindow().getAttributes().flags;
        assertThat(flags & WindowManager.LayoutParams.FLAG_SECURE).isNotZero();
        view(screen, R.id.receipts).performClick();
        settle();
        view(screen, R.id.typing).performClick();
        settle();
        assertThat(client.calls).contains("receipts true", "typing told true");
        assertThat(new Settings(app()).is(Settings.Choice.SECURE_SCREEN)).isTrue();
        ServiceController<LinkService> service =
                Robolectric.buildService(LinkService.class).create().startCommand(0, 1);
        noService();
        view(screen, R.id.stay).performClick();
        assertThat(shadowOf(app()).getNextStartedService().getComponent().getClassName())
                .isEqualTo(LinkService.class.getName());
        service.startCommand(0, 2);
        assertThat(shadowOf(service.get()).isStoppedBySelf()).isTrue();
    }

    @Test
    public void look_isThePhonesUntilAnotherIsChosen() {
        begun();
        RuntimeEnvironment.setFontScale(1.5f);
        SettingsActivity screen = open(SettingsActivity.class, new Intent()).get();
        assertThat(night(screen)).isEqualTo(Configuration.UI_MODE_NIGHT_NO);
        app().settings().look(Settings.Look.DARK);
        screen = open(SettingsActivity.class, new Intent()).get();
        assertThat(night(screen)).isEqualTo(Configuration.UI_MODE_NIGHT_YES);
        assertThat(screen.getResources().getConfiguration().fontScale)
                .as("all else is the phone's")
                .isEqualTo(1.5f);
        RuntimeEnvironment.setQualifiers("+night");
        app().settings().look(Settings.Look.LIGHT);
        assertThat(night(open(SettingsActivity.class, new Intent()).get())).isEqualTo(Configuration.UI_MODE_NIGHT_NO);
        app().settings().look(Settings.Look.SYSTEM);
        assertThat(night(open(SettingsActivity.class, new Intent()).get())).isEqualTo(Configuration.UI_MODE_NIGHT_YES);
    }

    private static int night(SettingsActivity screen) {
        return screen.getResources().getConfiguration().uiMode & Configuration.UI_MODE_NIGHT_MASK;
    }

    @Test
    public void problems_areShown() {
        begun();
        open(RoomsActivity.class, new Intent());
        settle();
        client.happens(new ClientEvent.Problem("UNHEARD_OF", "the library's own words"));
        settle();
        assertThat(ShadowToast.getTextOfLatestToast()).isEqualTo("the library's own words");
        client.happens(new ClientEvent.Problem("OLDER_UNREACHABLE", "older messages are with the servers"));
        settle();
        assertThat(ShadowToast.getTextOfLatestToast()).startsWith("Older messages are with the servers");
        client.happens(new ClientEvent.Problem("IDENTITY_FORKED", "two different histories"));
        settle();
        AlertDialog loud = (AlertDialog) ShadowDialog.getLatestDialog();
        TextView text = loud.findViewById(android.R.id.message);
        assertThat(loud.isShowing()).as("stays until it is seen").isTrue();
        loud.getButton(AlertDialog.BUTTON_POSITIVE).performClick();
        assertThat(text.getText().toString()).contains("two different histories");
        for (String code : Arrays.asList("IDENTITY_KEPT_BACK", "IDENTITY_WITHHELD")) {
            client.happens(new ClientEvent.Problem(code, "the identity of Bruno, of " + code));
            settle();
            loud = (AlertDialog) ShadowDialog.getLatestDialog();
            text = loud.findViewById(android.R.id.message);
            assertThat(text.getText().toString())
                    .as("what it means, and about whom")
                    .contains("tell the operator", "the identity of Bruno, of " + code);
            loud.getButton(AlertDialog.BUTTON_POSITIVE).performClick();
            idle();
        }
    }

    /** An alarm is told once by the client: nobody may have looked. */
    @Test
    public void alarm_waitsForAScreen_outlivesTurningAndTheProcess_andGoesWhenSeen() {
        begun();
        settle();
        client.happens(new ClientEvent.Problem("IDENTITY_FORKED", "two different histories"));
        settle();
        NotificationManager told = app().getSystemService(NotificationManager.class);
        Notification waits = shadowOf(told).getNotification("alarm", 2);
        assertThat(waits.extras.getCharSequence(Notification.EXTRA_TEXT).toString())
                .contains("must not overlook");
        List<ClientEvent.Problem> rung = new ArrayList<>();
        Alarms afterwards = new Alarms(app().session(), first -> first.ifPresent(rung::add));
        afterwards.load();
        settle();
        assertThat(rung).extracting(ClientEvent.Problem::code).containsExactly("IDENTITY_FORKED");
        ActivityController<SettingsActivity> screen = open(SettingsActivity.class, new Intent());
        settle();
        AlertDialog first = (AlertDialog) ShadowDialog.getLatestDialog();
        screen.recreate();
        AlertDialog again = (AlertDialog) ShadowDialog.getLatestDialog();
        assertThat(first.isShowing()).isFalse();
        assertThat(again.isShowing()).as("turning is not seeing").isTrue();
        again.getButton(AlertDialog.BUTTON_POSITIVE).performClick();
        settle();
        assertThat(again.isShowing()).isFalse();
        assertThat(shadowOf(told).getNotification("alarm", 2)).isNull();
        screen.recreate();
        assertThat(ShadowDialog.getLatestDialog()).isSameAs(again);
        rung.clear();
        Alarms seen = new Alarms(app().session(), problem -> problem.ifPresent(rung::add));
        seen.load();
        settle();
        assertThat(rung).isEmpty();
    }

    /** A03: whoever has lost the name registers another, with the password that stays. */
    @Test
    public void nameThatIsLost_isReplacedByAnother() throws Exception {
        client.answers.put("lostName", Optional.of(new AccountName("anna")));
        client.answers.put(
                "register", CompletableFuture.completedFuture(RecoveryCode.of("0000000000000000000000000000")));
        begun();
        SettingsActivity settings = open(SettingsActivity.class, new Intent()).get();
        settle();
        assertThat(text(settings, R.id.account)).startsWith("@anna is somebody else");
        assertThat(view(settings, R.id.register).isShown()).isTrue();
        assertThat(view(settings, R.id.password).isShown()).isFalse();
        view(settings, R.id.register).performClick();
        AccountActivity screen = open(AccountActivity.class, shadowOf(settings).getNextStartedActivity())
                .get();
        settle();
        assertThat(view(screen, R.id.next).isShown()).isFalse();
        type(screen, R.id.account, "anna2");
        type(screen, R.id.password, "vier bunte Kraniche");
        view(screen, R.id.go).performClick();
        until(() -> view(screen, R.id.recovery).isShown());
        assertThat(text(screen, R.id.recovery_code)).startsWith("0000");
    }

    @Test
    public void deviceThatWritesNothing_logsInAgain() {
        client.answers.put("name", Optional.of(new AccountName("anna")));
        client.answers.put("renew", CompletableFuture.completedFuture(null));
        begun();
        SettingsActivity settings = open(SettingsActivity.class, new Intent()).get();
        settle();
        assertThat(view(settings, R.id.renew).isShown()).isFalse();
        client.happens(new ClientEvent.Problem("PASSWORD_NEEDED", "this device was revoked"));
        settle();
        AlertDialog loud = (AlertDialog) ShadowDialog.getLatestDialog();
        assertThat(loud.getButton(AlertDialog.BUTTON_POSITIVE).getText().toString())
                .isEqualTo("Log in again");
        loud.getButton(AlertDialog.BUTTON_NEGATIVE).performClick();
        settle();
        assertThat(view(settings, R.id.renew).isShown()).as("later").isTrue();
        view(settings, R.id.renew).performClick();
        AccountActivity screen = open(AccountActivity.class, shadowOf(settings).getNextStartedActivity())
                .get();
        settle();
        type(screen, R.id.password, "vier bunte Kraniche");
        view(screen, R.id.go).performClick();
        until(screen::isFinishing);
        assertThat(app().alarms().renewal()).isFalse();
    }

    @Test
    public void serverOfAnotherDomain_isTakenOnlyAfterItsKeyWasShown() {
        DomainId domain = new DomainId(new byte[DomainId.BYTES]);
        begun();
        RoomsActivity rooms = open(RoomsActivity.class, new Intent()).get();
        settle();
        client.happens(new ClientEvent.Problem("DOMAIN_CHANGED", "the server ws://x is of another domain"));
        settle();
        AlertDialog loud = (AlertDialog) ShadowDialog.getLatestDialog();
        loud.getButton(AlertDialog.BUTTON_NEGATIVE).performClick();
        settle();
        assertThat(ShadowDialog.getLatestDialog())
                .as("the server is not there any more")
                .isSameAs(loud);
        client.answers.put("otherDomain", domain);
        client.happens(new ClientEvent.Problem("DOMAIN_CHANGED", "the server ws://y is of another domain"));
        settle();
        AlertDialog again = (AlertDialog) ShadowDialog.getLatestDialog();
        again.getButton(AlertDialog.BUTTON_NEGATIVE).performClick();
        settle();
        AlertDialog question = (AlertDialog) ShadowDialog.getLatestDialog();
        assertThat(question).isNotSameAs(again);
        TextView words = question.findViewById(android.R.id.message);
        assertThat(words.getText().toString()).contains(domain.toString());
        assertThat(client.calls).noneMatch(call -> call.startsWith("acceptDomain"));
        question.getButton(AlertDialog.BUTTON_POSITIVE).performClick();
        settle();
        assertThat(client.calls).contains("acceptDomain " + domain);
        assertThat(rooms.isFinishing()).isFalse();
    }

    @Test
    public void clientThatDoesNotOpen_isSaidSo_andTriedAgain() {
        app().fails(new ClientException(ClientException.Code.STORE, "the store is damaged"));
        begun();
        RoomsActivity rooms = open(RoomsActivity.class, new Intent()).get();
        settle();
        assertThat(text(rooms, R.id.problem)).contains("does not open", "install the app anew");
        assertThat(view(rooms, R.id.stopped).isShown()).isTrue();
        assertThat(view(rooms, R.id.empty).isShown())
                .as("nothing is known of rooms")
                .isFalse();
        assertThat(text(rooms, R.id.banner)).isEqualTo("Not running");
        app().fails(null);
        view(rooms, R.id.retry).performClick();
        settle();
        assertThat(view(rooms, R.id.stopped).isShown()).isFalse();
        assertThat(view(rooms, R.id.list).isShown()).isTrue();
        assertThat(text(rooms, R.id.banner)).isEqualTo("Connected to one.example.org");
    }

    @Test
    public void clientThatHasStopped_doesNotLookAlive() {
        begun();
        RoomsActivity rooms = open(RoomsActivity.class, new Intent()).get();
        ServiceController<LinkService> service =
                Robolectric.buildService(LinkService.class).create().startCommand(0, 1);
        settle();
        client.happens(new ClientEvent.Problem("CLIENT_STOPPED", "this client cannot go on"));
        settle();
        assertThat(text(rooms, R.id.banner)).isEqualTo("Not running");
        assertThat(view(rooms, R.id.stopped).isShown()).isTrue();
        Notification shown =
                shadowOf(app().getSystemService(NotificationManager.class)).getNotification(1);
        assertThat(shown.extras.getCharSequence(Notification.EXTRA_TEXT).toString())
                .isEqualTo("Not running");
        view(rooms, R.id.retry).performClick();
        settle();
        assertThat(client.calls).contains("close");
        assertThat(text(rooms, R.id.banner)).isEqualTo("Connected to one.example.org");
        service.destroy();
    }

    /** A phone that is logged out, or that becomes somebody else's device, keeps nothing of who was there before. */
    @Test
    public void loggedOut_nothingIsLeft() {
        talkIn(lobby);
        begun();
        ActivityController<TalkActivity> talk = open(TalkActivity.class, TalkActivity.intent(app(), lobby));
        settle();
        type(talk.get(), R.id.input, "a secret draft");
        layOut(talk.get());
        talk.pause().stop().destroy();
        client.happens(new ClientEvent.Safe(lobby, 1, FakeClient.id(5)));
        client.happens(FakeClient.message(lobby, 20, bruno, NOON.plusSeconds(300), "a secret plan"));
        client.happens(new ClientEvent.Problem("NAME_LOST", "the name is another's"));
        settle();
        NotificationManager told = app().getSystemService(NotificationManager.class);
        assertThat(shadowOf(told).getAllNotifications()).hasSize(2);
        assertThat(app().notes().rows(Table.SETTING)).hasSize(3);
        AccountActivity screen = open(
                        AccountActivity.class, AccountActivity.intent(app(), AccountActivity.Deed.LOG_OUT))
                .get();
        ((AlertDialog) ShadowDialog.getLatestDialog()).dismiss();
        client.answers.put("logOut", CompletableFuture.completedFuture(null));
        type(screen, R.id.password, "vier bunte Kraniche");
        view(screen, R.id.go).performClick();
        until(screen::isFinishing);
        settle();
        assertThat(app().notes().rows(Table.SETTING)).isEmpty();
        assertThat(shadowOf(told).getAllNotifications()).isEmpty();
        assertThat(app().alarms().first()).isEmpty();
        client.happens(FakeClient.message(lobby, 21, bruno, NOON.plusSeconds(301), "after"));
        settle();
        assertThat(shadowOf(told).getAllNotifications().get(0).extras.toString())
                .doesNotContain("a secret plan");
    }

    @Test
    public void code_isReadBackFromItsPicture() {
        String link = "parley:room:1:" + "AbC0-_9".repeat(20);
        Bitmap drawn = QrCode.draw(link, 600);
        assertThat(QrCode.read(drawn)).contains(link);
        assertThat(QrCode.read(Bitmap.createBitmap(20, 20, Bitmap.Config.ARGB_8888)))
                .isEqualTo(Optional.empty());
    }

    @Test
    public void keys_areNotBackedUp() {
        assertThat(app().getApplicationInfo().flags & ApplicationInfo.FLAG_ALLOW_BACKUP)
                .isZero();
    }
}
