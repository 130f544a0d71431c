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
import chat.parley.protocol.id.UserId;
import chat.parley.protocol.log.StoreException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which accounts there are: takes what people register and what other servers tell. Used by the node's thread. */
public final class AccountDirectory {
    private final DomainId domain;
    private final AccountStore store;
    private final Crypto crypto;
    private final AccountCodec codec;
    private final RegistrationCodes codes;
    private final Registration registration;
    private final AccountPrints prints;

    public AccountDirectory(
            DomainId domain, AccountStore store, Crypto crypto, RegistrationCodes codes, Registration registration) {
        this.domain = domain;
        this.store = store;
        this.crypto = crypto;
        this.codec = new AccountCodec(crypto);
        this.codes = codes;
        this.registration = registration;
        this.prints = new AccountPrints(crypto);
        for (int part = 0; part < AccountPrints.PARTS; part++) {
            store.part(part).forEach(account -> prints.add(account.signed()));
        }
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

    /** A name that is another person's now, as both had registered it apart. */
    record Moved(AccountName name, UserId from, UserId to) {}

    /** What other servers have brought. */
    record Merged(Collection<KeptAccount> news, List<Moved> moved) {}

    Optional<KeptAccount> find(AccountName name) {
        return store.find(name);
    }

    /**
     * Takes what a person registers or changes.
     *
     * @param now milliseconds since 1970
     * @throws RefusedException with the code for the client
     * @throws StoreException if it is right but cannot be kept
     */
    KeptAccount put(AccountPut put, long now) throws RefusedException, StoreException {
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

    /**
     * Takes what another server has; says what was new, and who has lost a name by that.
     *
     * @throws StoreException if it cannot be kept
     */
    Merged merge(List<AccountText> texts) throws StoreException {
        Map<AccountName, KeptAccount> news = new LinkedHashMap<>();
        for (AccountText text : texts) {
            try {
                KeptAccount offered = new KeptAccount(read(text.record(), text.signature()), text.invitation());
                KeptAccount known = news.getOrDefault(
                        offered.name(), store.find(offered.name()).orElse(null));
                if (known == null || offered.signed().standsOver(known.signed())) {
                    news.put(offered.name(), offered);
                }
            } catch (RefusedException e) {
                // A server's mistake, or its malice, costs only itself.
            }
        }
        List<Moved> moved = moved(news.values());
        keep(news.values());
        return new Merged(news.values(), moved);
    }

    private List<Moved> moved(Collection<KeptAccount> news) {
        List<Moved> moved = new ArrayList<>();
        for (KeptAccount account : news) {
            store.find(account.name())
                    .map(before -> before.signed().user())
                    .filter(before -> !before.equals(account.signed().user()))
                    .ifPresent(before -> moved.add(
                            new Moved(account.name(), before, account.signed().user())));
        }
        return moved;
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

    private KeptAccount keep(KeptAccount account) throws StoreException {
        keep(Collections.singleton(account));
        return account;
    }

    private void keep(Collection<KeptAccount> accounts) throws StoreException {
        if (accounts.isEmpty()) {
            return;
        }
        List<KeptAccount> before = new ArrayList<>();
        accounts.forEach(account -> store.find(account.name()).ifPresent(before::add));
        store.save(new ArrayList<>(accounts));
        before.forEach(account -> prints.remove(account.signed()));
        accounts.forEach(account -> prints.add(account.signed()));
    }

    private String admit(String code, long now) throws RefusedException {
        if (registration == Registration.OPEN) {
            return "";
        }
        if (registration == Registration.CLOSED) {
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
