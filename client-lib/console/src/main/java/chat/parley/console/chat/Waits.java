package chat.parley.console.chat;

import chat.parley.client.naming.InertText;
import chat.parley.console.session.Arrivals;
import chat.parley.console.session.Session;
import chat.parley.console.session.Transfers;
import chat.parley.console.settings.ChatSettings;
import chat.parley.console.settings.ExitCode;
import java.io.PrintStream;
import java.time.Duration;

/** The waits of a program in a pipe. Each is bounded; one in vain is a line on standard error and an exit code. */
public final class Waits {
    private static final String UNDONE = "what comes after it was not done";

    private final Session session;
    private final Arrivals arrivals;
    private final ChatSettings settings;
    private final PrintStream err;

    Waits(Session session, Arrivals arrivals, ChatSettings settings, PrintStream err) {
        this.session = session;
        this.arrivals = arrivals;
        this.settings = settings;
        this.err = err;
    }

    /** For a server. */
    public ExitCode connected() {
        Duration limit = settings.patience();
        return session.await(() -> session.client().connection().server().isPresent(), limit)
                ? ExitCode.OK
                : complain(
                        ExitCode.NO_SERVER,
                        "no server reached in " + limit.toSeconds() + " s ("
                                + String.join(", ", settings.client().servers()) + ": " + arrivals.lastFailure()
                                + "); start one, or name another with --host and --port, or --server");
    }

    /** For joins and leaves on the way. */
    public ExitCode settled() {
        if (!session.await(session.focus()::isSettled, settings.patience())) {
            return complain(
                    ExitCode.NO_ROOM,
                    "a room was not joined or left in " + settings.patience().toSeconds() + " s; " + UNDONE);
        }
        return session.focus().takeKeptOut()
                ? complain(ExitCode.NO_ROOM, "a room does not let you in; " + UNDONE)
                : ExitCode.OK;
    }

    /** For files to be across, for as long as something moves. */
    public ExitCode moved() {
        Transfers transfers = session.transfers();
        long before;
        do {
            before = transfers.news();
            if (session.await(transfers::none, settings.patience())) {
                return transfers.anyFailed() ? ExitCode.REFUSED : ExitCode.OK;
            }
        } while (transfers.news() != before);
        return complain(
                ExitCode.NOT_STORED,
                "a file is not across yet: what is sent goes on at the next start, what was accepted is to be accepted again");
    }

    /** For everything said and done to be stored by a server. What never will be was told when that was known. */
    public ExitCode stored() {
        if (!session.await(() -> session.client().unsettled().waiting() == 0, settings.patience())) {
            return complain(
                    ExitCode.NOT_STORED,
                    session.notStored() + " at the next start with --home "
                            + settings.client().folder());
        }
        return session.client().unsettled().lost() == 0 ? ExitCode.OK : ExitCode.REFUSED;
    }

    /** For a server to keep up: less than so much on the way. */
    ExitCode fewerWaitingThan(int most) {
        return session.await(() -> session.client().unsettled().waiting() < most, settings.patience())
                ? ExitCode.OK
                : complain(
                        ExitCode.NOT_STORED,
                        session.notStored() + " at the next start; the servers took nothing for "
                                + settings.patience().toSeconds() + " s, so the rest of the input was not read");
    }

    private ExitCode complain(ExitCode code, String text) {
        err.println("parley: " + InertText.of(text));
        err.flush();
        return code;
    }
}
