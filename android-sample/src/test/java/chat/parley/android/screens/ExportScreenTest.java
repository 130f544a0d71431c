package chat.parley.android.screens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.robolectric.Shadows.shadowOf;

import android.app.Activity;
import android.content.ContentProvider;
import android.content.ContentValues;
import android.content.Intent;
import android.database.Cursor;
import android.net.Uri;
import android.os.Bundle;
import android.view.WindowManager;
import chat.parley.android.R;
import chat.parley.android.export.ExportActivity;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.Before;
import org.junit.Test;
import org.robolectric.Robolectric;
import org.robolectric.android.controller.ActivityController;

/** Conversations into a file. */
public final class ExportScreenTest extends ScreenTest {
    private static final Uri PLACE = Uri.parse("content://documents.test/document/7");

    private final ByteArrayOutputStream file = new ByteArrayOutputStream();

    @Before
    public void begin() {
        begun();
        settle();
        Robolectric.setupContentProvider(Documents.class, "documents.test");
        shadowOf(app().getContentResolver()).registerOutputStream(PLACE, file);
        Documents.deleted = false;
    }

    @Test
    public void passphrase_isAskedTwice_andWritesTheFile() {
        ActivityController<ExportActivity> screen = open(ExportActivity.class, new Intent());
        go(screen, "short", "short");
        assertThat(text(screen.get(), R.id.problem)).contains("at least 8");
        go(screen, "vier bunte Kraniche", "vier bunte Kranische");
        assertThat(text(screen.get(), R.id.problem)).contains("not the same");
        assertThat(shadowOf(screen.get()).getNextStartedActivity()).isNull();
        go(screen, "vier bunte Kraniche", "vier bunte Kraniche");
        Intent place = shadowOf(screen.get()).getNextStartedActivity();
        assertThat(place.getAction()).isEqualTo(Intent.ACTION_CREATE_DOCUMENT);
        assertThat(place.getExtras().toString()).doesNotContain("Kraniche");
        chosen(screen.get(), place);
        until(() -> view(screen.get(), R.id.ok).isShown());
        assertThat(text(screen.get(), R.id.status)).startsWith("Saved");
        assertThat(client.calls).contains("export vier bunte Kraniche");
        assertThat(new String(file.toByteArray(), StandardCharsets.UTF_8)).isEqualTo("a sealed file");
        assertThat(Documents.deleted).isFalse();
        int flags = screen.get().getWindow().getAttributes().flags;
        assertThat(flags & WindowManager.LayoutParams.FLAG_SECURE).isNotZero();
    }

    @Test
    public void failure_leavesNothingBehind_andTheFormStays() {
        client.answers.put("export fails", true);
        ActivityController<ExportActivity> screen = open(ExportActivity.class, new Intent());
        go(screen, "vier bunte Kraniche", "vier bunte Kraniche");
        Intent place = shadowOf(screen.get()).getNextStartedActivity();
        screen.recreate();
        chosen(screen.get(), place);
        until(() -> view(screen.get(), R.id.problem).isShown());
        assertThat(text(screen.get(), R.id.problem)).startsWith("It could not be saved");
        assertThat(view(screen.get(), R.id.go).isShown()).isTrue();
        assertThat(Documents.deleted).isTrue();
    }

    @Test
    public void passphrase_isNotInWhatTheSystemKeeps_soItIsAskedAgainAfterTheAppsEnd() {
        ActivityController<ExportActivity> screen = open(ExportActivity.class, new Intent());
        go(screen, "vier bunte Kraniche", "vier bunte Kraniche");
        Intent place = shadowOf(screen.get()).getNextStartedActivity();
        Bundle state = new Bundle();
        screen.pause().stop().saveInstanceState(state).destroy();
        assertThat(deep(state)).doesNotContain("Kraniche");
        ActivityController<ExportActivity> again =
                Robolectric.buildActivity(ExportActivity.class, new Intent()).setup(state);
        again.get().startActivityForResult(place, 1);
        chosen(again.get(), place);
        settle();
        assertThat(text(again.get(), R.id.problem)).contains("type the passphrase again");
        assertThat(client.calls).noneMatch(call -> call.startsWith("export"));
        assertThat(Documents.deleted).as("the empty file goes away").isTrue();
    }

    private static void go(ActivityController<ExportActivity> screen, String passphrase, String again) {
        type(screen.get(), R.id.passphrase, passphrase);
        type(screen.get(), R.id.again, again);
        view(screen.get(), R.id.go).performClick();
    }

    private static void chosen(ExportActivity screen, Intent asked) {
        shadowOf(screen).receiveResult(asked, Activity.RESULT_OK, new Intent().setData(PLACE));
    }

    private static String deep(Bundle bundle) {
        android.os.Parcel parcel = android.os.Parcel.obtain();
        bundle.writeToParcel(parcel, 0);
        String bytes = new String(parcel.marshall(), StandardCharsets.UTF_16LE)
                + new String(parcel.marshall(), StandardCharsets.UTF_8);
        parcel.recycle();
        StringBuilder all = new StringBuilder(bytes);
        for (String key : bundle.keySet()) {
            all.append(' ').append(bundle.get(key));
        }
        return all.toString();
    }

    /** Where a person keeps files. */
    public static final class Documents extends ContentProvider {
        private static boolean deleted;

        @Override
        public boolean onCreate() {
            return true;
        }

        @Override
        public Bundle call(String method, String argument, Bundle extras) {
            deleted |= method.equals("android:deleteDocument");
            return new Bundle();
        }

        @Override
        public Cursor query(Uri uri, String[] columns, String where, String[] values, String order) {
            return null;
        }

        @Override
        public String getType(Uri uri) {
            return "application/octet-stream";
        }

        @Override
        public Uri insert(Uri uri, ContentValues values) {
            return uri;
        }

        @Override
        public int delete(Uri uri, String where, String[] values) {
            return 0;
        }

        @Override
        public int update(Uri uri, ContentValues values, String where, String[] given) {
            return 0;
        }
    }
}
