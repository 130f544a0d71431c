package chat.parley.client;

import chat.parley.protocol.rules.OpenRoom;
import java.nio.file.Path;
import java.util.List;

/**
 * What a client needs to start.
 *
 * @param folder where its keys and messages are kept; made, for its owner only, if it is not there
 * @param name what the person is called when the identity is made; afterwards it only changes the name used at joins
 * @param servers base urls ({@code ws://host:port/parley}) to try first; those learned earlier follow
 * @param namespace the federation's namespace, part of every open room's id
 * @param transfers how much it moves of files
 */
public record ClientOptions(
        Path folder, String name, List<String> servers, String namespace, TransferLimits transfers) {
    public static final String DEFAULT_NAMESPACE = OpenRoom.NAMESPACE;

    public ClientOptions(Path folder, String name, List<String> servers) {
        this(folder, name, servers, DEFAULT_NAMESPACE);
    }

    public ClientOptions(Path folder, String name, List<String> servers, String namespace) {
        this(folder, name, servers, namespace, TransferLimits.STANDARD);
    }

    /** The same with other limits. */
    public ClientOptions with(TransferLimits limits) {
        return new ClientOptions(folder, name, servers, namespace, limits);
    }
}
