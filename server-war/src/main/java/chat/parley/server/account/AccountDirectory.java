package chat.parley.server.account;

import chat.parley.protocol.account.AccountCodec;
import chat.parley.protocol.account.AccountRecord;
import chat.parley.protocol.account.BadAccountException;
import chat.parley.protocol.account.RegistrationCodes;
import chat.parley.protocol.crypto.Crypto;
import chat.parley.protocol.frame.AccountPut;
import chat.parley.protocol.frame.AccountText;
import chat.parley.protocol.frame.ProblemCode;
import chat.parley.protocol.id.AccountName;
import chat.parley.protocol.id.DomainId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which accounts there are: takes what people register and what other servers tell. Used by the node's thread. */
public final class AccountDirectory {
    private final DomainId domain;
    private final AccountStore store;
    private final Crypto crypto;
    private final AccountCodec codec;
    private final RegistrationCodes codes;
    private final Admission admission;
    private AccountPrints prints;

    public AccountDirectory(
            DomainId domain, AccountStore store, Crypto crypto, RegistrationCodes codes, Admission admission) {
        this.domain = domain;
        this.store = store;
        this.crypto = crypto;
        this.codec = new AccountCodec(crypto);
        this.codes = codes;
        this.admission = admission;
        readAgain();
    }

    /** Why an account is not taken. The text is for people. */
    static final class RefusedException extends Exception {
        private static final long serialVersionUID = 1L;

        private final ProblemCode code;

        RefusedException(ProblemCode code, String reason) {
            super(reason);
            this.code = code;
        }

        ProblemCode code() {
            return code;
        }
    }

    /** What is in the store is another thing than was thought: a batch was lost. */
    void readAgain() {
        prints = new AccountPrints(crypto);
        for (int part = 0; part < AccountPrints.PARTS; part++) {
            store.part(part).forEach(account -> prints.add(account.signed()));
        }
    }

    Optional<KeptAccount> find(AccountName name) {
        return store.find(name);
    }

    /**
     * Takes what a person registers or changes.
     *
     * @param now milliseconds since 1970
     * @throws RefusedException with the code for the client
     */
    KeptAccount put(AccountPut put, long now) throws RefusedException {
        AccountRecord.Signed signed = read(put.record(), put.signature());
        Optional<KeptAccount> known = store.find(signed.name());
        if (!known.isPresent()) {
            Optional<AccountName> other = store.nameOf(signed.user());
            if (other.isPresent()) {
                throw new RefusedException(ProblemCode.NAME_TAKEN, "you have the name " + other.get() + " already");
            }
            return keep(new KeptAccount(signed, admit(put.invitation(), now)));
        }
        if (!known.get().signed().user().equals(signed.user())) {
            throw new RefusedException(
                    ProblemCode.NAME_TAKEN, signed.name() + " is somebody else's: choose another name");
        }
        if (known.get().signed().text().equals(signed.text())) {
            return known.get();
        }
        if (!signed.standsOver(known.get().signed())) {
            throw new RefusedException(
                    ProblemCode.ACCOUNT_STALE, "the account was changed meanwhile: log in again, then repeat this");
        }
        return keep(new KeptAccount(signed, known.get().invitation()));
    }

    /** Takes what another server has; says what was new. */
    List<KeptAccount> merge(List<AccountText> texts) {
        List<KeptAccount> news = new ArrayList<>();
        for (AccountText text : texts) {
            try {
                merge(text).ifPresent(news::add);
            } catch (RefusedException e) {
                // A server's mistake, or its malice, costs only itself.
            }
        }
        return news;
    }

    /** In short, what there is. */
    AccountPrints prints() {
        return prints;
    }

    /** All of one part. */
    List<AccountText> part(int part) {
        List<AccountText> texts = new ArrayList<>();
        store.part(part).forEach(account -> texts.add(account.text()));
        return texts;
    }

    private Optional<KeptAccount> merge(AccountText text) throws RefusedException {
        AccountRecord.Signed signed = read(text.record(), text.signature());
        Optional<KeptAccount> known = store.find(signed.name());
        if (known.isPresent() && !signed.standsOver(known.get().signed())) {
            return Optional.empty();
        }
        return Optional.of(keep(new KeptAccount(signed, text.invitation())));
    }

    private KeptAccount keep(KeptAccount account) {
        store.find(account.name()).ifPresent(old -> prints.remove(old.signed()));
        store.put(account);
        prints.add(account.signed());
        return account;
    }

    private String admit(String code, long now) throws RefusedException {
        if (admission == Admission.OPEN) {
            return "";
        }
        if (admission == Admission.CLOSED) {
            throw new RefusedException(
                    ProblemCode.REGISTRATION_CLOSED, "this domain takes no new accounts: ask its operator");
        }
        try {
            String used = codes.check(code, now).toString();
            if (store.used(used)) {
                throw new RefusedException(
                        ProblemCode.BAD_INVITATION, "this invitation code was used: ask the operator for another");
            }
            return used;
        } catch (BadAccountException e) {
            throw new RefusedException(ProblemCode.BAD_INVITATION, e.getMessage());
        }
    }

    private AccountRecord.Signed read(String text, String signature) throws RefusedException {
        try {
            AccountRecord.Signed signed = codec.read(text, signature);
            if (!signed.record().domain().equals(domain)) {
                throw new RefusedException(ProblemCode.BAD_ACCOUNT, "the account is of another domain");
            }
            return signed;
        } catch (BadAccountException e) {
            throw new RefusedException(ProblemCode.BAD_ACCOUNT, e.getMessage());
        }
    }
}
