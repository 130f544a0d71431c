package chat.parley.client.account;

import chat.parley.client.store.ClientStore;
import chat.parley.client.store.Table;
import chat.parley.protocol.account.AccountRecord;
import chat.parley.protocol.crypto.Cost;
import chat.parley.protocol.id.AccountName;
import chat.parley.protocol.id.DomainId;
import chat.parley.protocol.id.UserId;
import java.util.Base64;
import java.util.Optional;

/**
 * What is remembered of accounts since they were first used here, so that no server can show an older or cheaper one. The
 * vault is kept only where the root key was before: two may register one name at a time, and the servers forget the record
 * of whoever loses it.
 */
final class KnownAccounts {
    private static final String OWN = "account";
    private static final String ATTEMPT = "account-attempt";
    private static final String VAULT = "account-vault";

    private static final String LOST = "account-lost";

    private final ClientStore store;

    KnownAccounts(ClientStore store) {
        this.store = store;
    }

    /** The account of this client's user, and whose name it is. */
    record Own(DomainId domain, AccountName name) {}

    /** The last record that was seen of an account, without what is secret in it. */
    record Pin(UserId user, long counter, byte[] salt, Cost cost) {}

    Optional<Own> own() {
        return store.get(Table.SETTING, OWN).map(key -> {
            int at = key.indexOf('@');
            return new Own(DomainId.of(key.substring(at + 1)), new AccountName(key.substring(0, at)));
        });
    }

    Optional<Pin> pin(DomainId domain, AccountName name) {
        return store.get(Table.ACCOUNT, key(domain, name)).map(text -> {
            String[] parts = text.split(" ");
            return new Pin(
                    UserId.of(parts[0]),
                    Long.parseLong(parts[1]),
                    Base64.getUrlDecoder().decode(parts[2]),
                    new Cost(Long.parseLong(parts[3]), Long.parseLong(parts[4])));
        });
    }

    /** This is this user's account, and its newest record. Where a vault is kept, it is this one's from now on. */
    void remember(AccountRecord.Signed account) {
        AccountRecord record = account.record();
        store.remove(Table.SETTING, LOST);
        vault().ifPresent(before -> keepVault(account));
        String key = key(record.domain(), record.name());
        store.put(Table.SETTING, OWN, key);
        store.remove(Table.SETTING, ATTEMPT);
        store.put(
                Table.ACCOUNT,
                key,
                account.user() + " " + record.counter() + " "
                        + Base64.getUrlEncoder().withoutPadding().encodeToString(record.salt()) + " "
                        + record.cost().operations() + " " + record.cost().memory());
    }

    /** Keeps a record with its vault: the root key was here until now. */
    void keepVault(AccountRecord.Signed account) {
        store.put(Table.SETTING, VAULT, account.signature() + " " + account.text());
    }

    /** The newest record that was kept, as signature and text. */
    Optional<String[]> vault() {
        return store.get(Table.SETTING, VAULT).map(kept -> kept.split(" ", 2));
    }

    /** The domain says whether this user's name is somebody else's. */
    void lost(boolean now) {
        if (now && !lost()) {
            store.put(Table.SETTING, LOST, "yes");
        } else if (!now && lost()) {
            store.remove(Table.SETTING, LOST);
        }
    }

    /** Whether this user's name is somebody else's now. */
    boolean lost() {
        return store.get(Table.SETTING, LOST).isPresent();
    }

    /** Whether there is a name, and it is this user's as far as is known. */
    boolean good() {
        return own().isPresent() && !lost();
    }

    /** This user has no account. */
    void forgetOwn() {
        for (String each : new String[] {OWN, ATTEMPT, VAULT, LOST}) {
            store.remove(Table.SETTING, each);
        }
    }

    /** The counter of a first record: if the answer to an earlier attempt was lost, it may stand already. */
    long nextAttempt() {
        long next = store.get(Table.SETTING, ATTEMPT).map(Long::parseLong).orElse(0L) + 1;
        store.put(Table.SETTING, ATTEMPT, Long.toString(next));
        return next;
    }

    private static String key(DomainId domain, AccountName name) {
        return name + "@" + domain;
    }
}
