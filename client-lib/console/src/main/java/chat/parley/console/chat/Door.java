package chat.parley.console.chat;

import chat.parley.client.ClientException;
import chat.parley.client.ClientListener;
import chat.parley.client.ParleyClient;
import chat.parley.client.ParleyClients;
import chat.parley.console.ask.Asker;
import chat.parley.console.ask.NewPassword;
import chat.parley.console.screen.Line;
import chat.parley.console.screen.Screen;
import chat.parley.console.settings.ChatSettings;
import chat.parley.console.settings.ParleyClientFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/** Opens the client, and asks for the passphrase of its folder where there is one. */
final class Door {
    /** Passphrases that a person can try. */
    private static final int ATTEMPTS = 3;

    private final ParleyClientFactory clients;
    private final ChatSettings settings;
    private final Asker asker;
    private final Screen screen;

    Door(ParleyClientFactory clients, ChatSettings settings, Asker asker, Screen screen) {
        this.clients = clients;
        this.settings = settings;
        this.asker = asker;
        this.screen = screen;
    }

    ParleyClient open(ClientListener listener) throws IOException {
        Optional<char[]> passphrase = settings.locks().passphrase() ? Optional.of(first()) : Optional.empty();
        for (int attempt = 1; ; attempt++) {
            try {
                return clients.open(settings.client(), passphrase, listener);
            } catch (ClientException e) {
                boolean again = e.code() == ClientException.Code.PASSPHRASE && asker.present() && attempt <= ATTEMPTS;
                if (!again) {
                    throw e;
                }
                screen.show(new Line.Warning(e.getMessage()));
            } finally {
                passphrase.ifPresent(used -> Arrays.fill(used, '\0'));
            }
            passphrase = Optional.of(known());
        }
    }

    private char[] first() throws IOException {
        Path folder = settings.client().folder();
        boolean isNew = isNew(folder);
        if (!isNew && !ParleyClients.lock(folder).needsPassphrase()) {
            throw new ClientException(
                    ClientException.Code.OPTION,
                    folder
                            + " has no passphrase, and everybody who can read it can open it: start without --passphrase,"
                            + " and lock it with /passphrase");
        }
        return isNew
                ? new NewPassword(asker, complaint -> screen.show(new Line.Warning(complaint)))
                        .ask(
                                "Passphrase for " + settings.client().folder(),
                                settings.client().name())
                        .orElseThrow(Door::none)
                : known();
    }

    private char[] known() {
        return asker.secret("Passphrase of " + settings.client().folder()).orElseThrow(Door::none);
    }

    private static ClientException none() {
        return new ClientException(
                ClientException.Code.PASSPHRASE,
                "the folder needs its passphrase; in a pipe it is the first line of --password-file");
    }

    private static boolean isNew(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return true;
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.findAny().isEmpty();
        }
    }
}
