package chat.parley.android.welcome;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The address of a server as people type it, made the url that the client wants. */
public final class ServerAddress {
    private static final String PATH = "/parley";

    private ServerAddress() {}

    /**
     * The addresses in a text, separated by spaces, commas or lines. Without a scheme it is TLS, but for addresses that
     * no certificate can be had for.
     *
     * @throws IllegalArgumentException if one of them is none, or there is none
     */
    public static List<String> all(String typed) {
        List<String> urls = new ArrayList<>();
        for (String each : typed.trim().split("[\\s,]+")) {
            urls.add(one(each));
        }
        return urls;
    }

    private static String one(String typed) {
        String text = typed.toLowerCase(Locale.ROOT);
        boolean schemed = text.contains("://");
        if (text.startsWith("https://") || text.startsWith("http://")) {
            text = "ws" + text.substring("http".length());
        }
        try {
            URI uri = new URI(schemed ? text : "wss://" + text);
            String path = uri.getPath().isEmpty() || uri.getPath().equals("/") ? PATH : uri.getPath();
            boolean web = "ws".equals(uri.getScheme()) || "wss".equals(uri.getScheme());
            if (!web || uri.getHost() == null || uri.getUserInfo() != null || uri.getQuery() != null) {
                throw new IllegalArgumentException(typed);
            }
            String scheme = schemed ? uri.getScheme() : near(uri.getHost()) ? "ws" : "wss";
            return new URI(scheme, null, uri.getHost(), uri.getPort(), path, null, null).toString();
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(typed, e);
        }
    }

    private static boolean near(String host) {
        return host.equals("localhost") || host.matches("(127|10|192\\.168|172\\.(1[6-9]|2\\d|3[01]))\\..*");
    }
}
