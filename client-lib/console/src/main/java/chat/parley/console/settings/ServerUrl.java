package chat.parley.console.settings;

import chat.parley.client.naming.InertText;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/** The base url of a server as the client wants it: {@code ws://host:port/parley}. */
public final class ServerUrl {
    static final String CONTEXT = "/parley";
    private static final int MAX_PORT = 65_535;

    private ServerUrl() {}

    /**
     * Reads what a person typed: {@code http} and {@code https} are taken as {@code ws} and {@code wss}, and without a path
     * {@value #CONTEXT} is added.
     *
     * @throws IllegalArgumentException if it is no such url; the message is for people
     */
    public static String of(String typed) {
        URI url;
        try {
            url = new URI(typed.strip());
        } catch (URISyntaxException e) {
            throw bad(typed, "not a url");
        }
        String scheme = scheme(typed, url.getScheme());
        if (url.getHost() == null) {
            throw bad(typed, "no host in it");
        }
        if (url.getRawUserInfo() != null || url.getRawQuery() != null || url.getRawFragment() != null) {
            throw bad(typed, "only host, port and path may be in it");
        }
        String path = url.getRawPath() == null ? "" : url.getRawPath().replaceAll("/+$", "");
        return scheme + "://" + url.getHost() + port(typed, url.getPort()) + (path.isEmpty() ? CONTEXT : path);
    }

    /**
     * The url of a server on a host and port.
     *
     * @throws IllegalArgumentException if they make no url; the message is for people
     */
    public static String of(String host, int port) {
        if (port < 1 || port > MAX_PORT) {
            throw new IllegalArgumentException("a port is a number from 1 to " + MAX_PORT + ", not " + port);
        }
        boolean bareIpv6 = host.contains(":") && !host.startsWith("[");
        return of("ws://" + (bareIpv6 ? "[" + host + "]" : host) + ":" + port);
    }

    private static String scheme(String typed, String scheme) {
        switch (scheme == null ? "" : scheme.toLowerCase(Locale.ROOT)) {
            case "ws":
            case "http":
                return "ws";
            case "wss":
            case "https":
                return "wss";
            default:
                throw bad(typed, "it must begin with ws:// or wss://");
        }
    }

    private static String port(String typed, int port) {
        if (port == -1) {
            return "";
        }
        if (port < 1 || port > MAX_PORT) {
            throw bad(typed, "a port is a number from 1 to " + MAX_PORT);
        }
        return ":" + port;
    }

    private static IllegalArgumentException bad(String typed, String why) {
        return new IllegalArgumentException("'" + InertText.of(typed) + "' is no server's url (" + why
                + "); write it like ws://127.0.0.1:8080/parley");
    }
}
