package chat.parley.client.core;

import chat.parley.client.ClientEvent;
import chat.parley.client.store.ClientStore;
import chat.parley.client.store.Table;
import chat.parley.protocol.id.DomainId;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The domain whose servers alone a client speaks with: that of the first server that it met, until its person takes another.
 * Anybody can make a domain's key: without this a server could come as many, of as many domains as it likes, be two
 * witnesses for one receipt, and say of names what it likes, as these are remembered for each domain.
 */
final class HomeDomain {
    private static final String DOMAIN = "domain";

    private final ClientStore store;
    private final Set<String> told = new HashSet<>();
    private Optional<String> visited = Optional.empty();
    private Optional<DomainId> other = Optional.empty();

    HomeDomain(ClientStore store) {
        this.store = store;
    }

    /** Of the next server its domain does not matter, if it is this: the person has its url from another device of theirs. */
    void visit(String url) {
        visited = Optional.of(url);
    }

    /** The connection is gone, visited or not. */
    void left() {
        visited = Optional.empty();
    }

    /** Whether a server is spoken with that shows this domain. If not, the person hears of it, once for each url. */
    boolean admits(DomainId shown, String url, List<ClientEvent> told) {
        Optional<DomainId> known = known();
        if (!known.isPresent()
                || known.get().equals(shown)
                || visited.filter(url::equals).isPresent()) {
            return true;
        }
        other = Optional.of(shown);
        if (this.told.add(url)) {
            told.add(new ClientEvent.Problem(
                    "DOMAIN_CHANGED",
                    "the server " + url + " is of the domain " + shown + ", not of yours, " + known.get()
                            + ": it is not spoken with. If its operator has told you so, take it as yours (in the console: /domain accept);"
                            + " if not, somebody may be in its place: tell the operator"));
        }
        return false;
    }

    /** A server has proved that it is of this domain. */
    void met(DomainId domain) {
        if (!known().isPresent()) {
            accept(domain);
        }
    }

    /** This is the client's from now on. */
    void accept(DomainId domain) {
        store.put(Table.SETTING, DOMAIN, domain.toString());
        told.clear();
        other = Optional.empty();
    }

    /** That of a server that was turned away for it, if there was one: the last. */
    Optional<DomainId> other() {
        return other;
    }

    Optional<DomainId> known() {
        return store.get(Table.SETTING, DOMAIN).map(DomainId::of);
    }
}
