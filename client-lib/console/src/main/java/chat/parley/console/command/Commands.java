package chat.parley.console.command;

import chat.parley.client.AccountException;
import chat.parley.client.RoomException;
import chat.parley.client.lock.StoreLock;
import chat.parley.console.ask.Asker;
import chat.parley.console.session.Refusal;
import chat.parley.console.session.Session;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** Carries out what a person types. What cannot be done is shown with its reason; only a client that has stopped is a failure. */
public final class Commands {
    private final Session session;
    private final Talk talk;
    private final Catalogue catalogue;

    /**
     * @param asker asks for passwords, and whether something is meant
     * @param random chooses what of a recovery code is asked back
     * @param lock of the folder that the client uses
     */
    public Commands(Session session, Asker asker, RandomGenerator random, StoreLock lock) {
        this.session = session;
        this.talk = new Talk(session);
        Secrets secrets = new Secrets(session, asker);
        this.catalogue = new Catalogue(List.of(
                talk.group(),
                new Messages(session, secrets).group(),
                new SentFiles(session).group(),
                new Rooms(session).group(),
                new Invitations(session).group(),
                new Members(session, asker).group(),
                new PeopleKnown(session).group(),
                new AccountTalk(session, asker, secrets, random).group(),
                new DeviceTalk(session, asker, secrets).group(),
                new FolderPassphrase(session, asker, secrets, lock).group(),
                new Help(session, asker, this::catalogue).group()));
    }

    /** All commands, to be read of: none of them can be carried out. */
    public static Catalogue described() {
        return new Commands(null, null, null, null).catalogue();
    }

    /** All commands. */
    public Catalogue catalogue() {
        return catalogue;
    }

    /** Carries a line out; why it cannot be is shown. */
    public Command.Outcome run(String line) {
        return run(line, why -> session.warn(why.text()));
    }

    /**
     * Carries a line out.
     *
     * @param refused hears why it cannot be
     */
    public Command.Outcome run(String line, Consumer<Refused> refused) {
        String text = line.stripTrailing();
        if (text.isBlank()) {
            return Command.Outcome.DONE;
        }
        try {
            return text.startsWith("/") ? command(text) : talk.say(text);
        } catch (Refusal | RoomException | AccountException | IllegalArgumentException e) {
            refused.accept(Refused.of(e));
        } catch (IllegalStateException e) {
            session.life().goesOn(e);
            refused.accept(Refused.of(e));
        }
        return Command.Outcome.REFUSED;
    }

    private Command.Outcome command(String text) {
        String[] parts = text.split("\\s+", 2);
        Command command = catalogue.get(parts[0]);
        return command.action().run(new Arguments(command, parts.length > 1 ? parts[1] : ""));
    }
}
