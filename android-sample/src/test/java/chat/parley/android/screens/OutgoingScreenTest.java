package chat.parley.android.screens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.robolectric.Shadows.shadowOf;

import android.app.Activity;
import android.content.ClipData;
import android.content.Intent;
import android.net.Uri;
import android.os.Bundle;
import android.view.View;
import android.view.WindowManager;
import android.widget.LinearLayout;
import android.widget.ListView;
import android.widget.TextView;
import chat.parley.android.R;
import chat.parley.android.file.Samples;
import chat.parley.android.file.SendActivity;
import chat.parley.android.rooms.ShareActivity;
import chat.parley.android.settings.Settings;
import chat.parley.android.talk.TalkActivity;
import chat.parley.client.ClientEvent;
import chat.parley.client.Contacts;
import chat.parley.client.SharedFiles;
import chat.parley.protocol.blob.Preview;
import chat.parley.protocol.id.AccountName;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Optional;
import org.junit.Before;
import org.junit.Test;
import org.robolectric.android.controller.ActivityController;
import org.robolectric.shadows.ShadowToast;

/** Own files: chosen or shared, looked at, sent, and what becomes of them. */
public final class OutgoingScreenTest extends FileScreens {
    private static final byte[] NOTES = "my notes".getBytes(StandardCharsets.UTF_8);
    private static final int PICK = 70;

    private final byte[] photo = Samples.jpeg(1200, 900);
    private OtherApp other;

    @Before
    public void begin() {
        begun();
        settle();
        other = OtherApp.start();
    }

    private static Intent picked(Uri... files) {
        Intent answer = new Intent();
        for (Uri each : files) {
            if (answer.getClipData() == null) {
                answer.setClipData(ClipData.newRawUri(null, each));
            } else {
                answer.getClipData().addItem(new ClipData.Item(each));
            }
        }
        return answer;
    }

    private ActivityController<SendActivity> sheet(Uri... files) {
        TalkActivity talk = talk(lobby).get();
        view(talk, R.id.attach).performClick();
        Intent picker = shadowOf(talk).getNextStartedActivityForResult().intent;
        assertThat(picker.getAction()).isEqualTo(Intent.ACTION_OPEN_DOCUMENT);
        shadowOf(talk).callOnActivityResult(PICK, Activity.RESULT_OK, picked(files));
        Intent next = begunNext(SendActivity.class);
        assertThat(next.getFlags() & Intent.FLAG_GRANT_READ_URI_PERMISSION).isNotZero();
        return opened(next);
    }

    private static ActivityController<SendActivity> opened(Intent intent) {
        ActivityController<SendActivity> sheet = open(SendActivity.class, intent);
        settle();
        until(() -> !view(sheet.get(), R.id.busy).isShown());
        return sheet;
    }

    private static void go(SendActivity sheet) {
        view(sheet, R.id.go).performClick();
        until(sheet::isFinishing);
    }

    private static byte[] content(SharedFiles.Outgoing file) throws IOException {
        byte[] read = new byte[1_000_000];
        int length = 0;
        try (InputStream in = file.source().open()) {
            for (int n = in.read(read); n >= 0; n = in.read(read, length, read.length - length)) {
                length += n;
            }
        }
        return Arrays.copyOf(read, length);
    }

    private static String words(View view, int id) {
        TextView text = view.findViewById(id);
        return text.getVisibility() == View.VISIBLE ? text.getText().toString() : "";
    }

    @Test
    public void shared_goesToNobodyWhoseNameIsAnothers() {
        client.answers.put(
                "all",
                Arrays.asList(new Contacts.Contact(
                        bruno.user(), "Bruno", Optional.of(new AccountName("bruno")), Contacts.Trust.CHANGED)));
        TalkActivity talk = talk(direct).get();
        assertThat(view(talk, R.id.attach).isEnabled()).isFalse();
        Intent shared = new Intent(Intent.ACTION_SEND)
                .setType("text/plain")
                .putExtra(Intent.EXTRA_STREAM, other.has("notes.txt", "text/plain", NOTES));
        SendActivity sheet = opened(
                        SendActivity.shared(open(ShareActivity.class, shared).get(), direct))
                .get();
        view(sheet, R.id.go).performClick();
        until(() -> String.valueOf(ShadowToast.getTextOfLatestToast()).contains("@bruno"));
        settle();
        assertThat(client.files.sent).isEmpty();
        assertThat(sheet.isFinishing()).isFalse();
        assertThat(view(sheet, R.id.go).isEnabled()).isTrue();
    }

    @Test
    public void leftOut_doesNotComeBack_whenThePhoneHasEndedTheApp() {
        ActivityController<SendActivity> sheet =
                sheet(other.has("hut.jpg", "image/jpeg", photo), other.has("notes.txt", "text/plain", NOTES));
        LinearLayout rows = view(sheet.get(), R.id.files);
        rows.getChildAt(0).findViewById(R.id.leave_out).performClick();
        Intent intent = sheet.get().getIntent();
        Bundle state = new Bundle();
        sheet.pause().stop().saveInstanceState(state).destroy();
        ActivityController<SendActivity> again = org.robolectric.Robolectric.buildActivity(SendActivity.class, intent)
                .setup(state);
        settle();
        until(() -> !view(again.get(), R.id.busy).isShown());
        rows = view(again.get(), R.id.files);
        assertThat(rows.getChildCount()).isEqualTo(1);
        assertThat(words(rows.getChildAt(0), R.id.file_name)).isEqualTo("notes.txt");
    }

    @Test
    public void chosen_isLookedAtFirst_thenSentAsItIs() throws Exception {
        SendActivity sheet = sheet(
                        other.has("hut.jpg", "image/jpeg", photo), other.has("notes.txt", "text/plain", NOTES))
                .get();
        assertThat(client.files.sent).as("nothing before the button").isEmpty();
        assertThat(sheet.getTitle().toString()).isEqualTo("Send to #lobby");
        LinearLayout rows = view(sheet, R.id.files);
        assertThat(words(rows.getChildAt(0), R.id.file_name)).isEqualTo("hut.jpg");
        assertThat(words(rows.getChildAt(1), R.id.file_about)).startsWith("TXT · 8");
        type(sheet, R.id.caption, "  look  ");
        go(sheet);
        assertThat(client.files.sent).hasSize(2);
        SharedFiles.Outgoing first = client.files.sent.get(0);
        assertThat(first.name()).isEqualTo("hut.jpg");
        assertThat(first.type()).isEqualTo("image/jpeg");
        assertThat(first.caption()).isEqualTo("look");
        assertThat(Preview.fits(first.preview().get())).isTrue();
        assertThat(content(first)).isEqualTo(photo);
        SharedFiles.Outgoing second = client.files.sent.get(1);
        assertThat(second.caption()).as("said once").isEmpty();
        assertThat(second.preview()).isEmpty();
        assertThat(content(second)).isEqualTo(NOTES);
    }

    @Test
    public void leftOut_isNotSent_andTurningLosesNothing() {
        ActivityController<SendActivity> sheet =
                sheet(other.has("a.txt", "text/plain", NOTES), other.has("b.txt", "text/plain", NOTES));
        type(sheet.get(), R.id.caption, "words");
        LinearLayout rows = view(sheet.get(), R.id.files);
        View out = rows.getChildAt(0).findViewById(R.id.leave_out);
        assertThat(out.getContentDescription().toString()).isEqualTo("Leave out a.txt");
        out.performClick();
        sheet.recreate();
        settle();
        assertThat(text(sheet.get(), R.id.caption)).isEqualTo("words");
        rows = view(sheet.get(), R.id.files);
        assertThat(rows.getChildCount()).isEqualTo(1);
        go(sheet.get());
        assertThat(client.files.sent).extracting(SharedFiles.Outgoing::name).containsExactly("b.txt");
    }

    @Test
    public void strangeNamesAndTypes_areMadeFitToSend() {
        go(sheet(
                        other.has("../\u0007x\n.png", "nonsense", NOTES),
                        other.has(null, null, NOTES),
                        other.has("x".repeat(400) + ".txt", "TEXT/Plain; charset=utf-8", NOTES))
                .get());
        assertThat(client.files.sent)
                .extracting(SharedFiles.Outgoing::type)
                .containsExactly("application/octet-stream", "application/octet-stream", "text/plain");
        assertThat(client.files.sent)
                .extracting(SharedFiles.Outgoing::name)
                .allMatch(name ->
                        chat.parley.protocol.blob.FileLabel.checked(name).equals(name));
    }

    @Test
    public void shared_goesToTheChosenRoom_withItsWords() throws Exception {
        app().settings().set(Settings.Choice.SECURE_SCREEN, true);
        Uri uri = other.has("hut.jpg", "image/jpeg", photo);
        Intent intent = new Intent(Intent.ACTION_SEND)
                .setType("image/jpeg")
                .putExtra(Intent.EXTRA_STREAM, uri)
                .putExtra(Intent.EXTRA_TEXT, "from the gallery");
        ShareActivity share = open(ShareActivity.class, intent).get();
        settle();
        ListView list = view(share, R.id.list);
        list.performItemClick(null, 0, 0);
        assertThat(share.isFinishing())
                .as("the permission to read lasts as long as this screen")
                .isFalse();
        SendActivity sheet = opened(begunNext(SendActivity.class)).get();
        int flags = sheet.getWindow().getAttributes().flags;
        assertThat(flags & WindowManager.LayoutParams.FLAG_SECURE).isNotZero();
        assertThat(text(sheet, R.id.caption)).isEqualTo("from the gallery");
        go(sheet);
        assertThat(content(client.files.sent.get(0))).isEqualTo(photo);
        shadowOf(share).callOnActivityResult(10, Activity.RESULT_OK, null);
        assertThat(share.isFinishing()).isTrue();
        begunNext(TalkActivity.class);
    }

    /** A50: another app cannot have this app's own files sent. */
    @Test
    public void shared_ownFiles_areNotTaken() {
        Intent intent = new Intent(Intent.ACTION_SEND_MULTIPLE)
                .setType("*/*")
                .putExtra(
                        Intent.EXTRA_STREAM,
                        new ArrayList<>(Arrays.asList(
                                Uri.parse("content://chat.parley.android.files/x/y"),
                                Uri.parse("file:///data/data/chat.parley.android/no_backup/client.db"))));
        ShareActivity share = open(ShareActivity.class, intent).get();
        settle();
        ListView list = view(share, R.id.list);
        list.performItemClick(null, 0, 0);
        assertThat(begunNext(TalkActivity.class).getStringExtra(Intent.EXTRA_TEXT))
                .as("as a text of no words")
                .isEmpty();
    }

    @Test
    public void whatCannotBeRead_isToldAndTheOthersGo() {
        Uri gone = other.has("gone.txt", "text/plain", NOTES);
        ActivityController<SendActivity> sheet = sheet(gone, other.has("b.txt", "text/plain", NOTES));
        other.withdraw(gone);
        view(sheet.get(), R.id.go).performClick();
        until(() ->
                client.files.sent.size() == 1 && !view(sheet.get(), R.id.busy).isShown());
        assertThat(ShadowToast.getTextOfLatestToast()).isEqualTo("gone.txt cannot be read any more: choose it again");
        assertThat(sheet.get().isFinishing()).isFalse();
        LinearLayout rows = view(sheet.get(), R.id.files);
        assertThat(rows.getChildCount()).as("only what was not sent").isEqualTo(1);
    }

    @Test
    public void going_isShownThenSaid_onceEach() {
        go(sheet(other.has("hut.jpg", "image/jpeg", photo)).get());
        ActivityController<TalkActivity> talk = talk(lobby);
        assertThat(spoken(last(talk.get()))).contains("Picture hut.jpg", "sending", "Waiting");
        client.happens(new ClientEvent.FileProgress(lobby, 101, "hut.jpg", true, 500, 1000));
        settle();
        talk.recreate();
        settle();
        assertThat(words(last(talk.get()), R.id.file_state)).contains("500").contains("of");
        last(talk.get()).findViewById(R.id.file_yes).performClick();
        settle();
        assertThat(client.files.calls).containsExactly("cancel 101");
        client.happens(offered(60, anna, "hut.jpg", "image/jpeg", 1000, "", true));
        client.happens(new ClientEvent.Sent(lobby, 101, FakeClient.id(60)));
        settle();
        assertThat(bubbles(talk.get()).stream()
                        .filter(each -> spoken(each).contains("hut.jpg"))
                        .count())
                .as("I3: shown once")
                .isEqualTo(1);
    }

    @Test
    public void notSent_staysUntilSeen() {
        go(sheet(other.has("large.iso", "application/x-iso", NOTES)).get());
        TalkActivity talk = talk(lobby).get();
        client.happens(new ClientEvent.FileFailed(lobby, 101, "large.iso", "TOO_LARGE", "English"));
        settle();
        assertThat(words(last(talk), R.id.file_state)).isEqualTo("Not sent: the servers take no file of this size");
        last(talk).findViewById(R.id.file_yes).performClick();
        settle();
        assertThat(bubbles(talk)).isEmpty();
    }

    @Test
    public void endedBeforeItWasSealed_isSentAgain_ifItCanStillBeRead() throws Exception {
        go(sheet(other.has("a.txt", "text/plain", NOTES)).get());
        app().reopen();
        until(() -> client.files.sent.size() == 2);
        settle();
        assertThat(content(client.files.sent.get(1))).isEqualTo(NOTES);
        client.happens(new ClientEvent.FileProgress(lobby, 102, "a.txt", true, 1, 100));
        settle();
        app().reopen();
        settle();
        settle();
        assertThat(client.files.sent).as("sealed: the client goes on by itself").hasSize(2);
    }

    @Test
    public void endedAfterItWasSealed_isNotSentTwice_andIsShown() {
        go(sheet(other.has("a.txt", "text/plain", NOTES)).get());
        client.files.sealed.add(new SharedFiles.Sending(
                lobby, 101, new ClientEvent.Attachment("a.txt", "text/plain", 8, Optional.empty()), ""));
        app().reopen();
        settle();
        settle();
        assertThat(spoken(last(talk(lobby).get()))).contains("a.txt", "sending");
        assertThat(client.files.sent).hasSize(1);
        client.files.sealed.clear();
        app().reopen();
        settle();
        settle();
        assertThat(client.files.sent).as("the note is gone").hasSize(1);
    }

    @Test
    public void endedAfterItWasSaid_isNotSentTwice() {
        go(sheet(other.has("a.txt", "text/plain", NOTES)).get());
        ClientEvent.Message mine = new ClientEvent.Message(
                lobby,
                FakeClient.id(61),
                anna,
                java.time.Instant.now().plusSeconds(1),
                "",
                offered(61, anna, "a.txt", "text/plain", 8, "", false).marks(),
                false);
        said(mine, SharedFiles.State.OFFERED, null);
        app().reopen();
        settle();
        settle();
        assertThat(client.files.sent).hasSize(1);
    }

    @Test
    public void endedBeforeItWasSealed_andGone_isSaidPlainly_untilSeen() {
        Uri uri = other.has("a.txt", "text/plain", NOTES);
        go(sheet(uri).get());
        other.withdraw(uri);
        for (int restart = 0; restart < 2; restart++) {
            app().reopen();
            settle();
            TalkActivity talk = talk(lobby).get();
            until(() -> !bubbles(talk(lobby).get()).isEmpty());
            assertThat(words(last(talk(lobby).get()), R.id.file_state))
                    .isEqualTo("Not sent: it cannot be read any more. Choose it again");
            talk.finish();
        }
        TalkActivity talk = talk(lobby).get();
        last(talk).findViewById(R.id.file_yes).performClick();
        settle();
        app().reopen();
        settle();
        settle();
        assertThat(bubbles(talk(lobby).get())).isEmpty();
        assertThat(client.files.sent).hasSize(1);
    }
}
