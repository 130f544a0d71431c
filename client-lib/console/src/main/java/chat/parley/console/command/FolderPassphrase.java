package chat.parley.console.command;

import chat.parley.client.ClientException;
import chat.parley.client.lock.StoreLock;
import chat.parley.console.ask.Asker;
import chat.parley.console.session.Refusal;
import chat.parley.console.session.Session;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The passphrase of the folder in which keys and messages are. */
final class FolderPassphrase {
    private final Session session;
    private final Asker asker;
    private final Secrets secrets;
    private final StoreLock lock;

    FolderPassphrase(Session session, Asker asker, Secrets secrets, StoreLock lock) {
        this.session = session;
        this.asker = asker;
        this.secrets = secrets;
        this.lock = lock;
    }

    Group group() {
        return new Group(
                "Your folder",
                List.of(Command.named(
                                "passphrase", "[remove]", "locks your folder with a passphrase, or with another one")
                        .detail("who has your folder then opens nothing in it without; start with --passphrase")
                        .detail("/passphrase remove takes it off")
                        .detail("a copy of the folder from before opens as it did")
                        .unkept()
                        .completing(Completions.words("remove"))
                        .doing(this::passphrase)));
    }

    private void passphrase(Arguments arguments) {
        boolean remove = arguments.word().map(FolderPassphrase::isRemove).orElse(false);
        arguments.end();
        boolean locked = lock.needsPassphrase();
        if (remove && !locked) {
            throw new Refusal("your folder has no passphrase");
        }
        Optional<char[]> before =
                locked ? Optional.of(secrets.known("Passphrase of your folder until now")) : Optional.empty();
        Optional<char[]> next = Optional.empty();
        try {
            next = remove
                    ? confirmed()
                    : Optional.of(secrets.fresh(
                            "New passphrase of your folder",
                            session.client().me().name()));
            lock.change(before, next);
        } catch (ClientException e) {
            throw new Refusal(e.getMessage());
        } finally {
            before.ifPresent(used -> Arrays.fill(used, '\0'));
            next.ifPresent(used -> Arrays.fill(used, '\0'));
        }
        session.tell(
                remove
                        ? "your folder has no passphrase any more: whoever can read it can read everything in it"
                        : "your folder is locked: start with --passphrase from now on; nobody can reset it");
    }

    private Optional<char[]> confirmed() {
        if (!asker.confirms("Take the passphrase off? Whoever can read your folder can read everything in it then.")) {
            throw new Refusal("nothing was changed");
        }
        return Optional.empty();
    }

    private static boolean isRemove(String word) {
        if (!word.equals("remove")) {
            // It may be the passphrase itself, which is not to stand on the screen.
            throw new Refusal("that is too much: /passphrase alone, which asks, or /passphrase remove");
        }
        return true;
    }
}
