package chat.parley.android.account;

import android.content.Context;
import android.content.Intent;
import android.os.Bundle;
import android.view.MenuItem;
import android.widget.Button;
import android.widget.ImageView;
import android.widget.TextView;
import chat.parley.android.R;
import chat.parley.android.app.Failures;
import chat.parley.android.app.Screen;
import chat.parley.android.code.QrCode;
import chat.parley.android.rooms.Entry;
import chat.parley.client.Accounts;
import chat.parley.protocol.account.BadAccountException;
import chat.parley.protocol.account.RecoveryCode;
import chat.parley.protocol.id.AccountName;
import chat.parley.protocol.id.DeviceId;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Everything that takes a password or shows a secret. Never in a screenshot. */
public final class AccountActivity extends Screen {
    private static final String DEED = "deed";
    private static final String DEVICE = "device";
    private static final String ENTRY = "entry";
    private static final int QR_SIDE = 600;

    private Form form;
    private Work work;

    /** What can be done, and what it asks for. */
    public enum Deed {
        REGISTER(R.string.register, R.string.register_text, R.id.account, R.id.next, R.id.again, R.id.invitation),
        REGISTER_ANEW(R.string.register, R.string.register_anew_text, R.id.account, R.id.password, R.id.invitation),
        LOG_IN(R.string.log_in, R.string.log_in_text, R.id.account, R.id.password),
        RECOVER(R.string.recover, R.string.recover_text, R.id.account, R.id.code, R.id.next, R.id.again),
        CHANGE_PASSWORD(R.string.change_password, R.string.change_text, R.id.password, R.id.next, R.id.again),
        NEW_CODE(R.string.new_recovery_code, R.string.new_code_text, R.id.password),
        RENEW(R.string.renew, R.string.renew_text, R.id.password),
        LOG_OUT(R.string.log_out, R.string.log_out_text, R.id.password),
        ADD_DEVICE(R.string.device_add, R.string.device_add_text, R.id.password),
        REVOKE(R.string.device_revoke, R.string.device_revoke_text, R.id.password);

        private final int title;
        private final int text;
        private final int[] fields;

        Deed(int title, int text, int... fields) {
            this.title = title;
            this.text = text;
            this.fields = fields;
        }

        boolean asks(int field) {
            return Arrays.stream(fields).anyMatch(each -> each == field);
        }
    }

    /** What is under way: it outlives the turning of the phone. */
    private static final class Work {
        private boolean busy;
        private boolean done;
        private Optional<RuntimeException> failure = Optional.empty();
        private Optional<String> secret = Optional.empty();
        private Optional<CharSequence[]> typed = Optional.empty();
        private Runnable changed = () -> {};
    }

    public static Intent intent(Context from, Deed deed) {
        return new Intent(from, AccountActivity.class).putExtra(DEED, deed.name());
    }

    /** @param entry used once somebody has logged in; may be empty */
    public static Intent logIn(Context from, String entry) {
        return intent(from, Deed.LOG_IN).putExtra(ENTRY, entry);
    }

    public static Intent revoke(Context from, DeviceId device) {
        return intent(from, Deed.REVOKE).putExtra(DEVICE, device.toString());
    }

    @Override
    protected void onCreate(Bundle state) {
        super.onCreate(state);
        setContentView(R.layout.account);
        Deed deed = deed();
        setTitle(deed.title);
        TextView text = findViewById(R.id.text);
        text.setText(deed.text);
        form = new Form(findViewById(android.R.id.content), deed);
        Object kept = getLastNonConfigurationInstance();
        work = kept instanceof Work before ? before : new Work();
        work.changed = this::refresh;
        work.typed.ifPresent(form::secrets);
        Button go = findViewById(R.id.go);
        go.setText(deed.title);
        go.setOnClickListener(view -> go());
        Button other = findViewById(R.id.other);
        other.setText(R.string.recover);
        other.setOnClickListener(view -> {
            startActivity(new Intent(getIntent()).putExtra(DEED, Deed.RECOVER.name()));
            finish();
        });
        show(other, deed == Deed.LOG_IN);
        findViewById(R.id.written).setOnClickListener(view -> written());
        passwordOnlyWithAccount(deed);
        lookForCode();
        refresh();
    }

    /** The code that waits to be written down is shown before another one is made. */
    private void lookForCode() {
        Work mine = work;
        if (givesCode() && !mine.busy && !mine.done) {
            session()
                    .ask(
                            opened -> new KeptCode(opened.notes()).get(),
                            code -> {
                                if (code.isPresent() && !mine.busy) {
                                    mine.done = true;
                                    mine.secret = code;
                                    mine.changed.run();
                                }
                            },
                            e -> {});
        }
    }

    private boolean givesCode() {
        return deed() == Deed.NEW_CODE || deed() == Deed.REGISTER || deed() == Deed.REGISTER_ANEW;
    }

    private void written() {
        if (givesCode()) {
            KeptCode.forget(session());
        }
        finish();
    }

    @Override
    public void onBackPressed() {
        leave();
    }

    @Override
    public boolean onOptionsItemSelected(MenuItem item) {
        if (item.getItemId() == android.R.id.home) {
            leave();
            return true;
        }
        return super.onOptionsItemSelected(item);
    }

    /** Not by mistake while a code is shown that opens the account. */
    private void leave() {
        if (givesCode() && work.secret.isPresent()) {
            confirm(getText(R.string.recovery_leave), R.string.later, this::finish);
        } else {
            finish();
        }
    }

    @Override
    protected void onStart() {
        super.onStart();
        secure(true);
    }

    @Override
    public Object onRetainNonConfigurationInstance() {
        work.changed = () -> {};
        work.typed = Optional.of(form.secrets());
        return work;
    }

    private Deed deed() {
        return Deed.valueOf(getIntent().getStringExtra(DEED));
    }

    /** An identity that never had an account has its key on this device: there is no password to ask for. */
    private void passwordOnlyWithAccount(Deed deed) {
        if (deed == Deed.ADD_DEVICE || deed == Deed.REVOKE || deed == Deed.RENEW) {
            session()
                    .ask(
                            opened -> opened.client().account().name().isPresent()
                                    || opened.client().account().lostName().isPresent(),
                            account -> show(findViewById(R.id.password), account),
                            e -> {});
        }
    }

    private void go() {
        Optional<Integer> wrong = form.complaint();
        if (wrong.isPresent()) {
            complain(getString(wrong.get()));
            return;
        }
        CompletableFuture<Optional<String>> none = CompletableFuture.completedFuture(Optional.empty());
        Deed deed = deed();
        char[] password = form.characters(R.id.password);
        char[] next = form.characters(R.id.next);
        String account = form.text(R.id.account);
        String code = form.text(R.id.code);
        String invitation = form.text(R.id.invitation);
        String device = getIntent().getStringExtra(DEVICE);
        work.busy = true;
        work.failure = Optional.empty();
        Work mine = work;
        session()
                .askLater(
                        client -> {
                            Accounts accounts = client.account();
                            return switch (deed) {
                                case REGISTER ->
                                    accounts.register(new AccountName(account), next, given(invitation))
                                            .thenApply(AccountActivity::shown);
                                case REGISTER_ANEW ->
                                    accounts.register(new AccountName(account), password, given(invitation))
                                            .thenApply(AccountActivity::shown);
                                case LOG_IN ->
                                    accounts.logIn(new AccountName(account), password)
                                            .thenCompose(done -> none);
                                case RECOVER ->
                                    accounts.recover(new AccountName(account), recovery(code), next)
                                            .thenCompose(done -> none);
                                case CHANGE_PASSWORD ->
                                    accounts.changePassword(password, next).thenCompose(done -> none);
                                case NEW_CODE ->
                                    accounts.newRecoveryCode(password).thenApply(AccountActivity::shown);
                                case RENEW -> client.devices().renew(password).thenCompose(done -> none);
                                case LOG_OUT -> accounts.logOut(password).thenCompose(done -> none);
                                case ADD_DEVICE ->
                                    client.devices().add(password).thenApply(Optional::of);
                                case REVOKE ->
                                    client.devices()
                                            .revoke(DeviceId.of(device), password)
                                            .thenCompose(done -> none);
                            };
                        },
                        secret -> {
                            wipe(password, next);
                            mine.busy = false;
                            mine.done = true;
                            if (deed == Deed.LOG_OUT || deed == Deed.LOG_IN || deed == Deed.RECOVER) {
                                app().forget();
                                enter();
                            } else if (deed == Deed.RENEW) {
                                app().alarms().renewed();
                            }
                            if (givesCode()) {
                                secret.ifPresent(made -> KeptCode.keep(session(), made));
                            }
                            mine.secret = secret;
                            mine.changed.run();
                        },
                        e -> {
                            wipe(password, next);
                            mine.busy = false;
                            mine.failure = Optional.of(e);
                            mine.changed.run();
                        });
        refresh();
    }

    private void enter() {
        Optional.ofNullable(getIntent().getStringExtra(ENTRY))
                .ifPresent(entry -> new Entry(entry).use(session(), this::tell));
    }

    private void refresh() {
        show(findViewById(R.id.busy), work.busy);
        findViewById(R.id.go).setEnabled(!work.busy);
        show(findViewById(R.id.problem), work.failure.isPresent());
        work.failure.ifPresent(e -> complain(Failures.text(this, e)));
        if (!work.done) {
            return;
        }
        if (!work.secret.isPresent()) {
            setResult(RESULT_OK);
            finish();
            return;
        }
        form.hide();
        show(findViewById(R.id.go), false);
        show(findViewById(R.id.other), false);
        show(findViewById(R.id.text), false);
        show(findViewById(R.id.recovery), true);
        TextView code = findViewById(R.id.recovery_code);
        code.setText(givesCode() ? breakable(work.secret.get()) : work.secret.get());
        if (deed() == Deed.ADD_DEVICE) {
            TextView head = findViewById(R.id.recovery_head);
            head.setText(R.string.device_code_head);
            TextView text = findViewById(R.id.recovery_text);
            text.setText(R.string.device_code_text);
            code.setTextIsSelectable(true);
            code.setTextSize(14);
            ImageView qr = findViewById(R.id.qr);
            qr.setImageBitmap(QrCode.draw(work.secret.get(), QR_SIDE));
            show(qr, true);
        }
    }

    private void complain(String text) {
        TextView problem = findViewById(R.id.problem);
        problem.setText(text);
        show(problem, true);
    }

    /** Lines end between the groups. */
    private static String breakable(String code) {
        return code.replace("-", "-\u200B");
    }

    private static Optional<String> given(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    private static Optional<String> shown(RecoveryCode code) {
        return Optional.of(code.show());
    }

    private static RecoveryCode recovery(String typed) {
        try {
            return RecoveryCode.of(typed);
        } catch (BadAccountException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private static void wipe(char[]... passwords) {
        for (char[] each : passwords) {
            Arrays.fill(each, ' ');
        }
    }
}
