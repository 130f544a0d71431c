package chat.parley.server.account;

import chat.parley.protocol.account.AccountCodec;
import chat.parley.protocol.account.AccountRecord;
import chat.parley.protocol.account.BadAccountException;
import chat.parley.protocol.account.Vault;
import chat.parley.protocol.crypto.Cost;
import chat.parley.protocol.crypto.Crypto;
import chat.parley.protocol.crypto.SigningKey;
import chat.parley.protocol.event.EventClass;
import chat.parley.protocol.event.EventCodec;
import chat.parley.protocol.event.Header;
import chat.parley.protocol.id.AccountName;
import chat.parley.protocol.id.DomainId;
import chat.parley.protocol.rules.Act;
import chat.parley.protocol.rules.ActCodec;
import chat.parley.protocol.rules.IdentityRules;
import java.util.Optional;

/**
 * The account that is read where there is none. Reading one means parsing it and verifying a signature, and how long that
 * takes must not tell whether somebody has a name.
 */
final class UnknownAccount {
    private static final int BOXED_KEY_BYTES = 104;
    private static final int BOXED_ROOT_BYTES = 136;

    private final AccountCodec codec;
    private final AccountRecord.Signed signed;

    UnknownAccount(Crypto crypto, AccountCodec codec) {
        this.codec = codec;
        SigningKey root = crypto.newSigningKey();
        this.signed = codec.sign(
                new AccountRecord(
                        new DomainId(root.publicKey()),
                        new AccountName("nobody"),
                        genesis(crypto, root),
                        1,
                        crypto.random(Crypto.SALT_BYTES),
                        Cost.USUAL,
                        root.device(),
                        root.device(),
                        new Vault(
                                crypto.random(BOXED_KEY_BYTES),
                                crypto.random(BOXED_KEY_BYTES),
                                crypto.random(BOXED_ROOT_BYTES))),
                root);
    }

    /** Takes as long as reading an account that is there. */
    void read() {
        try {
            codec.read(signed.text(), signed.signature());
        } catch (BadAccountException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String genesis(Crypto crypto, SigningKey root) {
        EventCodec.Draft draft = new EventCodec.Draft(
                IdentityRules.NAME,
                EventClass.CONTROL,
                ActCodec.IDENTITY,
                new Header.Author(Optional.empty(), root.device()),
                new ActCodec().write(new Act.Identity()),
                0);
        return new EventCodec(crypto)
                .sign(draft, EventCodec.Place.genesis(), root)
                .headerText();
    }
}
