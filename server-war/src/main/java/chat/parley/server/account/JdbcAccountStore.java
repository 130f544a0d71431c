package chat.parley.server.account;

import chat.parley.protocol.account.AccountCodec;
import chat.parley.protocol.account.BadAccountException;
import chat.parley.protocol.crypto.Crypto;
import chat.parley.protocol.id.AccountName;
import chat.parley.protocol.id.UserId;
import chat.parley.protocol.log.StoreException;
import chat.parley.server.log.BatchConnection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Accounts in the node's database. A record that was changed there opens no more than one that never came. */
public final class JdbcAccountStore implements AccountStore {
    private static final String COLUMNS = "record, signature, invitation";
    private static final String BY_NAME = "SELECT " + COLUMNS + " FROM account WHERE name = ?";
    private static final String NAME_OF = "SELECT name FROM account WHERE user_id = ? ORDER BY name LIMIT 1";
    private static final String USED = "SELECT 1 FROM account WHERE invitation = ? AND invitation <> ''";
    private static final String BY_PART = "SELECT " + COLUMNS + " FROM account WHERE part = ? ORDER BY name";
    private static final String DELETE = "DELETE FROM account WHERE name = ?";
    private static final String INSERT =
            "INSERT INTO account (name, part, user_id, invitation, record, signature) VALUES (?, ?, ?, ?, ?, ?)";

    private final BatchConnection batches;
    private final Crypto crypto;
    private final AccountCodec codec;
    private final UnknownAccount unknown;

    public JdbcAccountStore(BatchConnection batches, Crypto crypto) {
        this.batches = batches;
        this.crypto = crypto;
        this.codec = new AccountCodec(crypto);
        this.unknown = new UnknownAccount(crypto, codec);
    }

    @Override
    public Optional<KeptAccount> find(AccountName name) {
        return batches.read(
                BY_NAME,
                rows -> {
                    if (rows.next()) {
                        return Optional.of(account(rows));
                    }
                    unknown.read();
                    return Optional.empty();
                },
                name.value());
    }

    @Override
    public Optional<AccountName> nameOf(UserId user) {
        return batches.read(
                NAME_OF,
                rows -> rows.next() ? Optional.of(new AccountName(rows.getString(1))) : Optional.empty(),
                (Object) user.bytes());
    }

    @Override
    public boolean used(String invitation) {
        return batches.read(USED, ResultSet::next, invitation);
    }

    @Override
    public void save(List<KeptAccount> accounts) throws StoreException {
        for (KeptAccount each : accounts) {
            batches.write(DELETE, each.name().value());
            batches.write(
                    INSERT,
                    each.name().value(),
                    (long) AccountPrints.part(crypto, each.name()),
                    each.signed().user().bytes(),
                    each.invitation(),
                    each.signed().text(),
                    each.signed().signature());
        }
        batches.commit(() -> accounts.stream()
                .allMatch(each -> find(each.name()).filter(each::equals).isPresent()));
    }

    @Override
    public List<KeptAccount> part(int part) {
        return batches.read(
                BY_PART,
                rows -> {
                    List<KeptAccount> found = new ArrayList<>();
                    while (rows.next()) {
                        found.add(account(rows));
                    }
                    return found;
                },
                (long) part);
    }

    private KeptAccount account(ResultSet rows) throws SQLException {
        try {
            return new KeptAccount(codec.read(rows.getString(1), rows.getString(2)), rows.getString(3));
        } catch (BadAccountException e) {
            throw new SQLException("a record of an account is damaged", e);
        }
    }
}
