package chat.parley.android.screens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.robolectric.Shadows.shadowOf;

import android.app.Activity;
import android.app.AlertDialog;
import android.content.DialogInterface;
import android.content.Intent;
import android.widget.TextView;
import chat.parley.android.R;
import chat.parley.android.code.ScanActivity;
import chat.parley.android.people.MembersActivity;
import chat.parley.android.people.SafetyActivity;
import chat.parley.android.rooms.RoomKey;
import chat.parley.android.rooms.RoomSettingsActivity;
import chat.parley.android.talk.TalkActivity;
import chat.parley.client.ClientEvent;
import chat.parley.client.Contacts;
import chat.parley.client.Person;
import chat.parley.client.RoomRef;
import chat.parley.protocol.id.AccountName;
import chat.parley.protocol.trust.SafetyNumber;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.Before;
import org.junit.Test;
import org.robolectric.RuntimeEnvironment;
import org.robolectric.shadows.ShadowDialog;

/** Whether people are who they were. */
public final class TrustScreenTest extends ScreenTest {
    private final List<Contacts.Contact> contacts = new ArrayList<>();

    @Before
    public void begin() {
        talkIn(lobby);
        talkIn(direct);
        client.answers.put("all", contacts);
        client.answers.put(
                "safetyNumber",
                new SafetyNumber(
                        anna.user(), bruno.user(), "123456789012345678901234567890123456789012345678901234567890"));
        begun();
        settle();
    }

    @Test
    public void changedIdentity_isAlarmedInTheConversation_andNothingIsSent() {
        TalkActivity screen = talk(direct);
        assertThat(view(screen, R.id.alarm).isShown()).isFalse();
        assertThat(view(screen, R.id.send).isEnabled()).isTrue();
        know(Contacts.Trust.CHANGED);
        client.happens(new ClientEvent.Problem("NAME_CHANGED", "the name bruno is somebody else's"));
        settle();
        assertThat(text(screen, R.id.alarm)).contains("@bruno", "Nothing is sent");
        assertThat(view(screen, R.id.send).isEnabled()).isFalse();
        assertThat(view(screen, R.id.attach).isEnabled()).isFalse();
        type(screen, R.id.input, "a secret");
        view(screen, R.id.send).performClick();
        settle();
        assertThat(client.calls).noneMatch(call -> call.startsWith("say"));
        view(screen, R.id.alarm).performClick();
        assertThat(shadowOf(screen).getNextStartedActivity().getComponent().getClassName())
                .isEqualTo(SafetyActivity.class.getName());
        assertThat(view(talk(lobby), R.id.alarm).isShown())
                .as("in a room of many, messages go to the identities that are in it")
                .isFalse();
    }

    @Test
    public void forkedIdentity_isAlarmedWhereverTheyAre() {
        know(Contacts.Trust.FORKED);
        TalkActivity screen = talk(lobby);
        assertThat(text(screen, R.id.alarm)).contains("two different histories", "Bruno");
        assertThat(view(screen, R.id.send).isEnabled()).isTrue();
        client.members.remove(bruno);
        assertThat(view(talk(lobby), R.id.alarm).isShown())
                .as("who is not in the room alarms nobody in it")
                .isFalse();
    }

    @Test
    public void changedIdentity_isAcceptedAfterAQuestion_andTheNewOneIsToBeCompared() {
        know(Contacts.Trust.CHANGED);
        Contacts.Contact now =
                new Contacts.Contact(chloe.user(), "Bruno", Optional.of(new AccountName("bruno")), Contacts.Trust.SEEN);
        client.answers.put("lookUp", CompletableFuture.completedFuture(Optional.of(now)));
        SafetyActivity screen = safety(bruno);
        assertThat(text(screen, R.id.alarm)).contains("@bruno");
        view(screen, R.id.accept).performClick();
        assertThat(client.calls).noneMatch(call -> call.startsWith("accept"));
        AlertDialog sure = (AlertDialog) ShadowDialog.getLatestDialog();
        sure.getButton(DialogInterface.BUTTON_POSITIVE).performClick();
        until(screen::isFinishing);
        assertThat(client.calls).contains("accept [bruno]");
        assertThat(shadowOf(screen).getNextStartedActivity().getStringExtra("user"))
                .isEqualTo(chloe.user().toString());
    }

    @Test
    public void whoIsAsBefore_hasNothingToAccept() {
        know(Contacts.Trust.VERIFIED);
        SafetyActivity screen = safety(bruno);
        assertThat(view(screen, R.id.alarm).isShown()).isFalse();
        assertThat(view(screen, R.id.accept).isShown()).isFalse();
        assertThat(view(screen, R.id.verdict).isShown()).isFalse();
        assertThat(text(screen, R.id.trust)).isEqualTo("Verified");
    }

    @Test
    public void scannedNumber_isComparedAndTheVerdictStays() {
        know(Contacts.Trust.SEEN);
        String code = "parley:safety:1:theirs";
        client.answers.put("verify", Optional.of(false));
        SafetyActivity screen = safety(bruno);
        view(screen, R.id.scan).performClick();
        Intent scan = shadowOf(screen).getNextStartedActivity();
        assertThat(scan.getComponent().getClassName()).isEqualTo(ScanActivity.class.getName());
        shadowOf(screen).receiveResult(scan, Activity.RESULT_OK, new Intent().putExtra(ScanActivity.CODE, code));
        until(() -> view(screen, R.id.verdict).isShown());
        assertThat(text(screen, R.id.verdict)).startsWith("They do not match");
        client.answers.put("verify", Optional.of(true));
        view(screen, R.id.compare).performClick();
        until(() -> text(screen, R.id.verdict).startsWith("They match"));
        client.answers.put("verify", Optional.<Boolean>empty());
        view(screen, R.id.compare).performClick();
        settle();
        assertThat(text(screen, R.id.verdict))
                .as("what is no number says nothing")
                .startsWith("They match");
    }

    private void know(Contacts.Trust trust) {
        Contacts.Contact contact =
                new Contacts.Contact(bruno.user(), "Bruno", Optional.of(new AccountName("bruno")), trust);
        contacts.clear();
        contacts.addAll(Arrays.asList(contact));
        client.answers.put("find", Optional.of(contact));
    }

    /** As the console does when somebody is verified. */
    @Test
    public void secondServer_isAskedWhenThePersonIsLookedAt_andItsAnswerShown() {
        client.answers.put(
                "comparison",
                new Contacts.Comparison(
                        Contacts.Outcome.NOT_REACHED,
                        Optional.of(new Contacts.Compared(NOON, "wss://two.example.org/parley", 3, 1))));
        client.answers.put("safetyNumber", new SafetyNumber(anna.user(), bruno.user(), "1234567890".repeat(6)));
        SafetyActivity screen = open(SafetyActivity.class, SafetyActivity.intent(app(), bruno.user()))
                .get();
        settle();
        assertThat(client.calls).contains("compare [" + bruno.user() + "]");
        assertThat(text(screen, R.id.comparison))
                .contains("No second server could be asked", "two.example.org", "knew more");
    }

    /** As the console does, which wants --anyway. */
    @Test
    public void owner_doesNotLeaveARoomWithoutOne_unawares() {
        Intent room = new Intent().putExtra(RoomKey.EXTRA, RoomKey.of(team));
        RoomSettingsActivity screen = open(RoomSettingsActivity.class, room).get();
        settle();
        view(screen, R.id.leave).performClick();
        settle();
        AlertDialog asked = (AlertDialog) ShadowDialog.getLatestDialog();
        TextView words = asked.findViewById(android.R.id.message);
        assertThat(words.getText().toString()).contains("no owner for good");
        asked.getButton(AlertDialog.BUTTON_POSITIVE).performClick();
        idle();
        assertThat(shadowOf(screen).getNextStartedActivity().getComponent().getClassName())
                .isEqualTo(MembersActivity.class.getName());
        assertThat(client.calls).noneMatch(call -> call.startsWith("leave"));
        view(screen, R.id.leave).performClick();
        settle();
        asked = (AlertDialog) ShadowDialog.getLatestDialog();
        asked.getButton(AlertDialog.BUTTON_NEGATIVE).performClick();
        settle();
        assertThat(client.calls).contains("leave " + team);
    }

    @Test
    public void others_leaveAsBefore() {
        Intent room = new Intent().putExtra(RoomKey.EXTRA, RoomKey.of(direct));
        RoomSettingsActivity screen = open(RoomSettingsActivity.class, room).get();
        settle();
        view(screen, R.id.leave).performClick();
        settle();
        ((AlertDialog) ShadowDialog.getLatestDialog())
                .getButton(AlertDialog.BUTTON_POSITIVE)
                .performClick();
        settle();
        assertThat(client.calls).contains("leave " + direct);
    }

    private TalkActivity talk(RoomRef room) {
        TalkActivity screen = open(TalkActivity.class, TalkActivity.intent(RuntimeEnvironment.getApplication(), room))
                .get();
        settle();
        return screen;
    }

    private static SafetyActivity safety(Person person) {
        SafetyActivity screen = open(
                        SafetyActivity.class, SafetyActivity.intent(RuntimeEnvironment.getApplication(), person.user()))
                .get();
        settle();
        return screen;
    }
}
