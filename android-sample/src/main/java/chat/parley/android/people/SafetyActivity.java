package chat.parley.android.people;

import android.content.Context;
import android.content.Intent;
import android.os.Bundle;
import android.widget.EditText;
import android.widget.ImageView;
import android.widget.TextView;
import chat.parley.android.R;
import chat.parley.android.app.PlainText;
import chat.parley.android.app.Screen;
import chat.parley.android.code.CodePicture;
import chat.parley.android.code.QrCode;
import chat.parley.client.Contacts;
import chat.parley.client.ParleyClient;
import chat.parley.protocol.id.UserId;
import chat.parley.protocol.trust.SafetyNumber;
import java.util.Optional;

/** What two people compare to know that nobody is between them. */
public final class SafetyActivity extends Screen {
    private static final String USER = "user";
    private static final int PICTURE = 1;
    private static final int QR_SIDE = 600;

    /** Groups of digits on a line. */
    private static final int GROUPS = 3;

    private UserId user;
    private EditText shown;

    private record Found(String name, Optional<Contacts.Trust> trust, SafetyNumber number) {}

    static Intent intent(Context from, UserId user) {
        return new Intent(from, SafetyActivity.class).putExtra(USER, user.toString());
    }

    @Override
    protected void onCreate(Bundle state) {
        super.onCreate(state);
        user = UserId.of(getIntent().getStringExtra(USER));
        setContentView(R.layout.safety);
        shown = findViewById(R.id.shown);
        findViewById(R.id.compare)
                .setOnClickListener(view -> compare(shown.getText().toString()));
        findViewById(R.id.picture).setOnClickListener(view -> CodePicture.pick(this, PICTURE));
    }

    @Override
    protected void onStart() {
        super.onStart();
        refresh();
    }

    @Override
    protected void onActivityResult(int request, int result, Intent data) {
        if (request == PICTURE && result == RESULT_OK) {
            Optional<String> code = CodePicture.read(this, data);
            if (code.isPresent()) {
                compare(code.get());
            } else {
                tell(getString(R.string.no_code));
            }
        }
    }

    private void refresh() {
        session().ask(opened -> found(opened.client()), this::fill, this::tell);
    }

    private Found found(ParleyClient client) {
        Optional<Contacts.Contact> contact = client.contacts().find(user);
        return new Found(
                contact.map(Contacts.Contact::name).orElse(""),
                contact.map(Contacts.Contact::trust),
                client.contacts().safetyNumber(user));
    }

    private void fill(Found found) {
        TextView title = findViewById(R.id.title);
        title.setText(getString(R.string.safety_with, PlainText.line(found.name())));
        TextView trust = findViewById(R.id.trust);
        trust.setText(found.trust().map(each -> TrustText.of(this, each)).orElse(""));
        ImageView qr = findViewById(R.id.qr);
        qr.setImageBitmap(QrCode.draw(found.number().code(), QR_SIDE));
        TextView digits = findViewById(R.id.digits);
        digits.setText(lines(found.number().grouped()));
    }

    private void compare(String text) {
        session()
                .ask(
                        opened -> opened.client().contacts().verify(user, text),
                        matched -> {
                            tell(getString(matched.map(same -> same ? R.string.safety_same : R.string.safety_differs)
                                    .orElse(R.string.safety_neither)));
                            refresh();
                        },
                        this::tell);
    }

    private static String lines(String grouped) {
        StringBuilder text = new StringBuilder();
        String[] groups = grouped.split(" ");
        for (int i = 0; i < groups.length; i++) {
            text.append(i == 0 ? "" : i % GROUPS == 0 ? "\n" : "  ").append(groups[i]);
        }
        return text.toString();
    }
}
