package chat.parley.console.ask;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;

/** Asks for a new password until it is good and typed twice alike. */
public final class NewPassword {
    /** A person gets so many attempts, then gives up or begins again. */
    static final int ATTEMPTS = 5;

    private final Asker asker;
    private final Consumer<String> advice;

    /**
     * @param advice hears what is wrong with an attempt
     */
    public NewPassword(Asker asker, Consumer<String> advice) {
        this.asker = asker;
        this.advice = advice;
    }

    /**
     * The password; empty if there is none that will do.
     *
     * @param what it is for, as the question goes
     * @param name of the account, which nobody should use as a password
     */
    public Optional<char[]> ask(String what, String name) {
        int attempts = asker.present() ? ATTEMPTS : 1;
        for (int i = 0; i < attempts; i++) {
            Optional<char[]> first = asker.secret(what);
            if (first.isEmpty()) {
                return Optional.empty();
            }
            Optional<String> complaint = PasswordStrength.complaint(first.get(), name);
            if (complaint.isPresent()) {
                advice.accept(complaint.get());
            } else if (repeated(first.get())) {
                return first;
            }
            Arrays.fill(first.get(), '\0');
        }
        return Optional.empty();
    }

    private boolean repeated(char[] first) {
        if (!asker.present()) {
            return true;
        }
        char[] second = asker.secret("The same once more").orElse(new char[0]);
        boolean same = Arrays.equals(first, second);
        Arrays.fill(second, '\0');
        if (!same) {
            advice.accept("the two are not the same: type it again");
        }
        return same;
    }
}
