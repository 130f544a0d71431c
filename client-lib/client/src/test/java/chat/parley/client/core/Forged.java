package chat.parley.client.core;

import chat.parley.client.store.Table;
import chat.parley.protocol.account.AccountCodec;
import chat.parley.protocol.account.AccountKeys;
import chat.parley.protocol.account.AccountRecord;
import chat.parley.protocol.account.RecoveryCode;
import chat.parley.protocol.account.VaultSealer;
import chat.parley.protocol.crypto.Cost;
import chat.parley.protocol.crypto.Crypto;
import chat.parley.protocol.crypto.SigningKey;
import chat.parley.protocol.frame.Frame;
import chat.parley.protocol.id.AccountName;
import chat.parley.protocol.id.DomainId;
import chat.parley.protocol.id.UserId;

/** Records of accounts as no honest client makes them now: under any name, at any cost. */
final class Forged {
    /** A network that goes nowhere. */
    static final Network NOBODY = new Network() {
        @Override
        public void dial(String url) {
            // Nobody is there.
        }

        @Override
        public void send(Frame frame) {
            // Nobody hears it.
        }

        @Override
        public void hangUp() {
            // Nobody was there.
        }
    };

    private Forged() {}

    /** A genuine record of a client's user, newer than the one under that name; their password is {@code password}. */
    static AccountRecord.Signed record(World world, World.Client client, AccountName name, String password, Cost cost) {
        Crypto crypto = world.crypto;
        DomainId domain = new DomainId(world.domain.publicKey());
        UserId user = client.core.me().user();
        SigningKey root = root(world, client);
        byte[] salt = crypto.random(Crypto.SALT_BYTES);
        AccountKeys keys = AccountKeys.ofPassword(crypto, domain, name, password.toCharArray(), salt, cost);
        AccountKeys recovery = AccountKeys.ofRecovery(crypto, domain, name, RecoveryCode.random(crypto));
        String genesis = new EventRows(client.store, world.codec)
                .controlAndKeys(user.identity())
                .get(0)
                .headerText();
        AccountRecord.Signed before = world.accounts.records.get(name);
        return new AccountCodec(crypto)
                .sign(
                        new AccountRecord(
                                domain,
                                name,
                                genesis,
                                before == null ? 1 : before.record().counter() + 1,
                                salt,
                                cost,
                                keys.login().device(),
                                recovery.login().device(),
                                new VaultSealer(crypto)
                                        .seal(new VaultSealer.Place(domain, name, user), root, keys, recovery)),
                        root);
    }

    /** Their root key: here still, or in the vault of an account whose password is that of the tests. */
    private static SigningKey root(World world, World.Client client) {
        return client.store
                .get(Table.SETTING, "root-key")
                .map(text -> new SigningKey(Account.decode(text)))
                .orElseGet(() -> vault(world, client.core.me().user()));
    }

    private static SigningKey vault(World world, UserId user) {
        AccountRecord.Signed own = world.accounts.records.values().stream()
                .filter(each -> each.user().equals(user))
                .findFirst()
                .orElseThrow();
        AccountRecord record = own.record();
        AccountKeys keys = AccountKeys.ofPassword(
                world.crypto,
                record.domain(),
                record.name(),
                AccountsTest.WORD.toCharArray(),
                record.salt(),
                record.cost());
        return new VaultSealer(world.crypto)
                .openWithPassword(new VaultSealer.Place(record.domain(), record.name(), user), record.vault(), keys)
                .orElseThrow()
                .root();
    }
}
