package chat.parley.protocol.keys;

import static chat.parley.protocol.fixture.TestKeys.CRYPTO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.parley.protocol.crypto.Secret;
import chat.parley.protocol.event.Damage;
import chat.parley.protocol.fixture.TestKeys;
import chat.parley.protocol.id.DeviceId;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.Hash;
import chat.parley.protocol.id.LogId;
import chat.parley.protocol.id.UserId;
import chat.parley.protocol.json.MalformedJsonException;
import chat.parley.protocol.keys.MessageSealer.Origin;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("PROTOCOL.md, Messages")
class MessageSealerTest {
    private static final byte[] TEXT = "{\"kind\":\"text\",\"text\":\"hello\"}".getBytes(StandardCharsets.UTF_8);

    private final MessageSealer sealer = new MessageSealer(CRYPTO);
    private final LogId log = new LogId(TestKeys.seed("log"));
    private final UserId user = new UserId(TestKeys.seed("user"));
    private final DeviceId device = new DeviceId(TestKeys.seed("device"));
    private final EventId epoch = new EventId(TestKeys.seed("epoch"));
    private final Origin origin = new Origin(log, user, device, 7);

    private Chain chain(long index) {
        Chain chain = new Chain(new EpochSealer(CRYPTO).chain(log, epoch, device, TestKeys.secret("s")), 0);
        while (chain.index() < index) {
            chain = chain.step(CRYPTO);
        }
        return chain;
    }

    @Test
    void message_sealed_opensWithTheChainAtItsIndex() {
        MessageBody body = sealer.seal(origin, epoch, chain(3), TEXT);
        assertThat(sealer.open(origin, chain(3), body))
                .hasValueSatisfying(t -> assertThat(t).isEqualTo(TEXT));
        assertThat(sealer.open(origin, chain(2), body)).isEmpty();
        assertThat(sealer.open(origin, chain(4), body)).isEmpty();
        assertThat(sealer.open(origin, new Chain(chain(4).next(), 3), body)).isEmpty();
    }

    @Test
    @DisplayName("A20: a message moved to another log, author, device, number or epoch does not open")
    void message_movedElsewhere_doesNotOpen() {
        MessageBody body = sealer.seal(origin, epoch, chain(3), TEXT);
        for (Origin other : List.of(
                new Origin(new LogId(TestKeys.seed("other")), user, device, 7),
                new Origin(log, new UserId(TestKeys.seed("other")), device, 7),
                new Origin(log, user, new DeviceId(TestKeys.seed("other")), 7),
                new Origin(log, user, device, 8))) {
            assertThat(sealer.open(other, chain(3), body)).isEmpty();
        }
        MessageBody moved = new MessageBody(
                new EventId(TestKeys.seed("other")), 3, body.nonce(), body.commitment(), body.ciphertext());
        assertThat(sealer.open(origin, chain(3), moved)).isEmpty();
        MessageBody later = new MessageBody(epoch, 4, body.nonce(), body.commitment(), body.ciphertext());
        assertThat(sealer.open(origin, new Chain(chain(3).next(), 4), later)).isEmpty();
    }

    @Test
    void message_withAnyPartChanged_doesNotOpen() {
        MessageBody body = sealer.seal(origin, epoch, chain(0), TEXT);
        byte[] nonce = body.nonce().clone();
        nonce[0] ^= 1;
        byte[] ciphertext = body.ciphertext().clone();
        ciphertext[5] ^= 1;
        byte[] none = new byte[0];
        Hash other = new Hash(TestKeys.seed("other"));
        for (MessageBody wrong : List.of(
                new MessageBody(epoch, 0, nonce, body.commitment(), body.ciphertext()),
                new MessageBody(epoch, 0, none, body.commitment(), body.ciphertext()),
                new MessageBody(epoch, 0, body.nonce(), other, body.ciphertext()),
                new MessageBody(epoch, 0, body.nonce(), body.commitment(), ciphertext),
                new MessageBody(epoch, 0, body.nonce(), body.commitment(), none))) {
            assertThat(sealer.open(origin, chain(0), wrong)).isEmpty();
        }
    }

    @Test
    @DisplayName("The commitment alone refuses another key, before anything is decrypted")
    void commitment_ofAnotherKey_isAnother() {
        MessageBody body = sealer.seal(origin, epoch, chain(0), TEXT);
        Chain other = new Chain(TestKeys.secret("other"), 0);
        MessageBody under = sealer.seal(origin, epoch, other, TEXT);
        MessageBody mixed = new MessageBody(epoch, 0, under.nonce(), body.commitment(), under.ciphertext());
        assertThat(sealer.open(origin, other, mixed)).isEmpty();
    }

    @Test
    void message_sealedTwice_isNeverTheSame() {
        assertThat(sealer.seal(origin, epoch, chain(0), TEXT).nonce())
                .isNotEqualTo(sealer.seal(origin, epoch, chain(0), TEXT).nonce());
    }

    @Test
    void chain_stepped_givesOtherKeysThatDoNotLeadBack() {
        Chain first = chain(0);
        Chain second = first.step(CRYPTO);
        assertThat(second.index()).isEqualTo(1);
        assertThat(List.of(
                        new Hash(first.next().expose()),
                        new Hash(first.messageKey(CRYPTO).expose()),
                        new Hash(second.next().expose()),
                        new Hash(second.messageKey(CRYPTO).expose())))
                .doesNotHaveDuplicates();
    }

    @Test
    void secret_wiped_isGone() {
        Secret secret = TestKeys.secret("x");
        byte[] bytes = secret.expose();
        secret.wipe();
        assertThat(bytes).containsOnly(0);
        assertThatThrownBy(secret::expose).isInstanceOf(IllegalStateException.class);
        assertThat(secret.toString()).doesNotContain("[").hasSizeLessThan(12);
    }

    @Test
    void body_writtenAndRead_isTheSame() throws MalformedJsonException {
        MessageBody body = sealer.seal(origin, epoch, chain(0), TEXT);
        MessageBody read = MessageBody.read(body.write());
        assertThat(read.write()).isEqualTo(body.write());
        assertThat(sealer.open(origin, chain(0), read)).isPresent();
    }

    @Test
    @DisplayName("A13: the body of a message has one form")
    void body_notInItsOneForm_isRefused() {
        String text = sealer.seal(origin, epoch, chain(0), TEXT).write();
        List<UnaryOperator<String>> damages = List.of(
                s -> s + " ",
                s -> s.replace("\"index\":0", "\"index\":1001"),
                s -> s.replace("\"index\":0", "\"index\":-1"),
                s -> s.replace("\"index\":0", "\"index\":00"),
                s -> s.replaceFirst("(\"nonce\":\"[^\"]*)\"", "$1=\""),
                s -> s.replaceFirst("(\"nonce\":\"[^\"]{28})[^\"]*\"", "$1\""),
                s -> s.replaceFirst("\"text\":\"[^\"]*\"", "\"text\":\"AB\""),
                s -> s.replaceFirst("\"text\":\"[^\"]*\"", "\"text\":\"A\""),
                s -> s.replaceFirst("\"text\":\"", "\"text\":\"*"),
                s -> s.replaceFirst("\"nonce\"", "\"nounce\""));
        for (UnaryOperator<String> damage : damages) {
            assertThat(damage.apply(text)).isNotEqualTo(text);
            assertThatThrownBy(() -> MessageBody.read(damage.apply(text))).isInstanceOf(MalformedJsonException.class);
        }
    }

    @Test
    @DisplayName("A12: whatever the text, a body is read or refused, opened or not, and nothing else is thrown")
    void body_withRandomDamage_isReadOrRefused() {
        Random random = new Random(14);
        String text = sealer.seal(origin, epoch, chain(0), TEXT).write();
        int opened = 0;
        for (int i = 0; i < 3000; i++) {
            try {
                MessageBody body = MessageBody.read(Damage.one(text, random));
                opened += sealer.open(origin, chain(0), body).isPresent() ? 1 : 0;
            } catch (MalformedJsonException e) {
                // Refused: what is meant to be.
            }
        }
        // Some damage is none: an empty piece cut out.
        assertThat(opened).isLessThan(1500);
    }
}
