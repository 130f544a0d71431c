package chat.parley.client;

import java.nio.file.Path;
import java.util.List;

/**
 * What a client needs to start.
 *
 * @param folder where its keys and messages are kept; made, for its owner only, if it is not there
 * @param name what the person is called when the identity is made; afterwards it only changes the name used at joins
 * @param servers base urls ({@code ws://host:port/parley}) to try first; those learned earlier follow
 * @param namespace the federation's namespace, part of every open room's id
 */
public record ClientOptions(Path folder, String name, List<String> servers, String namespace) {
    public static final String DEFAULT_NAMESPACE = "parley";

    public ClientOptions(Path folder, String name, List<String> servers) {
        this(folder, name, servers, DEFAULT_NAMESPACE);
    }
}
