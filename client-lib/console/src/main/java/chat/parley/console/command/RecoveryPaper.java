package chat.parley.console.command;

import chat.parley.console.ask.Asker;
import chat.parley.console.session.Session;
import chat.parley.protocol.account.RecoveryCode;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Shows a recovery code once, and sees to it that it was written down. */
final class RecoveryPaper {
    /** So often the person is asked. */
    private static final int ATTEMPTS = 3;

    private final Session session;
    private final Asker asker;
    private final RandomGenerator random;

    RecoveryPaper(Session session, Asker asker, RandomGenerator random) {
        this.session = session;
        this.asker = asker;
        this.random = random;
    }

    /** Shows the code, wipes it, and asks whether it was written down. */
    void handOver(RecoveryCode code) {
        String shown = show(code);
        if (asker.present()) {
            askBack(shown.split("-"));
        }
    }

    /** Shows the code, and wipes it. */
    String show(RecoveryCode code) {
        String shown = code.show();
        code.wipe();
        session.warn("your recovery code: " + shown);
        session.tell("write it on paper now: it opens your account if you forget the password, and is not shown again");
        return shown;
    }

    private void askBack(String[] groups) {
        int which = random.nextInt(groups.length);
        for (int i = 0; i < ATTEMPTS; i++) {
            Optional<String> typed = asker.ask(
                    "To see that you have it: what is group " + (which + 1) + " of the " + groups.length + " groups?");
            if (typed.filter(group -> group.strip().equalsIgnoreCase(groups[which]))
                    .isPresent()) {
                session.tell("right; Ctrl-L clears the screen");
                return;
            }
            session.warn("that is not group " + (which + 1) + ": look at the paper");
        }
        session.warn("write the code down all the same; if you cannot, /recovery makes a new one");
    }
}
