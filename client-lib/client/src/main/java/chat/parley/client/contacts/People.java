package chat.parley.client.contacts;

import chat.parley.client.Contacts.Contact;
import chat.parley.client.Contacts.Trust;
import chat.parley.client.store.ClientStore;
import chat.parley.client.store.Row;
import chat.parley.client.store.Table;
import chat.parley.protocol.id.AccountName;
import chat.parley.protocol.id.UserId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The rows of people met, and of the names under which they were looked up. */
final class People {
    private static final char VERIFIED = 'v';
    private static final char FORKED = 'f';
    private static final char SEEN = 's';

    private final ClientStore store;

    /** Asked for with every message that is shown. */
    private final Set<UserId> muted = new HashSet<>();

    People(ClientStore store) {
        this.store = store;
        store.rows(Table.MUTED).forEach(row -> muted.add(UserId.of(row.key())));
    }

    /** Whose a name was at first, and whose it is now if that has changed. */
    record Named(String name, UserId user, Optional<UserId> changed) {}

    boolean known(UserId user) {
        return store.get(Table.CONTACT, user.toString()).isPresent();
    }

    /** Somebody was met: how they are called is remembered, what was known of them stays. */
    void met(UserId user, String name) {
        String value = store.get(Table.CONTACT, user.toString()).orElse("");
        String now = (value.isEmpty() ? SEEN : value.charAt(0)) + name;
        if (!now.equals(value)) {
            store.put(Table.CONTACT, user.toString(), now);
        }
    }

    Optional<Contact> find(UserId user) {
        return store.get(Table.CONTACT, user.toString()).map(value -> contact(user, value, names()));
    }

    List<Contact> all() {
        List<Named> names = names();
        List<Contact> all = new ArrayList<>();
        for (Row row : store.rows(Table.CONTACT)) {
            all.add(contact(UserId.of(row.key()), row.value(), names));
        }
        return all;
    }

    /** Somebody is not to be heard, met already or not. */
    void mute(UserId user, String name) {
        if (!known(user)) {
            met(user, name);
        }
        muted.add(user);
        store.put(Table.MUTED, user.toString(), "");
    }

    void unmute(UserId user) {
        muted.remove(user);
        store.remove(Table.MUTED, user.toString());
    }

    boolean muted(UserId user) {
        return muted.contains(user);
    }

    /** What was compared; of an identity with two histories that settles nothing. */
    void verified(UserId user, boolean matched) {
        if (!is(user, FORKED)) {
            mark(user, matched ? VERIFIED : SEEN);
        }
    }

    /** False if that was known. */
    boolean forked(UserId user) {
        boolean news = known(user) && !is(user, FORKED);
        if (news) {
            mark(user, FORKED);
        }
        return news;
    }

    Optional<Named> named(String key) {
        return store.get(Table.NAME, key).map(value -> read(key, value));
    }

    /** The names, whoever's they are. */
    List<Named> names() {
        List<Named> names = new ArrayList<>();
        for (Row row : store.rows(Table.NAME)) {
            names.add(read(row.key(), row.value()));
        }
        return names;
    }

    void name(String key, UserId user, Optional<UserId> changed) {
        store.put(Table.NAME, key, user + changed.map(now -> " " + now).orElse(""));
    }

    private boolean is(UserId user, char mark) {
        return store.get(Table.CONTACT, user.toString())
                .filter(value -> value.charAt(0) == mark)
                .isPresent();
    }

    private void mark(UserId user, char mark) {
        store.get(Table.CONTACT, user.toString())
                .ifPresent(value -> store.put(Table.CONTACT, user.toString(), mark + value.substring(1)));
    }

    private static Named read(String key, String value) {
        String[] users = value.split(" ");
        return new Named(
                key, UserId.of(users[0]), users.length > 1 ? Optional.of(UserId.of(users[1])) : Optional.empty());
    }

    private Contact contact(UserId user, String value, List<Named> names) {
        Trust trust = value.charAt(0) == VERIFIED ? Trust.VERIFIED : Trust.SEEN;
        Optional<AccountName> account = Optional.empty();
        for (Named each : names) {
            if (each.user().equals(user)) {
                account = Optional.of(
                        new AccountName(each.name().substring(0, each.name().indexOf('@'))));
                trust = each.changed().isPresent() ? Trust.CHANGED : trust;
            }
        }
        return new Contact(
                user,
                value.substring(1),
                account,
                value.charAt(0) == FORKED ? Trust.FORKED : trust,
                muted.contains(user));
    }
}
