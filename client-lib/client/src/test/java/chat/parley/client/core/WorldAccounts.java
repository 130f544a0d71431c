package chat.parley.client.core;

import chat.parley.protocol.account.AccountCodec;
import chat.parley.protocol.account.AccountRecord;
import chat.parley.protocol.account.BadAccountException;
import chat.parley.protocol.account.Decoy;
import chat.parley.protocol.account.LoginProof;
import chat.parley.protocol.crypto.Cost;
import chat.parley.protocol.crypto.Crypto;
import chat.parley.protocol.frame.AccountAsk;
import chat.parley.protocol.frame.AccountFind;
import chat.parley.protocol.frame.AccountFound;
import chat.parley.protocol.frame.AccountKept;
import chat.parley.protocol.frame.AccountLogin;
import chat.parley.protocol.frame.AccountOpen;
import chat.parley.protocol.frame.AccountPut;
import chat.parley.protocol.frame.AccountTerms;
import chat.parley.protocol.frame.Frame;
import chat.parley.protocol.frame.Problem;
import chat.parley.protocol.frame.ProblemCode;
import chat.parley.protocol.id.AccountName;
import chat.parley.protocol.id.DeviceId;
import chat.parley.protocol.id.ServerId;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The accounts of the world's domain, as its servers would answer about them (PROTOCOL.md, Section 16). */
final class WorldAccounts {
    final Map<AccountName, AccountRecord.Signed> records = new HashMap<>();

    /** Others have tried many wrong passwords. */
    boolean throttled;

    private final Crypto crypto;
    private final AccountCodec codec;
    private final Decoy decoy;

    WorldAccounts(Crypto crypto) {
        this.crypto = crypto;
        this.codec = new AccountCodec(crypto);
        this.decoy = new Decoy(crypto, crypto.newSecret());
    }

    /** The answer to a client; empty if the frame is about something else. */
    Optional<Frame> answer(Frame frame, ServerId server, String nonce) {
        if (frame instanceof AccountAsk ask) {
            return Optional.of(terms(new AccountName(ask.name())));
        } else if (frame instanceof AccountLogin login) {
            return Optional.of(logIn(new AccountName(login.name()), login, server, nonce));
        } else if (frame instanceof AccountPut put) {
            return Optional.of(put(put));
        } else if (frame instanceof AccountFind find) {
            AccountRecord.Signed found = records.get(new AccountName(find.name()));
            return Optional.of(new AccountFound(
                    find.name(), found == null ? "" : found.user().toString()));
        }
        return Optional.empty();
    }

    private Frame terms(AccountName name) {
        AccountRecord.Signed known = records.get(name);
        byte[] salt = known == null ? decoy.salt(name) : known.record().salt();
        Cost cost = known == null ? Cost.USUAL : known.record().cost();
        return new AccountTerms(
                name.value(),
                Base64.getUrlEncoder().withoutPadding().encodeToString(salt),
                cost.operations(),
                cost.memory());
    }

    private Frame logIn(AccountName name, AccountLogin login, ServerId server, String nonce) {
        if (throttled && login.way().equals("password")) {
            return new Problem(ProblemCode.LOGIN_THROTTLED.name(), "too many wrong passwords");
        }
        AccountRecord.Signed known = records.get(name);
        DeviceId key = known == null
                ? decoy.login(name)
                : login.way().equals("recovery")
                        ? known.record().recovery()
                        : known.record().login();
        boolean signed = new LoginProof(server, nonce, login.nonce(), name).signed(crypto, key, login.signature());
        return signed && known != null
                ? new AccountOpen(known.text(), known.signature())
                : new Problem(ProblemCode.LOGIN_FAILED.name(), "no such account, or not its password");
    }

    private Frame put(AccountPut put) {
        try {
            AccountRecord.Signed signed = codec.read(put.record(), put.signature());
            AccountRecord.Signed known = records.get(signed.name());
            if (known != null && !known.user().equals(signed.user())) {
                return new Problem(ProblemCode.NAME_TAKEN.name(), "it is somebody else's");
            }
            if (known != null && !signed.standsOver(known)) {
                return new Problem(ProblemCode.ACCOUNT_STALE.name(), "it was changed meanwhile");
            }
            records.put(signed.name(), signed);
            return new AccountKept(signed.name().value(), signed.record().counter());
        } catch (BadAccountException e) {
            return new Problem(ProblemCode.BAD_ACCOUNT.name(), e.getMessage());
        }
    }
}
