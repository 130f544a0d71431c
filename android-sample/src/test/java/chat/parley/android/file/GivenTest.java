package chat.parley.android.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.robolectric.Shadows.shadowOf;

import android.content.ClipData;
import android.content.ContentResolver;
import android.content.Intent;
import android.content.pm.ApplicationInfo;
import android.content.pm.ProviderInfo;
import android.database.Cursor;
import android.net.Uri;
import android.os.Bundle;
import android.webkit.MimeTypeMap;
import chat.parley.android.app.ParleyApp;
import chat.parley.android.screens.TestApp;
import chat.parley.protocol.id.EventId;
import java.io.File;
import java.io.FileNotFoundException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.Robolectric;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.RuntimeEnvironment;
import org.robolectric.annotation.Config;

/** What other apps give, and what they are given. */
@RunWith(RobolectricTestRunner.class)
@Config(
        sdk = {26, 34},
        application = TestApp.class)
public final class GivenTest {
    private static final String OWN = "chat.parley.android.files";
    private static final EventId MESSAGE = new EventId(new byte[EventId.BYTES]);

    private final ParleyApp app = (ParleyApp) RuntimeEnvironment.getApplication();
    private GivenFiles provider;
    private File file;

    @Before
    public void begin() throws Exception {
        provider = Robolectric.setupContentProvider(GivenFiles.class, OWN);
        File folder = app.cabinet().inbox().folder(MESSAGE).toFile();
        file = new File(folder, "a b.pdf");
        Files.write(file.toPath(), "content".getBytes(StandardCharsets.UTF_8));
        Files.write(new File(app.getNoBackupFilesDir(), "client.db").toPath(), new byte[] {1});
    }

    private static Uri uri(String text) {
        return Uri.parse(text);
    }

    /** A50: another app cannot have this app send its own files, or a path. */
    @Test
    public void given_onlyOthersContent() {
        Intent intent = new Intent(Intent.ACTION_SEND_MULTIPLE)
                .putExtra(
                        Intent.EXTRA_STREAM,
                        new ArrayList<>(Arrays.asList(
                                uri("content://org.other/1"),
                                uri("file:///data/data/chat.parley.android/no_backup/client.db"),
                                GivenFiles.uri(app, file),
                                uri("content://10@" + OWN + "/x/y"),
                                uri("content:opaque"),
                                uri("android.resource://chat.parley.android/1"),
                                uri("content://org.other/2"),
                                uri("content://org.other/1"))));
        assertThat(Given.files(intent, OWN))
                .containsExactly(uri("content://org.other/1"), uri("content://org.other/2"));
    }

    @Test
    public void given_fromEveryPlace_andBounded() {
        Intent picked = new Intent().setData(uri("content://org.other/0"));
        picked.setClipData(ClipData.newRawUri("", uri("content://org.other/1")));
        for (int i = 2; i < 50; i++) {
            picked.getClipData().addItem(new ClipData.Item(uri("content://org.other/" + i)));
        }
        assertThat(Given.files(picked, OWN)).hasSize(Given.MAX_FILES).contains(uri("content://org.other/0"));
        Intent one = new Intent(Intent.ACTION_SEND).putExtra(Intent.EXTRA_STREAM, uri("content://org.other/7"));
        assertThat(Given.files(one, OWN)).containsExactly(uri("content://org.other/7"));
        Intent text = new Intent(Intent.ACTION_SEND).putExtra(Intent.EXTRA_TEXT, "only words");
        assertThat(Given.files(text, OWN)).isEmpty();
        Intent strange = new Intent(Intent.ACTION_SEND).putExtra(Intent.EXTRA_STREAM, new Bundle());
        assertThat(Given.files(strange, OWN)).isEmpty();
        Intent stranger = new Intent(Intent.ACTION_SEND)
                .putExtra(Intent.EXTRA_STREAM, new ArrayList<>(Collections.singletonList("no uri")));
        assertThat(Given.files(stranger, OWN)).isEmpty();
    }

    @Test
    public void provider_isClosedButForWhatIsGranted() throws Exception {
        ProviderInfo info = app.getPackageManager().resolveContentProvider(OWN, 0);
        assertThat(info.exported).isFalse();
        assertThat(info.grantUriPermissions).isTrue();
        Intent out = GivenFiles.readable(new Intent());
        assertThat(out.getFlags()).isEqualTo(Intent.FLAG_GRANT_READ_URI_PERMISSION);
    }

    @Test
    public void provider_givesTheFile_itsNameAndSize() throws Exception {
        ContentResolver resolver = app.getContentResolver();
        Uri uri = GivenFiles.uri(app, file);
        try (InputStream in = resolver.openInputStream(uri)) {
            byte[] read = new byte[100];
            assertThat(new String(read, 0, in.read(read), StandardCharsets.UTF_8))
                    .isEqualTo("content");
        }
        try (Cursor cursor = resolver.query(uri, null, null, null, null)) {
            assertThat(cursor.moveToFirst()).isTrue();
            assertThat(cursor.getString(cursor.getColumnIndex("_display_name"))).isEqualTo("a b.pdf");
            assertThat(cursor.getLong(cursor.getColumnIndex("_size"))).isEqualTo(7);
        }
        shadowOf(MimeTypeMap.getSingleton()).addExtensionMimeTypeMapping("pdf", "application/pdf");
        assertThat(resolver.getType(uri)).isEqualTo("application/pdf");
        assertThat(GivenFiles.type("x.unheard")).isEqualTo("application/octet-stream");
    }

    /** A50: read only, and nothing but what lies in the inbox. */
    @Test
    public void provider_givesNothingElse() {
        Uri good = GivenFiles.uri(app, file);
        for (String mode : new String[] {"w", "rw", "rwt", "wa", ""}) {
            assertThatThrownBy(() -> provider.openFile(good, mode)).isInstanceOf(SecurityException.class);
        }
        assertThatThrownBy(() -> provider.insert(good, null)).isInstanceOf(SecurityException.class);
        assertThatThrownBy(() -> provider.update(good, null, null, null)).isInstanceOf(SecurityException.class);
        assertThatThrownBy(() -> provider.delete(good, null, null)).isInstanceOf(SecurityException.class);
        for (String path : new String[] {
            "/..%2Fclient.db",
            "/received/client.db",
            "/" + MESSAGE + "/..%2F..%2Fclient.db",
            "/..%2F../client.db",
            "/" + MESSAGE + "/a b.pdf/more",
            "/" + MESSAGE,
            "/",
            "//data/data/x"
        }) {
            Uri uri = uri("content://" + OWN + path);
            assertThatThrownBy(() -> provider.openFile(uri, "r")).as(path).isInstanceOf(FileNotFoundException.class);
            assertThat(provider.getType(uri)).isNull();
            try (Cursor cursor = provider.query(uri, null, null, null, null)) {
                assertThat(cursor.getCount()).isZero();
            }
        }
    }

    /** Files come over http:// where the link is ws://, which newer phones refuse unless the app says so. */
    @Test
    public void clearText_isAllowedForServersWithoutCertificates() {
        int flags = app.getApplicationInfo().flags;
        assertThat(flags & ApplicationInfo.FLAG_USES_CLEARTEXT_TRAFFIC).isNotZero();
    }
}
