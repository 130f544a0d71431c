package chat.parley.client.account;

import chat.parley.protocol.account.AccountCodec;
import chat.parley.protocol.account.AccountKeys;
import chat.parley.protocol.account.AccountRecord;
import chat.parley.protocol.account.Vault;
import chat.parley.protocol.account.VaultSealer;
import chat.parley.protocol.crypto.Cost;
import chat.parley.protocol.crypto.Crypto;
import chat.parley.protocol.crypto.SigningKey;
import chat.parley.protocol.id.AccountName;
import chat.parley.protocol.id.DeviceId;
import chat.parley.protocol.id.DomainId;
import chat.parley.protocol.id.UserId;

/** Makes the records of an account: its first, and those with another password or recovery code. */
final class Records {
    private final AccountCodec codec;
    private final VaultSealer vaults;

    Records(Crypto crypto) {
        this.codec = new AccountCodec(crypto);
        this.vaults = new VaultSealer(crypto);
    }

    /** A password stretched with a salt at a cost. */
    record Stretched(AccountKeys keys, byte[] salt, Cost cost) {}

    /** Whose account a first record is to be. */
    record Owner(DomainId domain, AccountName name, UserId user, String genesis) {}

    AccountRecord.Signed first(Owner owner, long counter, SigningKey root, Stretched password, AccountKeys recovery) {
        Vault vault = vaults.seal(
                new VaultSealer.Place(owner.domain(), owner.name(), owner.user()), root, password.keys(), recovery);
        return codec.sign(
                new AccountRecord(
                        owner.domain(),
                        owner.name(),
                        owner.genesis(),
                        counter,
                        password.salt(),
                        password.cost(),
                        password.keys().login().device(),
                        recovery.login().device(),
                        vault),
                root);
    }

    AccountRecord.Signed withPassword(VaultDoor.Open open, Stretched next) {
        AccountRecord past = open.account().record();
        Vault vault = vaults.forPassword(VaultDoor.place(open.account()), past.vault(), open.vault(), next.keys());
        return next(open, next.salt(), next.cost(), next.keys().login().device(), past.recovery(), vault);
    }

    AccountRecord.Signed withRecovery(VaultDoor.Open open, AccountKeys recovery) {
        AccountRecord past = open.account().record();
        Vault vault = vaults.forRecovery(VaultDoor.place(open.account()), past.vault(), open.vault(), recovery);
        return next(
                open, past.salt(), past.cost(), past.login(), recovery.login().device(), vault);
    }

    private AccountRecord.Signed next(
            VaultDoor.Open open, byte[] salt, Cost cost, DeviceId login, DeviceId recovery, Vault vault) {
        AccountRecord past = open.account().record();
        return codec.sign(
                new AccountRecord(
                        past.domain(),
                        past.name(),
                        past.genesis(),
                        past.counter() + 1,
                        salt,
                        cost,
                        login,
                        recovery,
                        vault),
                open.vault().root());
    }
}
