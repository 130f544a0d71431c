package chat.parley.android.screens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.robolectric.Shadows.shadowOf;

import android.content.Intent;
import android.view.View;
import android.widget.ListView;
import chat.parley.android.R;
import chat.parley.android.file.Samples;
import chat.parley.android.talk.TalkActivity;
import chat.parley.client.ClientEvent;
import chat.parley.client.Person;
import chat.parley.client.RoomRef;
import chat.parley.client.SharedFiles;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.robolectric.RuntimeEnvironment;
import org.robolectric.android.controller.ActivityController;

/** What tests of files on screens share: files in a room, and pictures to look at. */
abstract class FileScreens extends ScreenTest {
    final ClientEvent.Message picture =
            offered(31, bruno, "hut.jpg", "image/jpeg", 3_400_000, "The hut, last winter", true);
    final ClientEvent.Message document = offered(
            32, chloe, "Packing list for the mountain hut, final version 3.pdf", "application/pdf", 184_000, "", false);

    ClientEvent.Message offered(
            int id, Person by, String name, String type, long size, String caption, boolean pictured) {
        Optional<byte[]> preview = pictured ? Optional.of(Samples.preview()) : Optional.empty();
        return new ClientEvent.Message(
                lobby,
                FakeClient.id(id),
                by,
                NOON.plusSeconds(60L * id),
                caption,
                new ClientEvent.Marks(
                        Optional.empty(),
                        false,
                        false,
                        new TreeMap<>(),
                        Optional.of(new ClientEvent.Attachment(name, type, size, preview))),
                false);
    }

    /** It was said in the room, and this has become of it. */
    final void said(ClientEvent.Message message, SharedFiles.State state, File saved) {
        client.said
                .computeIfAbsent(lobby, room -> new java.util.concurrent.CopyOnWriteArrayList<>())
                .add(message);
        client.files.offer(message, state, saved == null ? null : saved.toPath());
    }

    /** The file of a message lies in the app's own storage. */
    static File saved(ClientEvent.Message message, byte[] content) throws IOException {
        File folder = new File(
                new File(app().getNoBackupFilesDir(), "received"), message.id().toString());
        assertThat(folder.isDirectory() || folder.mkdirs()).isTrue();
        File file = new File(folder, message.marks().file().get().name());
        Files.write(file.toPath(), content);
        return file;
    }

    /** The next screen of a kind that was begun; others were begun before. */
    static Intent begunNext(Class<?> screen) {
        Intent next = shadowOf(app()).getNextStartedActivity();
        while (next != null
                && (next.getComponent() == null
                        || !next.getComponent().getClassName().equals(screen.getName()))) {
            next = shadowOf(app()).getNextStartedActivity();
        }
        assertThat(next).as("%s was begun", screen.getSimpleName()).isNotNull();
        return next;
    }

    static ActivityController<TalkActivity> talk(RoomRef room) {
        ActivityController<TalkActivity> screen =
                open(TalkActivity.class, TalkActivity.intent(RuntimeEnvironment.getApplication(), room));
        settle();
        return screen;
    }

    /** The bubbles, from top to bottom, as they are drawn. */
    static List<View> bubbles(TalkActivity screen) {
        ListView list = view(screen, R.id.list);
        List<View> bubbles = new ArrayList<>();
        for (int i = 0; i < list.getAdapter().getCount(); i++) {
            bubbles.add(list.getAdapter().getView(i, null, list));
        }
        return bubbles;
    }

    static View last(TalkActivity screen) {
        List<View> all = bubbles(screen);
        return all.get(all.size() - 1);
    }

    static String spoken(View bubble) {
        return String.valueOf(bubble.getContentDescription());
    }
}
