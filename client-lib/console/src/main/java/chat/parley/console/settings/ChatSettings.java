package chat.parley.console.settings;

import chat.parley.client.ClientOptions;
import chat.parley.client.RoomRef;
import chat.parley.console.screen.PictureForm;
import chat.parley.console.screen.Theme;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a chat is started with.
 *
 * @param client for the client
 * @param rooms to join at once; the first becomes the current one
 * @param patience in a pipe: the longest wait for a server, for a room, and at the end for everything to be stored
 * @param look how it looks in a terminal
 * @param locks what is locked, and where its keys come from
 */
public record ChatSettings(ClientOptions client, List<RoomRef.Open> rooms, Duration patience, Look look, Locks locks) {

    /**
     * How it looks in a terminal.
     *
     * @param bell whether it rings for what is meant for the person
     * @param pictures how small pictures are drawn
     * @param oneRoom whether what goes on in other rooms is counted only
     */
    public record Look(Theme theme, boolean bell, PictureForm pictures, boolean oneRoom) {}

    /**
     * What is locked.
     *
     * @param passphrase whether the folder is, or is to be, locked with a passphrase
     * @param passwords in a pipe, the file that answers what a terminal would ask for
     */
    public record Locks(boolean passphrase, Optional<Path> passwords) {}
}
