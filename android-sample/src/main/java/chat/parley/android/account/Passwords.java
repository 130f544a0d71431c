package chat.parley.android.account;

import chat.parley.android.R;
import chat.parley.protocol.account.AccountKeys;
import java.util.Locale;
import java.util.Optional;

/** Refuses what is guessed first. It does not judge strength: the text beside the field says what a good password is. */
final class Passwords {
    /** Fewer different characters are no password. */
    static final int MIN_DIFFERENT = 5;

    private Passwords() {}

    /**
     * What is wrong with a new password, as a text of the resources; empty if it will do.
     *
     * @param name of the account: nobody should use it as a password
     */
    static Optional<Integer> complaint(char[] password, String name) {
        if (password.length < AccountKeys.MIN_PASSWORD || password.length > AccountKeys.MAX_PASSWORD) {
            return Optional.of(R.string.account_bad_password);
        }
        String text = new String(password).toLowerCase(Locale.ROOT);
        boolean named = !name.isEmpty() && text.contains(name.toLowerCase(Locale.ROOT));
        boolean poor =
                text.chars().distinct().count() < MIN_DIFFERENT || text.contains("password") || text.contains("12345");
        return named || poor ? Optional.of(R.string.weak_password) : Optional.empty();
    }
}
