package chat.parley.android.people;

import android.content.Context;
import android.content.Intent;
import android.os.Bundle;
import android.widget.EditText;
import android.widget.ImageView;
import android.widget.TextView;
import chat.parley.android.R;
import chat.parley.android.app.Names;
import chat.parley.android.app.Screen;
import chat.parley.android.code.CodeKind;
import chat.parley.android.code.QrCode;
import chat.parley.android.code.ScanActivity;
import chat.parley.client.ClientEvent;
import chat.parley.client.Contacts;
import chat.parley.client.ParleyClient;
import chat.parley.client.Person;
import chat.parley.protocol.id.AccountName;
import chat.parley.protocol.id.UserId;
import chat.parley.protocol.trust.SafetyNumber;
import java.util.Optional;

/** A person: whether they are who they were, and what two people compare to know that nobody is between them. */
public final class SafetyActivity extends Screen {
    private static final String USER = "user";
    private static final String VERDICT = "verdict";
    private static final int SCAN = 1;
    private static final int QR_SIDE = 600;

    /** Groups of digits on a line. */
    private static final int GROUPS = 3;

    private UserId user;
    private EditText shown;
    private Verdict verdict = Verdict.NONE;

    /** What a comparison has shown. */
    private enum Verdict {
        NONE,
        SAME,
        DIFFERENT
    }

    private record Found(
            String name,
            Optional<Contacts.Trust> trust,
            SafetyNumber number,
            Optional<Alarm> alarm,
            Contacts.Comparison comparison) {}

    public static Intent intent(Context from, UserId user) {
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
        findViewById(R.id.scan)
                .setOnClickListener(view -> startActivityForResult(ScanActivity.intent(this, CodeKind.SAFETY), SCAN));
        if (state != null) {
            verdict = Verdict.valueOf(state.getString(VERDICT, Verdict.NONE.name()));
        }
        show(verdict);
        if (state == null) {
            askSecondServer();
        }
    }

    @Override
    protected void onStart() {
        super.onStart();
        refresh();
    }

    @Override
    protected void onSaveInstanceState(Bundle state) {
        super.onSaveInstanceState(state);
        state.putString(VERDICT, verdict.name());
    }

    @Override
    public void happened(ClientEvent event) {
        super.happened(event);
        if (event instanceof ClientEvent.Problem || event instanceof ClientEvent.DeviceChanged) {
            refresh();
        }
    }

    @Override
    protected void onActivityResult(int request, int result, Intent data) {
        if (request == SCAN && result == RESULT_OK) {
            compare(data.getStringExtra(ScanActivity.CODE));
        }
    }

    /** Whoever looks at this screen wants to know: what a second server knows of the person comes as a problem, or in the line. */
    private void askSecondServer() {
        session()
                .ask(
                        opened -> {
                            opened.client().contacts().compare(user);
                            return user;
                        },
                        asked -> {},
                        e -> {});
    }

    private void refresh() {
        session().ask(opened -> found(opened.client()), this::fill, this::tell);
    }

    private Found found(ParleyClient client) {
        Optional<Contacts.Contact> contact = client.contacts().find(user);
        return new Found(
                Names.alone(new Person(user, contact.map(Contacts.Contact::name).orElse(""), false)),
                contact.map(Contacts.Contact::trust),
                client.contacts().safetyNumber(user),
                contact.flatMap(Alarm::of),
                client.contacts().comparison());
    }

    private void fill(Found found) {
        TextView title = findViewById(R.id.title);
        title.setText(getString(R.string.safety_with, found.name()));
        TextView trust = findViewById(R.id.trust);
        trust.setText(found.trust().map(each -> TrustText.of(this, each)).orElse(""));
        ImageView qr = findViewById(R.id.qr);
        qr.setImageBitmap(QrCode.draw(found.number().code(), QR_SIDE));
        TextView digits = findViewById(R.id.digits);
        digits.setText(lines(found.number().grouped()));
        TextView comparison = findViewById(R.id.comparison);
        comparison.setText(ComparisonText.of(this, found.comparison()));
        TextView alarm = findViewById(R.id.alarm);
        show(alarm, found.alarm().isPresent());
        alarm.setText(found.alarm().map(each -> each.text(this)).orElse(""));
        Optional<AccountName> changed = found.alarm().filter(Alarm::blocks).flatMap(Alarm::account);
        show(findViewById(R.id.accept), changed.isPresent());
        changed.ifPresent(name -> findViewById(R.id.accept)
                .setOnClickListener(view -> confirm(
                        getString(R.string.accept_sure, "@" + name), R.string.accept_change, () -> accept(name))));
    }

    private void compare(String text) {
        session()
                .ask(
                        opened -> opened.client().contacts().verify(user, text),
                        matched -> {
                            if (matched.isPresent()) {
                                show(matched.get() ? Verdict.SAME : Verdict.DIFFERENT);
                            } else {
                                tell(getText(R.string.safety_neither));
                            }
                            refresh();
                        },
                        this::tell);
    }

    /** Large, in colour and in words, and it stays: this is what the screen is for. */
    private void show(Verdict now) {
        verdict = now;
        TextView text = findViewById(R.id.verdict);
        show(text, now != Verdict.NONE);
        boolean same = now == Verdict.SAME;
        text.setText(same ? R.string.safety_same : R.string.safety_differs);
        text.setBackgroundResource(same ? R.drawable.verdict_same : R.drawable.verdict_different);
        text.setTextColor(getColor(same ? R.color.on_accent : R.color.on_danger));
        if (now != Verdict.NONE) {
            text.post(() ->
                    text.requestRectangleOnScreen(new android.graphics.Rect(0, 0, text.getWidth(), text.getHeight())));
        }
    }

    /** From now on the name is whose it has become; they are strangers, so the two compare at once. */
    private void accept(AccountName name) {
        session()
                .ask(
                        opened -> {
                            opened.client().contacts().accept(name);
                            return name;
                        },
                        done -> session()
                                .askLater(
                                        client -> client.contacts().lookUp(name),
                                        found -> accepted(found.map(Contacts.Contact::user)),
                                        e -> accepted(Optional.empty())),
                        this::tell);
    }

    private void accepted(Optional<UserId> now) {
        tell(getText(R.string.accepted));
        if (now.isPresent() && !now.get().equals(user)) {
            startActivity(intent(this, now.get()));
            finish();
        } else {
            refresh();
        }
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
