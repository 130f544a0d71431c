package chat.parley.android.screens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.robolectric.Shadows.shadowOf;

import android.app.Activity;
import android.app.AlertDialog;
import android.app.NotificationManager;
import android.content.Intent;
import android.os.Bundle;
import android.os.Parcel;
import android.view.View;
import android.widget.ListView;
import android.widget.TextView;
import chat.parley.android.R;
import chat.parley.android.account.AccountActivity;
import chat.parley.android.account.DevicesActivity;
import chat.parley.android.app.Answer;
import chat.parley.android.app.AskActivity;
import chat.parley.android.people.PickActivity;
import chat.parley.android.rooms.Notes;
import chat.parley.android.rooms.RoomsActivity;
import chat.parley.client.ClientEvent;
import chat.parley.client.RoomInfo;
import chat.parley.client.RoomRef;
import chat.parley.client.store.Table;
import chat.parley.protocol.account.RecoveryCode;
import chat.parley.protocol.id.AccountName;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.Before;
import org.junit.Test;
import org.robolectric.Robolectric;
import org.robolectric.android.controller.ActivityController;
import org.robolectric.shadows.ShadowDialog;

/** What must not be lost when the phone ends the app or an answer is refused, and what must not be kept. */
public final class KeptScreenTest extends ScreenTest {
    private static final String PASSWORD = "vier bunte Kraniche";

    @Before
    public void begin() {
        begun();
        settle();
    }

    @Test
    public void recoveryCode_outlivesTheProcess_andIsAskedFor_untilItIsWrittenDown() throws Exception {
        client.answers.put(
                "register", CompletableFuture.completedFuture(RecoveryCode.of("0000000000000000000000000000")));
        Intent register = AccountActivity.intent(app(), AccountActivity.Deed.REGISTER);
        ActivityController<AccountActivity> screen = open(AccountActivity.class, register);
        type(screen.get(), R.id.account, "anna");
        type(screen.get(), R.id.next, PASSWORD);
        type(screen.get(), R.id.again, PASSWORD);
        view(screen.get(), R.id.go).performClick();
        until(() -> view(screen.get(), R.id.recovery).isShown());
        screen.get().onBackPressed();
        assertThat(screen.get().isFinishing()).as("asked first").isFalse();
        assertThat(ShadowDialog.getLatestDialog().isShowing()).isTrue();
        Bundle state = new Bundle();
        screen.pause().stop().saveInstanceState(state).destroy();
        assertThat(bytes(state)).doesNotContain("0000-0000");

        ActivityController<AccountActivity> again =
                Robolectric.buildActivity(AccountActivity.class, register).setup(state);
        until(() -> view(again.get(), R.id.recovery).isShown());
        assertThat(text(again.get(), R.id.recovery_code)).startsWith("0000-");
        again.get().onBackPressed();
        ((AlertDialog) ShadowDialog.getLatestDialog())
                .getButton(AlertDialog.BUTTON_POSITIVE)
                .performClick();
        idle();
        assertThat(again.get().isFinishing()).as("later").isTrue();
        again.pause().stop().destroy();

        client.answers.put("name", Optional.of(new AccountName("anna")));
        RoomsActivity rooms = open(RoomsActivity.class, new Intent()).get();
        settle();
        AccountActivity shown = open(AccountActivity.class, begun(rooms).get()).get();
        until(() -> view(shown, R.id.recovery).isShown());
        assertThat(text(shown, R.id.recovery_code)).startsWith("0000-");
        view(shown, R.id.written).performClick();
        settle();
        assertThat(kept("recovery-code")).isFalse();
        rooms = open(RoomsActivity.class, new Intent()).get();
        settle();
        assertThat(begun(rooms).isPresent()).isFalse();
    }

    /** The screen of the account that another one has begun, if it has. */
    private static Optional<Intent> begun(Activity screen) {
        Intent next = shadowOf(screen).getNextStartedActivity();
        while (next != null
                && (next.getComponent() == null
                        || !next.getComponent().getClassName().equals(AccountActivity.class.getName()))) {
            next = shadowOf(screen).getNextStartedActivity();
        }
        return Optional.ofNullable(next);
    }

    @Test
    public void passwords_areNotInWhatTheSystemKeepsOfAScreen_butOutliveTurning() {
        ActivityController<AccountActivity> screen =
                open(AccountActivity.class, AccountActivity.intent(app(), AccountActivity.Deed.RECOVER));
        type(screen.get(), R.id.account, "anna");
        type(screen.get(), R.id.code, "my-paper-code");
        type(screen.get(), R.id.next, PASSWORD);
        type(screen.get(), R.id.again, PASSWORD);
        screen.recreate();
        assertThat(text(screen.get(), R.id.next)).isEqualTo(PASSWORD);
        type(screen.get(), R.id.password, PASSWORD);
        Bundle state = new Bundle();
        screen.pause().stop().saveInstanceState(state);
        assertThat(bytes(state)).contains("anna").doesNotContain(PASSWORD).doesNotContain("my-paper-code");
    }

    @Test
    public void device_ofAnotherAccount_keepsNothingOfTheOneBefore() {
        client.happens(FakeClient.message(lobby, 20, bruno, NOON.plusSeconds(300), "a secret plan"));
        client.happens(new ClientEvent.Problem("IDENTITY_FORKED", "two different histories"));
        app().session()
                .ask(
                        opened -> {
                            new Notes(opened.notes()).draft(lobby, "typed");
                            new Notes(opened.notes()).read(lobby, FakeClient.id(20));
                            return true;
                        },
                        done -> {},
                        e -> {});
        settle();
        NotificationManager told = app().getSystemService(NotificationManager.class);
        assertThat(shadowOf(told).getAllNotifications()).hasSize(2);
        assertThat(app().notes().rows(Table.SETTING)).isNotEmpty();
        client.answers.put("become", CompletableFuture.completedFuture(null));
        client.answers.put("list", new java.util.ArrayList<>());
        DevicesActivity screen = open(DevicesActivity.class, new Intent()).get();
        view(screen, R.id.become).performClick();
        answer(screen, "parley:device:1:abc");
        settle();
        assertThat(app().notes().rows(Table.SETTING)).isEmpty();
        assertThat(shadowOf(told).getAllNotifications()).isEmpty();
        assertThat(app().alarms().first()).isEmpty();
    }

    @Test
    public void answer_thatWillNotDo_isMendedWhereItWasTyped() {
        RoomsActivity rooms = open(RoomsActivity.class, new Intent()).get();
        Intent question = AskActivity.checked(
                AskActivity.intent(rooms, R.string.add_person, R.string.account_name), Answer.ACCOUNT);
        AskActivity ask = open(AskActivity.class, question).get();
        type(ask, R.id.text, "Not A Name!");
        view(ask, R.id.ok).performClick();
        assertThat(ask.isFinishing()).isFalse();
        assertThat(text(ask, R.id.problem)).contains("2 to 32");
        assertThat(text(ask, R.id.text)).isEqualTo("Not A Name!");
        type(ask, R.id.text, "bruno");
        view(ask, R.id.ok).performClick();
        assertThat(ask.isFinishing()).isTrue();

        client.answers.put("lookUp", CompletableFuture.completedFuture(Optional.empty()));
        PickActivity pick = open(PickActivity.class, new Intent()).get();
        pick.startActivityForResult(question, 1);
        shadowOf(pick).getNextStartedActivity();
        shadowOf(pick).receiveResult(question, Activity.RESULT_OK, shadowOf(ask).getResultIntent());
        settle();
        AskActivity again =
                open(AskActivity.class, shadowOf(pick).getNextStartedActivity()).get();
        assertThat(text(again, R.id.text)).as("what nobody is called").isEqualTo("bruno");
        assertThat(text(again, R.id.problem)).isEqualTo("Nobody has the name bruno here");
    }

    @Test
    public void room_thatIsJoinedWithoutAServer_isListed_untilItOpens_orIsNotWantedAnyMore() {
        RoomRef.Open garden = RoomRef.open("garden");
        RoomsActivity rooms = open(RoomsActivity.class, new Intent()).get();
        join(rooms, "garden");
        settle();
        ListView list = view(rooms, R.id.list);
        lines(list, 4);
        assertThat(row(list, R.id.title)).isEqualTo("#garden");
        assertThat(row(list, R.id.last)).isEqualTo("Opens when a server has answered");
        client.rooms.put(garden, info(garden, RoomInfo.Kind.OPEN, "garden", Optional.empty()));
        client.happens(new ClientEvent.Joined(garden, client.members));
        settle();
        lines(list, 4);
        assertThat(kept("entering-")).isFalse();

        join(rooms, "kitchen");
        settle();
        lines(list, 5);
        View row = list.getAdapter().getView(0, null, list);
        list.performItemClick(row, 0, 0);
        ((AlertDialog) ShadowDialog.getLatestDialog())
                .getButton(AlertDialog.BUTTON_POSITIVE)
                .performClick();
        settle();
        lines(list, 4);
        assertThat(client.calls).contains("leave kitchen");
    }

    private static void join(RoomsActivity rooms, String name) {
        Intent question = AskActivity.intent(rooms, R.string.add_join, R.string.join_hint);
        rooms.startActivityForResult(question, 1);
        shadowOf(rooms).getNextStartedActivity();
        shadowOf(rooms)
                .receiveResult(question, Activity.RESULT_OK, new Intent(question).putExtra(AskActivity.TEXT, name));
    }

    private static void answer(Activity screen, String text) {
        Intent question = shadowOf(screen).getNextStartedActivity();
        shadowOf(screen)
                .receiveResult(question, Activity.RESULT_OK, new Intent(question).putExtra(AskActivity.TEXT, text));
    }

    private static boolean kept(String key) {
        return app().notes().rows(Table.SETTING).stream()
                .anyMatch(each -> each.key().startsWith(key));
    }

    private static String row(ListView list, int id) {
        TextView view = list.getAdapter().getView(0, null, list).findViewById(id);
        return view.getText().toString();
    }

    /** All that a bundle holds, as the system writes it. */
    static String bytes(Bundle state) {
        Parcel parcel = Parcel.obtain();
        parcel.writeBundle(state);
        byte[] written = parcel.marshall();
        parcel.recycle();
        return new String(written, java.nio.charset.StandardCharsets.UTF_16LE)
                + new String(written, java.nio.charset.StandardCharsets.UTF_8)
                + state;
    }
}
