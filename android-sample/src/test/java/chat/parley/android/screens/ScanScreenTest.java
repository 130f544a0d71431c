package chat.parley.android.screens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.robolectric.Shadows.shadowOf;

import android.Manifest;
import android.app.Activity;
import android.content.Intent;
import android.content.pm.PackageManager;
import android.graphics.Bitmap;
import android.net.Uri;
import android.provider.Settings;
import android.util.Size;
import chat.parley.android.R;
import chat.parley.android.app.AskActivity;
import chat.parley.android.code.CodeKind;
import chat.parley.android.code.Frame;
import chat.parley.android.code.QrCode;
import chat.parley.android.code.ScanActivity;
import chat.parley.android.code.Sight;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.Before;
import org.junit.Test;
import org.robolectric.RuntimeEnvironment;
import org.robolectric.android.controller.ActivityController;
import org.robolectric.shadows.ShadowToast;

/** Codes in front of the camera, and what becomes of those who do not want it used. */
public final class ScanScreenTest extends ScreenTest {
    private static final String LINK = "parley:room:1:abc";

    @Before
    public void begin() {
        begun();
        settle();
        camera(true);
    }

    @Test
    public void code_isTakenOnceTheCameraIsAllowed() {
        ActivityController<ScanActivity> scan = scan(CodeKind.ROOM);
        assertThat(app().seen().isOpen()).isFalse();
        assertThat(shadowOf(scan.get()).getLastRequestedPermission().requestedPermissions)
                .containsExactly(Manifest.permission.CAMERA);
        allow();
        answer(scan.get(), PackageManager.PERMISSION_GRANTED);
        assertThat(app().seen().isOpen()).isTrue();
        app().seen().shows(new Frame(new byte[200 * 200], 200, 200, 200));
        app().seen().shows(frame("parley:device:1:abc"));
        settle();
        assertThat(scan.get().isFinishing()).isFalse();
        assertThat(text(scan.get(), R.id.hint)).isEqualTo("That is another kind of code");
        app().seen().shows(frame(LINK));
        settle();
        assertThat(scan.get().isFinishing()).isTrue();
        assertThat(shadowOf(scan.get()).getResultIntent().getStringExtra(ScanActivity.CODE))
                .isEqualTo(LINK);
        scan.pause();
        assertThat(app().seen().isOpen())
                .as("nothing is seen behind one's back")
                .isFalse();
    }

    @Test
    public void refused_saysWhatElseToDo_andAsksNoSecondTime() {
        ActivityController<ScanActivity> scan = scan(CodeKind.SAFETY);
        answer(scan.get(), PackageManager.PERMISSION_DENIED);
        assertThat(app().seen().isOpen()).isFalse();
        assertThat(text(scan.get(), R.id.why)).contains("camera stays off", "from a picture");
        assertThat(view(scan.get(), R.id.picture).isShown()).isTrue();
        scan.pause().resume();
        assertThat(view(scan.get(), R.id.without).isShown()).isTrue();
        view(scan.get(), R.id.allow).performClick();
        assertThat(shadowOf(scan.get()).getNextStartedActivity().getAction())
                .isEqualTo(Settings.ACTION_APPLICATION_DETAILS_SETTINGS);
        scan.pause();
        allow();
        scan.resume();
        assertThat(app().seen().isOpen()).as("allowed in the phone's settings").isTrue();
        assertThat(view(scan.get(), R.id.without).isShown()).isFalse();
        app().seen().fails();
        settle();
        assertThat(text(scan.get(), R.id.why)).contains("in use elsewhere");
        assertThat(view(scan.get(), R.id.allow).isShown()).isFalse();
    }

    /** A52: a picture of another app is decoded within bounds, and away from the screens' thread. */
    @Test
    public void code_isReadFromAPicture_whileTheScreenGoesOn() throws Exception {
        OtherApp other = OtherApp.start();
        ActivityController<ScanActivity> scan = scan(CodeKind.ROOM);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        QrCode.draw(LINK, 2400).compress(Bitmap.CompressFormat.PNG, 100, out);
        CountDownLatch held = new CountDownLatch(1);
        app().cabinet().hands().execute(() -> {
            try {
                held.await(20, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        pick(scan.get(), other.has("code.png", "image/png", out.toByteArray()));
        idle();
        assertThat(scan.get().isFinishing())
                .as("not looked at by the screens' thread")
                .isFalse();
        held.countDown();
        until(() -> scan.get().isFinishing());
        assertThat(shadowOf(scan.get()).getResultIntent().getStringExtra(ScanActivity.CODE))
                .isEqualTo(LINK);
        ScanActivity again = scan(CodeKind.ROOM).get();
        pick(again, other.has("no.png", "image/png", new byte[] {1, 2, 3}));
        until(() -> "No QR code was found in this picture".equals(ShadowToast.getTextOfLatestToast()));
    }

    private static void pick(ScanActivity scan, Uri picture) {
        view(scan, R.id.picture).performClick();
        Intent asked = shadowOf(scan).getNextStartedActivityForResult().intent;
        shadowOf(scan).receiveResult(asked, Activity.RESULT_OK, new Intent().setData(picture));
    }

    @Test
    public void phoneWithoutCamera_isNotAskedForOne() {
        camera(false);
        ActivityController<ScanActivity> scan = scan(CodeKind.DEVICE);
        assertThat(shadowOf(scan.get()).getLastRequestedPermission()).isNull();
        assertThat(text(scan.get(), R.id.why)).contains("no camera");
        assertThat(view(scan.get(), R.id.picture).isShown()).isTrue();
    }

    @Test
    public void answer_mayBeScanned() {
        Activity from = scan(CodeKind.DEVICE).get();
        AskActivity ask = open(
                        AskActivity.class,
                        AskActivity.scanned(from, R.string.add_link, R.string.link_code, CodeKind.ROOM))
                .get();
        view(ask, R.id.scan).performClick();
        Intent scan = shadowOf(ask).getNextStartedActivity();
        shadowOf(ask).receiveResult(scan, Activity.RESULT_OK, new Intent().putExtra(ScanActivity.CODE, LINK));
        assertThat(text(ask, R.id.text)).isEqualTo(LINK);
        ask = open(AskActivity.class, AskActivity.intent(from, R.string.add_join, R.string.join_hint))
                .get();
        assertThat(view(ask, R.id.scan).isShown()).isFalse();
    }

    @Test
    public void picture_isAsLargeAsNeeded_andUprightWithoutStretching() {
        Size[] sizes = {new Size(4000, 3000), new Size(640, 480), new Size(1280, 720), new Size(1600, 1200)};
        assertThat(Sight.size(sizes)).isEqualTo(new Size(1280, 720));
        assertThat(Sight.size(new Size[] {new Size(4000, 3000), new Size(1920, 1080)}))
                .isEqualTo(new Size(1920, 1080));
        for (int rotation = 0; rotation < 4; rotation++) {
            boolean lying = rotation % 2 == 1;
            Size view = lying ? new Size(1480, 720) : new Size(720, 1480);
            // What the view's system shows: the picture stretched to the view. A square of the scene is this wide and
            // high.
            float[] square = {
                view.getWidth() / 2f,
                view.getHeight() / 2f,
                view.getWidth() / 2f + view.getWidth() * 100f / 720f,
                view.getHeight() / 2f,
                view.getWidth() / 2f,
                view.getHeight() / 2f + view.getHeight() * 100f / 1280f
            };
            Sight.transform(view, new Size(1280, 720), rotation).mapPoints(square);
            float wide = length(square[2] - square[0], square[3] - square[1]);
            float high = length(square[4] - square[0], square[5] - square[1]);
            assertThat(wide).as("a square stays a square, turned %s", rotation).isCloseTo(high, within());
            float[] corners = {0, 0, view.getWidth(), view.getHeight()};
            Sight.transform(view, new Size(1280, 720), rotation).mapPoints(corners);
            assertThat(Math.abs(corners[2] - corners[0])).isGreaterThanOrEqualTo(view.getWidth() - 1f);
            assertThat(Math.abs(corners[3] - corners[1])).isGreaterThanOrEqualTo(view.getHeight() - 1f);
        }
    }

    private static org.assertj.core.data.Offset<Float> within() {
        return org.assertj.core.data.Offset.offset(0.5f);
    }

    private static float length(float x, float y) {
        return (float) Math.hypot(x, y);
    }

    private static ActivityController<ScanActivity> scan(CodeKind kind) {
        return open(ScanActivity.class, ScanActivity.intent(RuntimeEnvironment.getApplication(), kind));
    }

    private static void allow() {
        shadowOf(app()).grantPermissions(Manifest.permission.CAMERA);
    }

    private static void answer(ScanActivity scan, int answer) {
        scan.onRequestPermissionsResult(1, new String[] {Manifest.permission.CAMERA}, new int[] {answer});
    }

    private static void camera(boolean there) {
        shadowOf(app().getPackageManager()).setSystemFeature(PackageManager.FEATURE_CAMERA_ANY, there);
    }

    /** A code as this app draws it, as a camera sees it. */
    private static Frame frame(String text) {
        android.graphics.Bitmap drawn = QrCode.draw(text, 400);
        ByteBuffer plane = ByteBuffer.allocate(drawn.getWidth() * drawn.getHeight());
        for (int y = 0; y < drawn.getHeight(); y++) {
            for (int x = 0; x < drawn.getWidth(); x++) {
                plane.put((byte) (drawn.getPixel(x, y) & 0xff));
            }
        }
        plane.flip();
        return Frame.of(plane, drawn.getWidth(), drawn.getWidth(), drawn.getHeight());
    }
}
