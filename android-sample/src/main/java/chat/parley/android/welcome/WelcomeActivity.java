package chat.parley.android.welcome;

import android.content.Context;
import android.content.Intent;
import android.os.Bundle;
import android.widget.EditText;
import chat.parley.android.R;
import chat.parley.android.account.AccountActivity;
import chat.parley.android.app.Screen;
import chat.parley.android.code.CodeKind;
import chat.parley.android.code.ScanActivity;
import chat.parley.android.rooms.Entry;
import chat.parley.android.rooms.RoomsActivity;
import chat.parley.protocol.rules.ActCodec;
import java.util.List;

/** Asks for a name and a server, and begins. */
public final class WelcomeActivity extends Screen {
    private static final String CODE = "code";
    private static final String THEN = "then";
    private static final int SCAN = 1;

    private EditText name;
    private EditText servers;
    private EditText invitation;

    /** @param code with which one may begin */
    public static Intent intent(Context from, String code) {
        return new Intent(from, WelcomeActivity.class).putExtra(CODE, code);
    }

    /** @param then is gone on with, once the person has begun: it may hold what another app lets be read */
    public static Intent intent(Context from, Intent then) {
        Intent welcome = new Intent(from, WelcomeActivity.class).putExtra(THEN, then);
        welcome.setClipData(then.getClipData());
        return welcome.addFlags(Intent.FLAG_GRANT_READ_URI_PERMISSION);
    }

    @Override
    protected void onCreate(Bundle state) {
        super.onCreate(state);
        setContentView(R.layout.welcome);
        name = findViewById(R.id.name);
        servers = findViewById(R.id.servers);
        invitation = findViewById(R.id.invitation);
        if (state == null && getIntent().hasExtra(CODE)) {
            invitation.setText(getIntent().getStringExtra(CODE));
        }
        findViewById(R.id.scan)
                .setOnClickListener(
                        view -> startActivityForResult(ScanActivity.intent(this, CodeKind.BEGINNING), SCAN));
        findViewById(R.id.start).setOnClickListener(view -> begin(null));
        findViewById(R.id.register).setOnClickListener(view -> begin(AccountActivity.Deed.REGISTER));
        findViewById(R.id.log_in).setOnClickListener(view -> begin(AccountActivity.Deed.LOG_IN));
    }

    @Override
    protected void onActivityResult(int request, int result, Intent data) {
        if (request == SCAN && result == RESULT_OK) {
            invitation.setText(data.getStringExtra(ScanActivity.CODE));
        }
    }

    /** Begins, and goes on with the account if a deed is given. */
    private void begin(AccountActivity.Deed deed) {
        String called = name.getText().toString().trim();
        if (!ActCodec.validName(called)) {
            name.setError(getString(R.string.bad_name));
            name.requestFocus();
            return;
        }
        List<String> urls;
        try {
            urls = ServerAddress.all(servers.getText().toString());
        } catch (IllegalArgumentException e) {
            servers.setError(getString(R.string.bad_server));
            servers.requestFocus();
            return;
        }
        String code = invitation.getText().toString().trim();
        Entry entry = new Entry(code);
        if (!entry.isSound()) {
            invitation.setError(getString(R.string.bad_entry));
            invitation.requestFocus();
            return;
        }
        settings().begin(called, urls);
        app().open();
        startActivity(new Intent(this, RoomsActivity.class));
        Intent then = getIntent().getParcelableExtra(THEN);
        if (then != null) {
            startActivity(then.addFlags(Intent.FLAG_GRANT_READ_URI_PERMISSION));
        }
        if (deed == AccountActivity.Deed.LOG_IN && !entry.isDevice()) {
            // Whoever logs in is somebody else: it is for them.
            startActivity(AccountActivity.logIn(this, code));
        } else {
            entry.use(session(), this::tell);
            if (deed != null && !entry.isDevice()) {
                startActivity(AccountActivity.intent(this, deed));
            }
        }
        finish();
    }
}
