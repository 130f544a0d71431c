package chat.parley.android.screens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.robolectric.Shadows.shadowOf;

import android.app.Activity;
import android.content.Intent;
import android.content.pm.ResolveInfo;
import android.net.Uri;
import android.os.SystemClock;
import android.text.Spanned;
import android.text.style.ClickableSpan;
import android.view.MotionEvent;
import android.view.View;
import android.widget.EditText;
import android.widget.ListView;
import android.widget.TextView;
import chat.parley.android.R;
import chat.parley.android.app.Links;
import chat.parley.android.rooms.LinkActivity;
import chat.parley.android.rooms.RoomsActivity;
import chat.parley.android.talk.TalkActivity;
import chat.parley.android.welcome.WelcomeActivity;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.Test;

/** Links lead where they seem to, and nowhere without asking. */
public final class LinkScreenTest extends ScreenTest {
    private static final String ROOM = "parley:room:1:abc:def:ghi";

    @Test
    public void links_areFound_withoutWhatEndsTheSentence() {
        assertThat(Links.in("see https://example.org/a_(b), or (http://example.org/c?d=e). " + ROOM + "!"))
                .containsExactly("https://example.org/a_(b)", "http://example.org/c?d=e", ROOM);
        assertThat(Links.in("javascript:alert(1) file:///etc/passwd intent://x parley:device:1:x example.org"))
                .isEmpty();
    }

    @Test
    public void link_isOpenedByATouch_andWhatIsBesideItIsNot() {
        client.said.put(
                lobby,
                new CopyOnWriteArrayList<>(Arrays.asList(
                        FakeClient.message(lobby, 1, bruno, NOON, "https://example.org/hut is it, " + ROOM))));
        begun();
        TalkActivity screen =
                open(TalkActivity.class, TalkActivity.intent(app(), lobby)).get();
        layOut(screen);
        layOut(screen);
        ListView list = view(screen, R.id.list);
        TextView text = list.getChildAt(list.getChildCount() - 1).findViewById(R.id.text);
        assertThat(((Spanned) text.getText()).getSpans(0, text.length(), ClickableSpan.class))
                .hasSize(2);
        assertThat(touch(text, 5)).isTrue();
        Intent web = shadowOf(screen).getNextStartedActivity();
        assertThat(web.getAction()).isEqualTo(Intent.ACTION_VIEW);
        assertThat(web.getDataString()).isEqualTo("https://example.org/hut");
        assertThat(touch(text, text.getText().toString().indexOf(" is it") + 2)).isFalse();
        assertThat(shadowOf(screen).getNextStartedActivity()).isNull();
        assertThat(touch(text, text.getText().toString().indexOf("parley:") + 9))
                .isTrue();
        Intent room = shadowOf(screen).getNextStartedActivity();
        assertThat(room.getComponent().getClassName()).isEqualTo(LinkActivity.class.getName());
    }

    @Test
    public void linkIntoARoom_fromAnyApp_asksFirst() {
        Intent link = new Intent(Intent.ACTION_VIEW, Uri.parse(ROOM)).addCategory(Intent.CATEGORY_BROWSABLE);
        List<ResolveInfo> answers = app().getPackageManager().queryIntentActivities(link, 0);
        assertThat(answers).hasSize(1);
        assertThat(answers.get(0).activityInfo.name).isEqualTo(LinkActivity.class.getName());
        begun();
        LinkActivity screen = open(LinkActivity.class, link).get();
        settle();
        assertThat(text(screen, R.id.text)).contains("invitation to a room");
        assertThat(client.calls).noneMatch(call -> call.startsWith("enter"));
        view(screen, R.id.ok).performClick();
        settle();
        assertThat(client.calls).contains("enter [" + ROOM + "]");
        assertThat(next(screen)).isEqualTo(RoomsActivity.class.getName());
        assertThat(screen.isFinishing()).isTrue();
    }

    @Test
    public void codeOfADevice_doesNothing_andAnInvitationBeforeTheFirstStartWaitsThere() {
        LinkActivity first = open(LinkActivity.class, new Intent(Intent.ACTION_VIEW, Uri.parse(ROOM)))
                .get();
        Intent welcome = shadowOf(first).getNextStartedActivity();
        assertThat(welcome.getComponent().getClassName()).isEqualTo(WelcomeActivity.class.getName());
        EditText field = view(open(WelcomeActivity.class, welcome).get(), R.id.invitation);
        assertThat(field.getText().toString()).isEqualTo(ROOM);
        begun();
        LinkActivity device = open(LinkActivity.class, new Intent(Intent.ACTION_VIEW, Uri.parse("parley:device:1:abc")))
                .get();
        settle();
        assertThat(text(device, R.id.text)).contains("a device of somebody else");
        assertThat(view(device, R.id.ok).getVisibility()).isEqualTo(View.GONE);
    }

    private static String next(Activity screen) {
        return shadowOf(screen).getNextStartedActivity().getComponent().getClassName();
    }

    /** Says whether it was for a link. */
    private static boolean touch(TextView text, int at) {
        int line = text.getLayout().getLineForOffset(at);
        float x = text.getTotalPaddingLeft() + text.getLayout().getPrimaryHorizontal(at) + 1;
        float y = text.getTotalPaddingTop()
                + (text.getLayout().getLineTop(line) + text.getLayout().getLineBottom(line)) / 2f;
        long now = SystemClock.uptimeMillis();
        boolean taken = text.dispatchTouchEvent(MotionEvent.obtain(now, now, MotionEvent.ACTION_DOWN, x, y, 0));
        text.dispatchTouchEvent(MotionEvent.obtain(now, now, MotionEvent.ACTION_UP, x, y, 0));
        return taken;
    }
}
