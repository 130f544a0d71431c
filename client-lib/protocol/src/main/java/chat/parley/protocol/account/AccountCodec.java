package chat.parley.protocol.account;

import chat.parley.protocol.crypto.Cost;
import chat.parley.protocol.crypto.Crypto;
import chat.parley.protocol.crypto.Label;
import chat.parley.protocol.crypto.Signature;
import chat.parley.protocol.crypto.SigningKey;
import chat.parley.protocol.event.Header;
import chat.parley.protocol.event.HeaderCodec;
import chat.parley.protocol.event.InvalidEventException;
import chat.parley.protocol.id.AccountName;
import chat.parley.protocol.id.DeviceId;
import chat.parley.protocol.id.DomainId;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.Hash;
import chat.parley.protocol.id.UserId;
import chat.parley.protocol.json.JsonFields;
import chat.parley.protocol.json.JsonText;
import chat.parley.protocol.json.MalformedJsonException;
import chat.parley.protocol.rules.ActCodec;
import chat.parley.protocol.rules.IdentityRules;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Reads, checks, writes and signs account records. A record has exactly one text. Thread-safe. */
public final class AccountCodec {
    /** Longest text of a record, in characters. */
    public static final int MAX_LENGTH = 24 * 1024;

    private final JsonFields.Source source = new JsonFields.Source();
    private final HeaderCodec headers = new HeaderCodec();
    private final Crypto crypto;

    public AccountCodec(Crypto crypto) {
        this.crypto = crypto;
    }

    /** Signs a record with the root key that its genesis names. */
    public AccountRecord.Signed sign(AccountRecord record, SigningKey root) {
        String text = write(record);
        String signature = crypto.sign(root, Label.ACCOUNT_RECORD, utf8(text)).toString();
        return new AccountRecord.Signed(record, user(record.genesis()), root.device(), text, signature);
    }

    /**
     * Reads a record and checks all that can be checked of it alone.
     *
     * @throws BadAccountException if it is not in its one form, a limit is exceeded, its genesis is none of an identity,
     *     or the signature is not the root key's
     */
    public AccountRecord.Signed read(String text, String signature) throws BadAccountException {
        if (text.length() > MAX_LENGTH) {
            throw new BadAccountException("the record is too long");
        }
        AccountRecord record;
        try (JsonFields fields = source.read(text)) {
            record = fields(fields.open());
            fields.shut().end();
        } catch (MalformedJsonException e) {
            throw new BadAccountException(e.getMessage());
        }
        if (!write(record).equals(text)) {
            throw new BadAccountException("the record is not in its one form");
        }
        DeviceId root = root(record.genesis());
        if (!signed(root, text, signature)) {
            throw new BadAccountException("the signature is not the root key's");
        }
        return new AccountRecord.Signed(record, user(record.genesis()), root, text, signature);
    }

    private String write(AccountRecord record) {
        return new JsonText()
                .open()
                .field("domain", record.domain())
                .field("name", record.name())
                .field("genesis", record.genesis())
                .field("counter", record.counter())
                .field("salt", base64(record.salt()))
                .field("operations", record.cost().operations())
                .field("memory", record.cost().memory())
                .field("login", record.login())
                .field("recovery", record.recovery())
                .field("forPassword", base64(record.vault().forPassword()))
                .field("forRecovery", base64(record.vault().forRecovery()))
                .field("vault", base64(record.vault().content()))
                .close()
                .toString();
    }

    private static AccountRecord fields(JsonFields in) throws MalformedJsonException {
        AccountRecord record = new AccountRecord(
                JsonFields.map(in.text("domain"), DomainId::of),
                JsonFields.map(in.text("name"), AccountName::new),
                in.text("genesis"),
                in.number("counter"),
                bytes(in.text("salt")),
                cost(in.number("operations"), in.number("memory")),
                JsonFields.map(in.text("login"), DeviceId::of),
                JsonFields.map(in.text("recovery"), DeviceId::of),
                new Vault(bytes(in.text("forPassword")), bytes(in.text("forRecovery")), bytes(in.text("vault"))));
        if (record.counter() < 1 || record.salt().length != Crypto.SALT_BYTES) {
            throw new MalformedJsonException("counter is from 1, and a salt has " + Crypto.SALT_BYTES + " bytes");
        }
        return record;
    }

    private static Cost cost(long operations, long memory) throws MalformedJsonException {
        try {
            return new Cost(operations, memory);
        } catch (IllegalArgumentException e) {
            throw new MalformedJsonException(e.getMessage());
        }
    }

    private DeviceId root(String genesis) throws BadAccountException {
        try {
            Header header = headers.read(genesis);
            boolean identity = header.genesis()
                    && header.rules().equals(IdentityRules.NAME)
                    && header.kind().equals(ActCodec.IDENTITY)
                    && !header.author().user().isPresent();
            if (!identity) {
                throw new BadAccountException("the genesis is none of an identity");
            }
            return header.device();
        } catch (InvalidEventException e) {
            throw new BadAccountException("the genesis is none: " + e.getMessage());
        }
    }

    private UserId user(String genesis) {
        Hash id = crypto.hash(Label.EVENT_ID, utf8(genesis));
        return new UserId(new EventId(id.bytes()).bytes());
    }

    private boolean signed(DeviceId root, String text, String signature) {
        try {
            return crypto.verify(root, Signature.of(signature), Label.ACCOUNT_RECORD, utf8(text));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static byte[] bytes(String text) throws MalformedJsonException {
        byte[] bytes = JsonFields.map(text, Base64.getUrlDecoder()::decode);
        if (bytes.length > Vault.MAX_BYTES) {
            throw new MalformedJsonException("a vault has at most " + Vault.MAX_BYTES + " bytes");
        }
        return bytes;
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
