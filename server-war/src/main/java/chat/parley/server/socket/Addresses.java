package chat.parley.server.socket;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/** Network addresses as texts. No name is ever looked up. */
public final class Addresses {
    /** Bytes of an IPv6 address that tell networks apart: within one anybody may take any address. */
    private static final int NETWORK_BYTES = 8;

    private static final Pattern LITERAL =
            Pattern.compile("[0-9]{1,3}([.][0-9]{1,3}){3}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

    private Addresses() {}

    /** An address, if the text is one and not a name. */
    public static Optional<InetAddress> literal(String text) {
        // What an interface adds to a link-local address tells nothing from outside.
        int zone = text.indexOf('%');
        String address = zone < 0 ? text : text.substring(0, zone);
        try {
            return LITERAL.matcher(address).matches() ? Optional.of(InetAddress.getByName(address)) : Optional.empty();
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    /** By what somebody is counted who comes from here: of IPv6 the network of 64 bits, which is the least that people get. */
    public static String counted(String address) {
        Optional<InetAddress> literal = literal(address);
        if (literal.isEmpty() || !(literal.get() instanceof Inet6Address)) {
            return literal.map(InetAddress::getHostAddress).orElse(address);
        }
        byte[] network = literal.get().getAddress();
        Arrays.fill(network, NETWORK_BYTES, network.length, (byte) 0);
        try {
            return InetAddress.getByAddress(network).getHostAddress() + "/64";
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }
}
