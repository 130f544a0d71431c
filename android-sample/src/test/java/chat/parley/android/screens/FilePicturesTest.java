package chat.parley.android.screens;

import android.content.Intent;
import android.net.Uri;
import android.view.View;
import android.widget.ImageView;
import android.widget.ListView;
import chat.parley.android.R;
import chat.parley.android.file.PictureActivity;
import chat.parley.android.file.Samples;
import chat.parley.android.file.SendActivity;
import chat.parley.android.rooms.RoomsActivity;
import chat.parley.android.rooms.ShareActivity;
import chat.parley.android.talk.TalkActivity;
import chat.parley.client.ClientEvent;
import chat.parley.client.SharedFiles;
import java.util.ArrayList;
import java.util.Arrays;
import org.junit.Test;
import org.robolectric.RuntimeEnvironment;
import org.robolectric.android.controller.ActivityController;

/** Screens with files as pictures: light, dark, in German with large letters, from right to left. */
public final class FilePicturesTest extends FileScreens {
    @Test
    public void light() throws Exception {
        all("light");
    }

    @Test
    public void dark() throws Exception {
        RuntimeEnvironment.setQualifiers("+night");
        all("dark");
    }

    @Test
    public void german_largeLetters() throws Exception {
        RuntimeEnvironment.setQualifiers("+de-rDE");
        RuntimeEnvironment.setFontScale(1.5f);
        all("german-large");
    }

    @Test
    public void rightToLeft() throws Exception {
        RuntimeEnvironment.setQualifiers("+ar-rEG-ldrtl");
        all("rtl");
    }

    private void all(String look) throws Exception {
        begun();
        settle();
        ClientEvent.Message own = offered(33, anna, "route.png", "image/png", 640_000, "", true);
        ClientEvent.Message declined = offered(34, bruno, "a\u202Egpj.exe", "application/octet-stream", 99, "", false);
        ClientEvent.Message kept =
                offered(35, chloe, "menu.pdf", "application/pdf", 88_000, "What there is to eat", false);
        said(picture, SharedFiles.State.OFFERED, null);
        said(document, SharedFiles.State.OFFERED, null);
        ActivityController<TalkActivity> offers = talk(lobby);
        shoot(offers, "file-offers-" + look);

        said(own, SharedFiles.State.OFFERED, null);
        said(declined, SharedFiles.State.REJECTED, null);
        said(kept, SharedFiles.State.SAVED, saved(kept, new byte[88_000]));
        ActivityController<TalkActivity> fates = talk(lobby);
        shoot(fates, "file-fates-" + look);

        client.said.clear();
        said(document, SharedFiles.State.OFFERED, null);
        ActivityController<TalkActivity> moving = talk(lobby);
        button(last(moving.get()), R.id.file_yes).performClick();
        settle();
        long number = 101;
        client.happens(new ClientEvent.FileProgress(lobby, number, "list.pdf", false, 20_000, 184_040));
        settle();
        org.robolectric.shadows.ShadowSystemClock.advanceBy(java.time.Duration.ofSeconds(1));
        client.happens(new ClientEvent.FileProgress(lobby, number, "list.pdf", false, 80_000, 184_040));
        client.happens(new ClientEvent.FileProgress(lobby, 7, "films.zip", true, 300_000_000, 900_000_000));
        client.happens(new ClientEvent.FileProgress(lobby, 8, "large.iso", true, 1, 900));
        client.happens(new ClientEvent.FileFailed(lobby, 8, "large.iso", "TOO_LARGE", "too large"));
        shoot(moving, "file-moving-" + look);

        OtherApp other = OtherApp.start();
        Uri photo = other.has("IMG_2041.jpg", "image/jpeg", Samples.jpeg(1200, 900));
        Uri notes = other.has(
                "Notes of the meeting in the mountain hut in autumn.odt", "application/odt", new byte[12_000]);
        Intent shared = new Intent(Intent.ACTION_SEND_MULTIPLE)
                .setType("*/*")
                .putParcelableArrayListExtra(Intent.EXTRA_STREAM, new ArrayList<>(Arrays.asList(photo, notes)));
        ShareActivity share = open(ShareActivity.class, shared).get();
        settle();
        ListView rooms = view(share, R.id.list);
        rooms.performItemClick(null, 0, 0);
        SendActivity send =
                open(SendActivity.class, begunNext(SendActivity.class)).get();
        until(() -> view(send, R.id.go).isEnabled());
        android.widget.LinearLayout rows = view(send, R.id.files);
        until(() -> drawn(rows.getChildAt(0)));
        picture(send, "file-send-" + look);

        Intent looking = pictureIntent();
        ActivityController<PictureActivity> large = open(PictureActivity.class, looking);
        until(() -> drawn(large.get().findViewById(android.R.id.content)));
        picture(large.get(), "file-picture-" + look);
        ActivityController<RoomsActivity> list = open(RoomsActivity.class, new Intent());
        settle();
        picture(list.get(), "file-rooms-" + look);
    }

    private Intent pictureIntent() throws Exception {
        client.said.clear();
        said(picture, SharedFiles.State.SAVED, saved(picture, Samples.jpeg(1600, 1200)));
        TalkActivity screen = talk(lobby).get();
        View bubble = bubbles(screen).stream()
                .filter(each -> spoken(each).contains("hut.jpg"))
                .findFirst()
                .get();
        button(bubble, R.id.picture).performClick();
        return begunNext(PictureActivity.class);
    }

    private static View button(View bubble, int id) {
        return bubble.findViewById(id);
    }

    private static void shoot(ActivityController<TalkActivity> screen, String name) throws Exception {
        settle();
        ListView list = view(screen.get(), R.id.list);
        picture(screen.get(), name);
        until(() -> {
            for (int i = 0; i < list.getChildCount(); i++) {
                ImageView view = list.getChildAt(i).findViewById(R.id.picture);
                if (view != null && view.isShown() && view.getDrawable() == null) {
                    return false;
                }
            }
            return true;
        });
        picture(screen.get(), name);
        screen.pause().stop().destroy();
    }

    private static boolean drawn(View view) {
        ImageView picture = view.findViewById(R.id.picture);
        return picture.getDrawable() != null;
    }
}
