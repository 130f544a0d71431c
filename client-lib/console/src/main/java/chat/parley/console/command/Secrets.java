package chat.parley.console.command;

import chat.parley.client.Accounts;
import chat.parley.console.ask.Asker;
import chat.parley.console.ask.NewPassword;
import chat.parley.console.session.Refusal;
import chat.parley.console.session.Session;

/** Passwords that commands need. Who is handed one wipes it: the client does so when its operation ends. */
final class Secrets {
    private static final char[] NONE = new char[0];

    private final Session session;
    private final Asker asker;

    Secrets(Session session, Asker asker) {
        this.session = session;
        this.asker = asker;
    }

    /** A password that the person knows. */
    char[] known(String question) {
        return asker.secret(question).orElseThrow(this::none);
    }

    /** A new one, for the account of a name. */
    char[] fresh(String question, String name) {
        return new NewPassword(asker, session::warn).ask(question, name).orElseThrow(this::none);
    }

    /** The account's password, also of one whose name was lost; an empty one where there is no account. */
    char[] ofAccount() {
        Accounts account = session.client().account();
        return account.name()
                .or(account::lostName)
                .map(name -> known("Password of @" + name))
                .orElse(NONE);
    }

    private Refusal none() {
        return new Refusal(
                asker.present()
                        ? "nothing was changed"
                        : "no password that will do: in a pipe it is read from --password-file, a line for each that is"
                                + " asked for");
    }
}
