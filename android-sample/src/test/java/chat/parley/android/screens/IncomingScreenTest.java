package chat.parley.android.screens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.robolectric.Shadows.shadowOf;

import android.app.Activity;
import android.app.Notification;
import android.app.NotificationManager;
import android.content.Intent;
import android.net.Uri;
import android.view.View;
import android.view.WindowManager;
import android.widget.ImageView;
import android.widget.ListView;
import android.widget.ProgressBar;
import android.widget.TextView;
import chat.parley.android.R;
import chat.parley.android.account.AccountActivity;
import chat.parley.android.app.Names;
import chat.parley.android.file.PictureActivity;
import chat.parley.android.file.Samples;
import chat.parley.android.rooms.RoomKey;
import chat.parley.android.rooms.RoomsActivity;
import chat.parley.android.service.LinkService;
import chat.parley.android.settings.Settings;
import chat.parley.android.talk.TalkActivity;
import chat.parley.client.ClientEvent;
import chat.parley.client.SharedFiles;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.junit.Before;
import org.junit.Test;
import org.robolectric.Robolectric;
import org.robolectric.android.controller.ActivityController;
import org.robolectric.android.controller.ServiceController;
import org.robolectric.fakes.RoboMenu;
import org.robolectric.fakes.RoboMenuItem;
import org.robolectric.shadows.ShadowToast;

/** Files of others: offered, fetched, looked at, given on. */
public final class IncomingScreenTest extends FileScreens {
    private static final byte[] CONTENT = "the list".getBytes(StandardCharsets.UTF_8);

    @Before
    public void begin() {
        begun();
        settle();
    }

    private static View part(View bubble, int id) {
        return bubble.findViewById(id);
    }

    private static String words(View bubble, int id) {
        TextView view = bubble.findViewById(id);
        return view.getVisibility() == View.VISIBLE ? view.getText().toString() : "";
    }

    private void fetched(ClientEvent.Message message, File file) {
        client.files.offer(message, SharedFiles.State.SAVED, file.toPath());
        client.happens(new ClientEvent.FileSaved(lobby, 101, message.id(), file.toPath()));
        settle();
    }

    @Test
    public void offered_isShownButNotFetched_untilAccepted_andComesThroughTurning() throws Exception {
        said(document, SharedFiles.State.OFFERED, null);
        ActivityController<TalkActivity> screen = talk(lobby);
        assertThat(client.files.calls).as("A53: nothing is fetched unasked").isEmpty();
        assertThat(words(last(screen.get()), R.id.file_yes)).isEqualTo("Accept");
        assertThat(words(last(screen.get()), R.id.file_no)).isEqualTo("Decline");
        assertThat(spoken(last(screen.get()))).contains("File Packing list", "PDF");

        part(last(screen.get()), R.id.file_yes).performClick();
        settle();
        assertThat(client.files.calls).containsExactly("accept " + document.id());
        assertThat(client.files.folder)
                .isEqualTo(new File(app().getNoBackupFilesDir(), "received/" + document.id()).toPath());
        client.happens(new ClientEvent.FileProgress(lobby, 101, "list.pdf", false, 46_000, 184_000));
        settle();
        screen.recreate();
        settle();
        View bubble = last(screen.get());
        ProgressBar bar = bubble.findViewById(R.id.file_progress);
        assertThat(bar.getProgress()).as("a quarter, after turning").isEqualTo(250);
        assertThat(words(bubble, R.id.file_state)).contains("46").contains("184");
        assertThat(words(bubble, R.id.file_yes)).isEqualTo("Cancel");
        assertThat(words(bubble, R.id.file_no)).isEmpty();

        fetched(document, saved(document, CONTENT));
        bubble = last(screen.get());
        assertThat(part(bubble, R.id.file_progress).getVisibility()).isEqualTo(View.GONE);
        assertThat(words(bubble, R.id.file_yes)).isEqualTo("Open");
        assertThat(words(bubble, R.id.file_no)).isEqualTo("Save as…");
    }

    @Test
    public void coming_isCancelled_andFailureIsTold() {
        said(document, SharedFiles.State.OFFERED, null);
        TalkActivity screen = talk(lobby).get();
        part(last(screen), R.id.file_yes).performClick();
        settle();
        part(last(screen), R.id.file_yes).performClick();
        settle();
        assertThat(client.files.calls).contains("cancel 101");
        client.files.offer(document, SharedFiles.State.OFFERED, null);
        client.happens(new ClientEvent.FileFailed(lobby, 101, "x", "CANCELLED", ""));
        settle();
        assertThat(words(last(screen), R.id.file_state)).isEmpty();
        part(last(screen), R.id.file_yes).performClick();
        settle();
        client.files.offer(document, SharedFiles.State.OFFERED, null);
        client.happens(new ClientEvent.FileFailed(lobby, 102, "x", "NOT_FOUND", "English"));
        settle();
        assertThat(words(last(screen), R.id.file_state)).isEqualTo("Not fetched: no server has it any more");
        assertThat(words(last(screen), R.id.file_yes)).isEqualTo("Accept");
    }

    /** Files go on while no screen is there, even if the person does not want to stay connected. */
    @Test
    public void service_runsWhileFilesAreUnderWay() throws Exception {
        app().settings().set(Settings.Choice.STAY_CONNECTED, false);
        said(document, SharedFiles.State.OFFERED, null);
        TalkActivity screen = talk(lobby).get();
        while (shadowOf(app()).getNextStartedService() != null) {
            // What was begun before.
        }
        part(last(screen), R.id.file_yes).performClick();
        settle();
        assertThat(shadowOf(app()).getNextStartedService().getComponent().getClassName())
                .isEqualTo(LinkService.class.getName());
        ServiceController<LinkService> service =
                Robolectric.buildService(LinkService.class).create().startCommand(0, 1);
        Notification shown = shadowOf(service.get()).getLastForegroundNotification();
        assertThat(shown.extras.getCharSequence(Notification.EXTRA_TEXT).toString())
                .isEqualTo("1 file is on its way");
        fetched(document, saved(document, CONTENT));
        assertThat(shadowOf(app()).getNextStartedService().getComponent().getClassName())
                .isEqualTo(LinkService.class.getName());
        service.startCommand(0, 2);
        assertThat(shadowOf(service.get()).isStoppedBySelf()).isTrue();
        service.destroy();
    }

    @Test
    public void declined_canBeFetchedAllTheSame() {
        said(document, SharedFiles.State.OFFERED, null);
        TalkActivity screen = talk(lobby).get();
        part(last(screen), R.id.file_no).performClick();
        settle();
        assertThat(client.files.calls).containsExactly("reject " + document.id());
        assertThat(words(last(screen), R.id.file_state)).isEqualTo("Declined");
        part(last(screen), R.id.file_yes).performClick();
        settle();
        assertThat(client.files.calls).contains("accept " + document.id());
    }

    /** A50, A55: a name is a label: nothing in it hides its ending. */
    @Test
    public void name_isShownInert() {
        said(offered(40, bruno, "photo\u202Egpj.exe", "image/jpeg", 9, "", false), SharedFiles.State.OFFERED, null);
        View bubble = last(talk(lobby).get());
        assertThat(words(bubble, R.id.file_name)).isEqualTo("photo\u25A1gpj.exe");
        assertThat(words(bubble, R.id.file_about)).startsWith("EXE");
        assertThat(spoken(bubble)).doesNotContain("\u202E");
    }

    @Test
    public void document_isGivenToAnotherApp_toRead_byItsEnding() throws Exception {
        ClientEvent.Message lie = offered(41, bruno, "tool.apk", "application/pdf", 9, "", false);
        said(lie, SharedFiles.State.SAVED, saved(lie, CONTENT));
        TalkActivity screen = talk(lobby).get();
        part(last(screen), R.id.file_yes).performClick();
        Intent view = shadowOf(screen).getNextStartedActivity();
        assertThat(view.getAction()).isEqualTo(Intent.ACTION_VIEW);
        assertThat(view.getFlags()).isEqualTo(Intent.FLAG_GRANT_READ_URI_PERMISSION);
        assertThat(view.getData())
                .isEqualTo(Uri.parse("content://chat.parley.android.files/" + lie.id() + "/tool.apk"));
        assertThat(view.getType()).as("not what its sender says").isNotEqualTo("application/pdf");
    }

    @Test
    public void savedElsewhere_isTheSame_evenIfThePhoneIsTurnedMeanwhile() throws Exception {
        said(document, SharedFiles.State.SAVED, saved(document, CONTENT));
        ActivityController<TalkActivity> controller = talk(lobby);
        part(last(controller.get()), R.id.file_no).performClick();
        Intent create = shadowOf(controller.get()).getNextStartedActivityForResult().intent;
        assertThat(create.getAction()).isEqualTo(Intent.ACTION_CREATE_DOCUMENT);
        assertThat(create.getStringExtra(Intent.EXTRA_TITLE)).endsWith("final version 3.pdf");
        OtherApp other = OtherApp.start();
        Uri target = other.has("target", "application/pdf", new byte[0]);
        controller.recreate();
        settle();
        shadowOf(controller.get()).callOnActivityResult(71, Activity.RESULT_OK, new Intent().setData(target));
        until(() -> "Saved".equals(ShadowToast.getTextOfLatestToast()));
        assertThat(other.content(target)).isEqualTo(CONTENT);
    }

    @Test
    public void savingThatFails_isTold() throws Exception {
        said(document, SharedFiles.State.SAVED, saved(document, CONTENT));
        TalkActivity screen = talk(lobby).get();
        part(last(screen), R.id.file_no).performClick();
        OtherApp other = OtherApp.start();
        Uri target = other.has("target", "application/pdf", new byte[0]);
        other.withdraw(target);
        shadowOf(screen).callOnActivityResult(71, Activity.RESULT_OK, new Intent().setData(target));
        until(() -> "It could not be saved".equals(ShadowToast.getTextOfLatestToast()));
    }

    @Test
    public void picture_isShownLarge_sharedAndSaved() throws Exception {
        said(picture, SharedFiles.State.SAVED, saved(picture, Samples.jpeg(4000, 3000)));
        app().settings().set(Settings.Choice.SECURE_SCREEN, true);
        TalkActivity screen = talk(lobby).get();
        ImageView small = last(screen).findViewById(R.id.picture);
        assertThat(small.getContentDescription().toString()).isEqualTo("Picture: hut.jpg");
        small.performClick();
        PictureActivity large =
                open(PictureActivity.class, begunNext(PictureActivity.class)).get();
        ImageView view = view(large, R.id.picture);
        until(() -> view.getDrawable() != null);
        assertThat(view.getDrawable().getIntrinsicWidth()).as("bounded").isEqualTo(1600);
        assertThat(large.getTitle().toString()).isEqualTo(Names.alone(bruno));
        int flags = large.getWindow().getAttributes().flags;
        assertThat(flags & WindowManager.LayoutParams.FLAG_SECURE).isNotZero();
        RoboMenu menu = new RoboMenu(large);
        large.onCreateOptionsMenu(menu);
        RoboMenuItem share = (RoboMenuItem) menu.getItem(0);
        assertThat(share.getTitle().toString()).isEqualTo("Share");
        share.click();
        Intent chooser = shadowOf(large).getNextStartedActivity();
        Intent send = chooser.getParcelableExtra(Intent.EXTRA_INTENT);
        assertThat(send.getFlags() & ~Intent.FLAG_GRANT_READ_URI_PERMISSION)
                .as("to read only")
                .isZero();
        assertThat((Uri) send.getParcelableExtra(Intent.EXTRA_STREAM))
                .isEqualTo(Uri.parse("content://chat.parley.android.files/" + picture.id() + "/hut.jpg"));
    }

    /** A52: what is said to be a picture and is none is not shown, and nothing breaks. */
    @Test
    public void pictureThatIsNone_isSaidSo() throws Exception {
        said(picture, SharedFiles.State.SAVED, saved(picture, CONTENT));
        TalkActivity screen = talk(lobby).get();
        part(last(screen), R.id.picture).performClick();
        PictureActivity large =
                open(PictureActivity.class, begunNext(PictureActivity.class)).get();
        until(() -> view(large, R.id.problem).isShown());
        ImageView view = view(large, R.id.picture);
        assertThat(view.getDrawable()).isNull();
    }

    @Test
    public void wanted_isFetchedAnewAfterARestart_untilItIsHere() throws Exception {
        said(document, SharedFiles.State.OFFERED, null);
        TalkActivity screen = talk(lobby).get();
        part(last(screen), R.id.file_yes).performClick();
        settle();
        client.files.offer(document, SharedFiles.State.OFFERED, null);
        app().reopen();
        settle();
        settle();
        assertThat(client.files.calls).containsExactly("accept " + document.id(), "accept " + document.id());
        client.files.offer(
                document, SharedFiles.State.SAVED, saved(document, CONTENT).toPath());
        client.happens(new ClientEvent.FileSaved(
                lobby, 102, document.id(), saved(document, CONTENT).toPath()));
        settle();
        app().reopen();
        settle();
        settle();
        assertThat(client.files.calls).as("once it is here, no more").hasSize(2);
    }

    @Test
    public void file_goesWithItsMessage_itsRoom_andItsOwner() throws Exception {
        File gone = kept(document);
        client.happens(new ClientEvent.Changed(
                new ClientEvent.Message(
                        lobby,
                        document.id(),
                        chloe,
                        document.time(),
                        "",
                        new ClientEvent.Marks(Optional.empty(), false, true, new TreeMap<>()),
                        false),
                chloe));
        until(() -> !gone.exists());
        File left = kept(document);
        client.happens(new ClientEvent.Left(team));
        settle();
        assertThat(left).as("another room's").exists();
        client.happens(new ClientEvent.Left(lobby));
        until(() -> !left.exists());
        File owned = kept(document);
        client.answers.put("logOut", CompletableFuture.completedFuture(null));
        AccountActivity out = open(AccountActivity.class, AccountActivity.intent(app(), AccountActivity.Deed.LOG_OUT))
                .get();
        type(out, R.id.password, "vier bunte Kraniche");
        view(out, R.id.go).performClick();
        until(() -> !owned.exists());
    }

    private File kept(ClientEvent.Message message) throws Exception {
        File file = saved(message, CONTENT);
        client.happens(new ClientEvent.FileSaved(lobby, 300, message.id(), file.toPath()));
        settle();
        return file;
    }

    @Test
    public void notification_saysWhatKind_notWhatIsInIt() {
        client.happens(picture);
        settle();
        assertThat(told()).isEqualTo("sent a picture");
        client.happens(document);
        settle();
        assertThat(told()).isEqualTo("sent a file");
        Notification all = shadowOf(notifications()).getNotification(RoomKey.of(lobby), 2);
        assertThat(all.extras.toString() + all.publicVersion.extras)
                .doesNotContain("hut")
                .doesNotContain("Packing");
        app().settings().set(Settings.Choice.LOCK_SCREEN, true);
        client.happens(offered(50, bruno, "x.jpg", "image/jpeg", 9, "on the summit", false));
        settle();
        assertThat(told()).isEqualTo("Picture: on the summit");
    }

    @Test
    public void rooms_nameTheLastFile() {
        said(document, SharedFiles.State.OFFERED, null);
        RoomsActivity rooms = open(RoomsActivity.class, new Intent()).get();
        settle();
        ListView list = view(rooms, R.id.list);
        boolean found = false;
        for (int i = 0; i < list.getAdapter().getCount(); i++) {
            View row = list.getAdapter().getView(i, null, list);
            found |= words(row, R.id.last).contains("File: Packing list");
        }
        assertThat(found).isTrue();
    }

    private static String told() {
        return shadowOf(notifications())
                .getNotification(RoomKey.of(chat.parley.client.RoomRef.open("lobby")), 2)
                .extras
                .getCharSequence(Notification.EXTRA_TEXT)
                .toString();
    }

    private static NotificationManager notifications() {
        return app().getSystemService(NotificationManager.class);
    }
}
