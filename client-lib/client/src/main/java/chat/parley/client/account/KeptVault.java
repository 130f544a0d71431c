package chat.parley.client.account;

import chat.parley.client.AccountException;
import chat.parley.client.store.ClientStore;
import chat.parley.client.store.Table;
import chat.parley.protocol.account.AccountRecord;
import chat.parley.protocol.account.VaultSealer;
import chat.parley.protocol.crypto.SigningKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The vault that is kept on the device that has registered: it opens without a server, which others could keep busy with
 * wrong passwords. Whoever holds the device guesses no faster here than they would there.
 */
final class KeptVault {
    /** Most wrong passwords within {@link #WINDOW_MILLIS}. */
    static final int MOST_WRONG = 10;

    static final long WINDOW_MILLIS = 15 * 60_000L;

    private static final String WRONG = "account-wrong";

    private final Self self;
    private final Errands errands;
    private final KnownAccounts known;
    private final VaultDoor door;
    private final VaultSealer vaults;

    KeptVault(Self self, Errands errands, KnownAccounts known, VaultDoor door) {
        this.self = self;
        this.errands = errands;
        this.known = known;
        this.door = door;
        this.vaults = new VaultSealer(self.crypto());
    }

    /** Whether there is one of this user's. */
    boolean isHere() {
        return account().isPresent();
    }

    /** How long until another password may be tried, in milliseconds; 0 if it is now. */
    long waits() {
        List<Long> wrong = wrong();
        return wrong.size() < MOST_WRONG ? 0 : wrong.get(0) + WINDOW_MILLIS - self.now();
    }

    /** The root key out of it; empty if this is not its password. */
    CompletableFuture<Optional<SigningKey>> open(char[] password) {
        AccountRecord.Signed account = account().orElseThrow(KeptVault::notHere);
        if (waits() > 0) {
            throw new AccountException(
                    AccountException.Code.LOGIN_THROTTLED,
                    "too many wrong passwords on this device: try again in " + (waits() / 60_000 + 1) + " min");
        }
        AccountRecord record = account.record();
        return door.stretch(record.domain(), record.name(), password, record.salt(), record.cost())
                .thenApply(keys -> {
                    Optional<VaultSealer.Opened> opened =
                            vaults.openWithPassword(VaultDoor.place(account), record.vault(), keys);
                    if (opened.isPresent()) {
                        errands.wipe(opened.get()::wipe);
                        store().remove(Table.SETTING, WRONG);
                    } else {
                        count();
                    }
                    return opened.map(VaultSealer.Opened::root);
                });
    }

    static AccountException notHere() {
        return new AccountException(
                AccountException.Code.NO_ACCOUNT,
                "this identity's root key is not here: register on the device that has registered before");
    }

    static AccountException wrongPassword() {
        return new AccountException(
                AccountException.Code.LOGIN_FAILED, "this is not the last password that this device knows of");
    }

    private Optional<AccountRecord.Signed> account() {
        return known.vault()
                .map(kept -> door.genuine(kept[1], kept[0]))
                .filter(account -> account.user().equals(self.user()));
    }

    private void count() {
        List<Long> wrong = wrong();
        wrong.add(self.now());
        keep(wrong);
    }

    /** When wrong passwords were tried, as far as that counts. What is said to be later, by a clock that was ahead, is now. */
    private List<Long> wrong() {
        List<Long> wrong = new ArrayList<>();
        for (String each : store().get(Table.SETTING, WRONG).orElse("").split(" ")) {
            long at = each.isEmpty() ? Long.MIN_VALUE : Long.parseLong(each);
            if (at > self.now() - WINDOW_MILLIS) {
                wrong.add(Math.min(at, self.now()));
            }
        }
        keep(wrong);
        return wrong;
    }

    private void keep(List<Long> wrong) {
        StringBuilder text = new StringBuilder();
        wrong.forEach(at -> text.append(text.length() == 0 ? "" : " ").append(at));
        String before = store().get(Table.SETTING, WRONG).orElse("");
        if (!before.equals(text.toString())) {
            store().put(Table.SETTING, WRONG, text.toString());
        }
    }

    private ClientStore store() {
        return self.store();
    }
}
