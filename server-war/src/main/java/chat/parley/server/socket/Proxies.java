package chat.parley.server.socket;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The proxies that this node's operator runs before it, whose word for where a connection comes from is taken: the last
 * hop of {@code X-Forwarded-For} that is none of them. Anybody else may write there what they like.
 *
 * @param addresses the proxies' own
 */
public record Proxies(Set<InetAddress> addresses) {
    /** The header in which each proxy adds from whom it has the request, the last one last. */
    static final String HEADER = "X-Forwarded-For";

    /** Nobody's word is taken. */
    public static final Proxies NONE = new Proxies(Set.of());

    public Proxies {
        addresses = Set.copyOf(addresses);
    }

    /**
     * Where a request comes from.
     *
     * @param remote who has connected
     * @param forwarded all values of the header, in their order
     */
    String origin(String remote, List<String> forwarded) {
        String origin = remote;
        List<String> hops = forwarded.stream()
                .flatMap(value -> Arrays.stream(value.split(",")))
                .toList();
        for (int i = hops.size() - 1; i >= 0 && listed(origin); i--) {
            Optional<InetAddress> hop =
                    Addresses.literal(withoutPort(hops.get(i).strip()));
            if (hop.isEmpty()) {
                break;
            }
            origin = hop.get().getHostAddress();
        }
        return origin;
    }

    private boolean listed(String address) {
        return Addresses.literal(address).filter(addresses::contains).isPresent();
    }

    private static String withoutPort(String hop) {
        if (hop.startsWith("[") && hop.contains("]")) {
            return hop.substring(1, hop.indexOf(']'));
        }
        int colon = hop.indexOf(':');
        return colon >= 0 && colon == hop.lastIndexOf(':') ? hop.substring(0, colon) : hop;
    }
}
