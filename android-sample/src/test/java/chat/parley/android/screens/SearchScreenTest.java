package chat.parley.android.screens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.robolectric.Shadows.shadowOf;

import android.content.Intent;
import android.os.Looper;
import android.view.View;
import android.widget.ListView;
import android.widget.TextView;
import chat.parley.android.R;
import chat.parley.android.search.SearchActivity;
import chat.parley.android.talk.TalkActivity;
import chat.parley.client.ClientEvent;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.Before;
import org.junit.Test;
import org.robolectric.RuntimeEnvironment;

/** What was said is found, and gone to. */
public final class SearchScreenTest extends ScreenTest {
    @Before
    public void begin() {
        talkIn(lobby);
        talkIn(team);
        begun();
        settle();
    }

    @Test
    public void words_areLookedForOnceTypingRests() {
        SearchActivity screen = search(Optional.empty());
        type(screen, R.id.words, "sto");
        type(screen, R.id.words, "stove");
        rest();
        assertThat(client.calls).contains("search stove").doesNotContain("search sto");
        ListView list = view(screen, R.id.list);
        assertThat(list.getAdapter().getCount()).isEqualTo(2);
        View row = list.getAdapter().getView(0, null, list);
        assertThat(line(row, R.id.title)).isEqualTo("Mountain hut, summer");
        assertThat(line(row, R.id.text)).isEqualTo("Bruno: Who brings the stove on Friday?");
        type(screen, R.id.words, "nobody said that");
        rest();
        assertThat(text(screen, R.id.empty)).startsWith("Nothing was found");
        type(screen, R.id.words, " ");
        rest();
        assertThat(text(screen, R.id.empty)).startsWith("What is on this phone");
        assertThat(client.calls).doesNotContain("search ");
    }

    @Test
    public void search_inOneRoom_findsNothingElsewhere() {
        SearchActivity screen = search(Optional.of(team));
        assertThat(screen.getTitle().toString()).isEqualTo("Search in Mountain hut, summer");
        type(screen, R.id.words, "stove");
        rest();
        ListView list = view(screen, R.id.list);
        assertThat(list.getAdapter().getCount()).isEqualTo(1);
        assertThat(line(list.getAdapter().getView(0, null, list), R.id.title)).isEqualTo("Bruno");
    }

    @Test
    public void found_opensItsRoomAtTheMessage_howeverFarBack() {
        List<ClientEvent.Message> all = new CopyOnWriteArrayList<>();
        for (int i = 0; i < 900; i++) {
            all.add(FakeClient.message(lobby, 1000 + i, bruno, NOON.minus(Duration.ofMinutes(900 - i)), "minute " + i));
        }
        client.said.put(lobby, all);
        SearchActivity screen = search(Optional.empty());
        type(screen, R.id.words, "minute 77");
        rest();
        ListView found = view(screen, R.id.list);
        int last = found.getAdapter().getCount() - 1;
        found.performItemClick(null, last, last);
        Intent next = shadowOf(screen).getNextStartedActivity();
        TalkActivity talk = open(TalkActivity.class, next).get();
        settle();
        ListView list = view(talk, R.id.list);
        layOut(talk);
        boolean seen = false;
        for (int i = 0; i < list.getChildCount(); i++) {
            boolean it =
                    String.valueOf(list.getChildAt(i).getContentDescription()).contains("minute 77.");
            seen |= it;
            assertThat(list.getChildAt(i).getBackground() != null)
                    .as("only it is marked")
                    .isEqualTo(it);
        }
        assertThat(seen).as("it is on the screen").isTrue();
        client.happens(FakeClient.message(lobby, 3000, bruno, NOON.plusSeconds(1), "news"));
        layOut(talk);
        assertThat(client.calls).as("what is far below was not seen").noneMatch(call -> call.startsWith("read "));
        view(talk, R.id.newest).performClick();
        layOut(talk);
        settle();
        assertThat(client.calls).contains("read " + FakeClient.id(3000));
    }

    private static SearchActivity search(Optional<chat.parley.client.RoomRef> room) {
        SearchActivity screen = open(
                        SearchActivity.class, SearchActivity.intent(RuntimeEnvironment.getApplication(), room))
                .get();
        settle();
        return screen;
    }

    private static void rest() {
        shadowOf(Looper.getMainLooper()).idleFor(Duration.ofSeconds(1));
        settle();
    }

    private static String line(View row, int id) {
        TextView view = row.findViewById(id);
        return view.getText().toString();
    }
}
