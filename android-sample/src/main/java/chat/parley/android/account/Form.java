package chat.parley.android.account;

import android.view.View;
import android.widget.EditText;
import chat.parley.android.R;
import chat.parley.protocol.account.BadAccountException;
import chat.parley.protocol.account.RecoveryCode;
import chat.parley.protocol.id.AccountName;
import java.util.Arrays;
import java.util.Optional;

/** The fields that a deed asks for. */
final class Form {
    private final int[] all = {R.id.account, R.id.code, R.id.password, R.id.next, R.id.again, R.id.invitation};

    /** What the system keeps of a screen is no place for these. */
    private final int[] secret = {R.id.code, R.id.password, R.id.next, R.id.again};

    private final View screen;

    Form(View screen, AccountActivity.Deed deed) {
        this.screen = screen;
        for (int each : all) {
            boolean asked = deed.asks(each);
            screen.findViewById(each).setVisibility(asked ? View.VISIBLE : View.GONE);
        }
        for (int each : secret) {
            screen.findViewById(each).setSaveEnabled(false);
        }
    }

    /** What was typed of them: it outlives the turning of the phone, and nothing else. */
    CharSequence[] secrets() {
        CharSequence[] typed = new CharSequence[secret.length];
        for (int i = 0; i < secret.length; i++) {
            EditText view = screen.findViewById(secret[i]);
            typed[i] = view.getText();
        }
        return typed;
    }

    void secrets(CharSequence[] typed) {
        for (int i = 0; i < secret.length; i++) {
            EditText view = screen.findViewById(secret[i]);
            view.setText(typed[i]);
        }
    }

    void hide() {
        for (int each : all) {
            screen.findViewById(each).setVisibility(View.GONE);
        }
    }

    String text(int field) {
        EditText view = screen.findViewById(field);
        return view.getText().toString().trim();
    }

    char[] characters(int field) {
        EditText view = screen.findViewById(field);
        char[] characters = new char[view.length()];
        view.getText().getChars(0, characters.length, characters, 0);
        return characters;
    }

    /** What is wrong with what was typed, as a text of the resources; empty if it will do. */
    Optional<Integer> complaint() {
        if (asked(R.id.account)) {
            try {
                new AccountName(text(R.id.account));
            } catch (IllegalArgumentException e) {
                return Optional.of(R.string.bad_account_name);
            }
        }
        if (asked(R.id.code)) {
            try {
                RecoveryCode.of(text(R.id.code)).wipe();
            } catch (BadAccountException e) {
                return Optional.of(R.string.bad_recovery_code);
            }
        }
        if (!asked(R.id.next)) {
            return Optional.empty();
        }
        char[] next = characters(R.id.next);
        char[] again = characters(R.id.again);
        Optional<Integer> wrong = !Arrays.equals(next, again)
                ? Optional.of(R.string.passwords_differ)
                : Passwords.complaint(next, text(R.id.account));
        Arrays.fill(next, ' ');
        Arrays.fill(again, ' ');
        return wrong;
    }

    private boolean asked(int field) {
        return screen.findViewById(field).getVisibility() == View.VISIBLE;
    }
}
