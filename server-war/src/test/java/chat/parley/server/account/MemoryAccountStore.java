package chat.parley.server.account;

import chat.parley.protocol.fixture.TestKeys;
import chat.parley.protocol.id.AccountName;
import chat.parley.protocol.id.UserId;
import chat.parley.protocol.log.StoreException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Accounts in memory. */
final class MemoryAccountStore implements AccountStore {
    boolean full;
    final SortedMap<String, KeptAccount> all = new TreeMap<>();

    @Override
    public Optional<KeptAccount> find(AccountName name) {
        return Optional.ofNullable(all.get(name.value()));
    }

    @Override
    public Optional<AccountName> nameOf(UserId user) {
        return all.values().stream()
                .filter(each -> each.signed().user().equals(user))
                .map(KeptAccount::name)
                .findFirst();
    }

    @Override
    public boolean used(String invitation) {
        return all.values().stream().anyMatch(each -> each.invitation().equals(invitation));
    }

    @Override
    public void save(List<KeptAccount> accounts) throws StoreException {
        if (full) {
            throw new StoreException("the disk is full", new IOException());
        }
        accounts.forEach(account -> all.put(account.name().value(), account));
    }

    @Override
    public List<KeptAccount> part(int part) {
        List<KeptAccount> found = new ArrayList<>();
        for (KeptAccount each : all.values()) {
            if (AccountPrints.part(TestKeys.CRYPTO, each.name()) == part) {
                found.add(each);
            }
        }
        return found;
    }
}
