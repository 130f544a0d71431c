package chat.parley.server.account;

import chat.parley.protocol.account.AccountRecord;
import chat.parley.protocol.crypto.Crypto;
import chat.parley.protocol.crypto.Label;
import chat.parley.protocol.id.AccountName;
import chat.parley.protocol.id.Hash;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * What a server holds of the domain's accounts, in short: names fall into {@value #PARTS} parts, and each part has the sum
 * of its records' hashes. Two servers that agree on all parts hold the same; else they know which parts to send.
 */
final class AccountPrints {
    /** Parts that the names fall into. */
    static final int PARTS = 256;

    private static final int PRINT_BYTES = 16;

    private final Crypto crypto;
    private final BigInteger[] sums = new BigInteger[PARTS];

    AccountPrints(Crypto crypto) {
        this.crypto = crypto;
        Arrays.fill(sums, BigInteger.ZERO);
    }

    static int part(Crypto crypto, AccountName name) {
        return crypto.hash(Label.ACCOUNTS_PART, name.value().getBytes(StandardCharsets.UTF_8))
                        .bytes()[0]
                & 0xff;
    }

    void add(AccountRecord.Signed account) {
        int part = part(crypto, account.name());
        sums[part] = sums[part].add(number(account));
    }

    void remove(AccountRecord.Signed account) {
        int part = part(crypto, account.name());
        sums[part] = sums[part].subtract(number(account));
    }

    /** One print over all parts. */
    String whole() {
        byte[][] all = new byte[PARTS][];
        for (int i = 0; i < PARTS; i++) {
            all[i] = sums[i].toByteArray();
        }
        return print(crypto.hash(Label.ACCOUNTS_PRINT, all));
    }

    /** A print for each part. */
    List<String> parts() {
        List<String> prints = new ArrayList<>(PARTS);
        for (BigInteger sum : sums) {
            prints.add(print(crypto.hash(Label.ACCOUNTS_PRINT, sum.toByteArray())));
        }
        return prints;
    }

    private BigInteger number(AccountRecord.Signed account) {
        return new BigInteger(
                1,
                crypto.hash(Label.ACCOUNTS_PRINT, account.text().getBytes(StandardCharsets.UTF_8))
                        .bytes());
    }

    private static String print(Hash hash) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash.bytes(), PRINT_BYTES));
    }
}
