package chat.parley.server.ops;

import chat.parley.protocol.id.DomainId;
import chat.parley.server.account.Registration;
import chat.parley.server.hosting.HostingRules;
import chat.parley.server.socket.Addresses;
import chat.parley.server.socket.Proxies;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Reads single settings and says, by key, what is wrong with one. */
public final class SettingReader {
    private static final long MAX_REPLICAS = 1000;
    private static final long MAX_ABSENCE_MINUTES = 60L * 24 * 7;
    private static final long MAX_KEEP_DAYS = 3650;
    private static final long MAX_DROP_HOURS = 24L * MAX_KEEP_DAYS;

    /** Several hosts and IPv6 are the driver's to read; parameters too, but for user and password. */
    private static final Pattern POSTGRES = Pattern.compile(
            "jdbc:postgresql://[A-Za-z0-9._:,\\[\\]-]+/[A-Za-z0-9._%-]+([?](?!.*(user|password)=)[A-Za-z0-9._%=&/,:-]*)?",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern SCHEMA = Pattern.compile("[a-z](?!g_)[a-z0-9_]{0,62}");

    private final Function<String, Optional<String>> source;

    /** Reads from a source that gives the text of a key. */
    public SettingReader(Function<String, Optional<String>> source) {
        this.source = source;
    }

    long number(String key, long standard, long least, long most) throws CannotStart {
        Optional<String> text = text(key);
        if (text.isEmpty()) {
            return standard;
        }
        try {
            long value = Long.parseLong(text.get());
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Told below, in the same words.
        }
        throw wrong(key, text.get(), "set a whole number from " + least + " to " + most);
    }

    Path path(String key, String standard) throws CannotStart {
        String text = text(key).orElse(standard);
        try {
            return Path.of(text).toAbsolutePath().normalize();
        } catch (InvalidPathException e) {
            throw wrong(key, text, "set the path of a folder");
        }
    }

    Optional<DomainId> domain(String key) throws CannotStart {
        Optional<String> text = text(key);
        try {
            return text.map(DomainId::of);
        } catch (IllegalArgumentException e) {
            throw wrong(key, text.get(), "set the domain's id, as \"parley domain create\" shows it");
        }
    }

    Optional<URI> baseUrl(String key) throws CannotStart {
        Optional<String> text = text(key);
        return text.isPresent() ? Optional.of(baseUrl(key, text.get())) : Optional.empty();
    }

    List<URI> baseUrls(String key) throws CannotStart {
        List<URI> urls = new ArrayList<>();
        for (String text : text(key).orElse("").split(",")) {
            if (!text.isBlank()) {
                urls.add(baseUrl(key, text.strip()));
            }
        }
        return urls;
    }

    Proxies proxies(String key) throws CannotStart {
        Set<InetAddress> addresses = new HashSet<>();
        for (String text : text(key).orElse("").split(",")) {
            if (!text.isBlank()) {
                addresses.add(Addresses.literal(text.strip())
                        .orElseThrow(() -> wrong(key, text.strip(), "set IP addresses, with commas between them")));
            }
        }
        return new Proxies(addresses);
    }

    HostingSettings hosting(String replicas, String absence, String pinned, String keep, String drop)
            throws CannotStart {
        List<String> rooms = new ArrayList<>();
        for (String each : text(pinned).orElse("").split(",")) {
            if (!each.isBlank() && !HostingSettings.pinnable(each.strip())) {
                throw wrong(pinned, each.strip(), "set names of open rooms, or ids of rooms, with commas between them");
            }
            if (!each.isBlank()) {
                rooms.add(each.strip());
            }
        }
        return new HostingSettings(
                (int) number(replicas, HostingRules.REPLICAS, 1, MAX_REPLICAS),
                Duration.ofMinutes(number(absence, HostingRules.ABSENCE.toMinutes(), 1, MAX_ABSENCE_MINUTES)),
                Duration.ofDays(number(keep, HostingRules.KEEP.toDays(), 0, MAX_KEEP_DAYS)),
                Duration.ofHours(number(drop, HostingRules.DROP.toHours(), 1, MAX_DROP_HOURS)),
                rooms);
    }

    Registration registration(String key) throws CannotStart {
        String text = text(key).orElse(Registration.OPEN.name());
        try {
            return Registration.of(text);
        } catch (IllegalArgumentException e) {
            throw wrong(key, text, "set open, code or closed");
        }
    }

    /** The password's value is in no message, and a URL that may hold one neither. */
    StoreSettings store(String url, String user, String password, String schema) throws CannotStart {
        Optional<String> database = text(url);
        if (database.isPresent() && !POSTGRES.matcher(database.get()).matches()) {
            throw new CannotStart(
                    url + " is \"" + database.get().replaceAll("(?s)(//[^/]*@|[?]).*", "...") + '"',
                    "set a URL such as jdbc:postgresql://host/database, with user and password in " + user + " and "
                            + password + ", or do not set it, for SQLite");
        }
        String name = text(schema).orElse(StoreSettings.DEFAULT_SCHEMA);
        if (!SCHEMA.matcher(name).matches()) {
            throw wrong(schema, name, "set up to 63 small letters, digits and underscores, a letter first");
        }
        for (String key : List.of(user, password, schema)) {
            if (database.isEmpty() && text(key).isPresent()) {
                throw new CannotStart(key + " is set without " + url, "set both, or neither for SQLite");
            }
        }
        return new StoreSettings(
                database, text(user).orElse(""), source.apply(password).orElse(""), name);
    }

    private static URI baseUrl(String key, String text) throws CannotStart {
        try {
            URI url = new URI(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
            boolean webSocket = "ws".equals(url.getScheme()) || "wss".equals(url.getScheme());
            if (webSocket && url.getHost() != null && url.getQuery() == null && url.getFragment() == null) {
                return url;
            }
        } catch (URISyntaxException e) {
            // Told below, in the same words.
        }
        throw wrong(key, text, "set a base URL such as wss://chat.example.org/parley");
    }

    private Optional<String> text(String key) {
        return source.apply(key).map(String::strip).filter(text -> !text.isEmpty());
    }

    private static CannotStart wrong(String key, String value, String remedy) {
        return new CannotStart(key + " is \"" + value + "\"", remedy);
    }
}
