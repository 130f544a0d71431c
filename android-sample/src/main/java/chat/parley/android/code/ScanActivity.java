package chat.parley.android.code;

import android.Manifest;
import android.content.Context;
import android.content.Intent;
import android.content.pm.PackageManager;
import android.net.Uri;
import android.os.Bundle;
import android.provider.Settings;
import android.view.TextureView;
import android.view.View;
import android.widget.TextView;
import chat.parley.android.R;
import chat.parley.android.app.Screen;

/**
 * Reads a QR code with the camera; or from a picture, where there is no camera or it is not to be used. What was read is in
 * the result.
 */
public final class ScanActivity extends Screen {
    /** In the result. */
    public static final String CODE = "code";

    private static final String KIND = "kind";
    private static final String ASKED = "asked";
    private static final int PERMISSION = 1;
    private static final int PICTURE = 2;

    private CodeKind kind;
    private Eye eye;
    private boolean asked;
    private boolean looking;

    /** @param kind other codes are passed over */
    public static Intent intent(Context from, CodeKind kind) {
        return new Intent(from, ScanActivity.class).putExtra(KIND, kind.name());
    }

    @Override
    protected void onCreate(Bundle state) {
        super.onCreate(state);
        kind = CodeKind.valueOf(getIntent().getStringExtra(KIND));
        setContentView(R.layout.scan);
        TextView hint = findViewById(R.id.hint);
        hint.setText(kind.asked());
        findViewById(R.id.picture).setOnClickListener(view -> CodePicture.pick(this, PICTURE));
        findViewById(R.id.allow).setOnClickListener(view -> allow());
        asked = state != null && state.getBoolean(ASKED);
    }

    @Override
    protected void onSaveInstanceState(Bundle state) {
        super.onSaveInstanceState(state);
        state.putBoolean(ASKED, asked);
    }

    @Override
    protected void onResume() {
        super.onResume();
        if (!getPackageManager().hasSystemFeature(PackageManager.FEATURE_CAMERA_ANY)) {
            without(R.string.scan_no_camera, false);
        } else if (allowed()) {
            look();
        } else if (asked) {
            without(R.string.scan_refused, true);
        } else {
            asked = true;
            requestPermissions(new String[] {Manifest.permission.CAMERA}, PERMISSION);
        }
    }

    @Override
    protected void onPause() {
        looking = false;
        if (eye != null) {
            eye.close();
            eye = null;
        }
        super.onPause();
    }

    @Override
    public void onRequestPermissionsResult(int request, String[] permissions, int[] results) {
        // The screen was paused by the question: what follows comes with onResume, but not on all phones.
        if (request == PERMISSION && allowed()) {
            look();
        } else if (request == PERMISSION) {
            without(R.string.scan_refused, true);
        }
    }

    @Override
    protected void onActivityResult(int request, int result, Intent data) {
        if (request == PICTURE && result == RESULT_OK) {
            CodePicture.read(app().cabinet(), getContentResolver(), data, code -> {
                if (code.isPresent()) {
                    seen(code.get());
                } else {
                    tell(getText(R.string.no_code));
                }
            });
        }
    }

    private boolean allowed() {
        return checkSelfPermission(Manifest.permission.CAMERA) == PackageManager.PERMISSION_GRANTED;
    }

    private void look() {
        if (looking) {
            return;
        }
        looking = true;
        show(findViewById(R.id.without), false);
        show(findViewById(R.id.hint), true);
        TextureView preview = findViewById(R.id.preview);
        show(preview, true);
        eye = app().eye();
        eye.open(
                preview,
                frame -> frame.code()
                        .ifPresent(code -> session().later(() -> {
                            if (looking) {
                                seen(code);
                            }
                        })),
                () -> without(R.string.scan_failed, false));
    }

    /** There is no camera, or it may not be used: a picture will do, and so does what is typed. */
    private void without(int why, boolean mayBeAllowed) {
        looking = false;
        show(findViewById(R.id.preview), false);
        show(findViewById(R.id.without), true);
        show(findViewById(R.id.hint), false);
        TextView text = findViewById(R.id.why);
        text.setText(why);
        View allow = findViewById(R.id.allow);
        show(allow, mayBeAllowed);
    }

    /** Asks again while the phone lets one, else leads to its settings. */
    private void allow() {
        if (shouldShowRequestPermissionRationale(Manifest.permission.CAMERA)) {
            requestPermissions(new String[] {Manifest.permission.CAMERA}, PERMISSION);
        } else {
            startActivity(new Intent(
                    Settings.ACTION_APPLICATION_DETAILS_SETTINGS, Uri.fromParts("package", getPackageName(), null)));
        }
    }

    private void seen(String code) {
        if (!kind.is(code)) {
            TextView hint = findViewById(R.id.hint);
            hint.setText(R.string.scan_other);
            show(hint, true);
            return;
        }
        looking = false;
        setResult(RESULT_OK, new Intent().putExtra(CODE, code));
        finish();
    }
}
