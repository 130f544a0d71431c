package chat.parley.protocol.keys;

import static chat.parley.protocol.fixture.TestKeys.CRYPTO;
import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.protocol.crypto.Label;
import chat.parley.protocol.crypto.Secret;
import chat.parley.protocol.crypto.Signature;
import chat.parley.protocol.crypto.SigningKey;
import chat.parley.protocol.event.Damage;
import chat.parley.protocol.fixture.TestKeys;
import chat.parley.protocol.frame.BadFrameException;
import chat.parley.protocol.frame.FrameCodec;
import chat.parley.protocol.frame.Notice;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.LogId;
import chat.parley.protocol.id.UserId;
import chat.parley.protocol.keys.NoticeSealer.Origin;
import chat.parley.protocol.keys.NoticeSealer.Word;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("PROTOCOL.md, Notices")
class NoticeSealerTest {
    private static final Word TYPES = new Word(1_700_000_000_000L, true);

    private final NoticeSealer sealer = new NoticeSealer(CRYPTO);
    private final SigningKey key = TestKeys.signing(TestKeys.seed("device"));
    private final Secret join = TestKeys.secret("join");
    private final Origin origin = new Origin(
            new LogId(TestKeys.seed("log")),
            new UserId(TestKeys.seed("user")),
            key.device(),
            new EventId(TestKeys.seed("epoch")));
    private final Notice notice = sealer.seal(origin, TYPES, join, key);

    private static Notice with(Origin origin, Notice notice) {
        return new Notice(
                origin.log().toString(),
                origin.user().toString(),
                origin.device().toString(),
                origin.epoch().toString(),
                notice.nonce(),
                notice.text(),
                notice.signature());
    }

    @Test
    void notice_sealed_opensToWhatWasSaid() {
        assertThat(Origin.of(notice)).isEqualTo(origin);
        assertThat(sealer.signed(notice)).isTrue();
        assertThat(sealer.open(notice, join)).contains(TYPES);
        Word stopped = new Word(7, false);
        assertThat(sealer.open(sealer.seal(origin, stopped, join, key), join)).contains(stopped);
    }

    @Test
    @DisplayName("I7: who has not got the epoch's key learns nothing")
    void notice_underAnotherKey_doesNotOpen() {
        assertThat(sealer.open(notice, TestKeys.secret("other"))).isEmpty();
    }

    @Test
    @DisplayName("All notices look alike: one length, nothing twice")
    void notices_ofAnyKind_haveOneLength() {
        Notice stopped = sealer.seal(origin, new Word(0, false), join, key);
        Notice last = sealer.seal(origin, new Word(Long.MAX_VALUE, true), join, key);
        assertThat(List.of(stopped.text(), last.text(), notice.text()))
                .doesNotHaveDuplicates()
                .allMatch(text -> text.length() == 107);
        assertThat(stopped.nonce()).isNotEqualTo(last.nonce());
        try (FrameCodec codec = new FrameCodec()) {
            assertThat(codec.write(stopped)).hasSameSizeAs(codec.write(last)).hasSizeLessThan(512);
        }
    }

    @Test
    @DisplayName("A11, A20: a notice moved to another log, user, device or epoch is nobody's")
    void notice_movedElsewhere_isNobodys() {
        SigningKey other = TestKeys.signing(TestKeys.seed("other"));
        byte[] seed = TestKeys.seed("other");
        for (Origin moved : List.of(
                new Origin(new LogId(seed), origin.user(), origin.device(), origin.epoch()),
                new Origin(origin.log(), new UserId(seed), origin.device(), origin.epoch()),
                new Origin(origin.log(), origin.user(), other.device(), origin.epoch()),
                new Origin(origin.log(), origin.user(), origin.device(), new EventId(seed)))) {
            assertThat(sealer.signed(with(moved, notice))).isFalse();
            assertThat(sealer.open(with(moved, notice), join)).isEmpty();
        }
    }

    @Test
    @DisplayName("A05: another member, who has the key, cannot say who types")
    void notice_byAnotherOfTheAudience_isRefused() {
        SigningKey mallory = TestKeys.signing(TestKeys.seed("mallory"));
        Notice forged = sealer.seal(origin, TYPES, join, mallory);
        assertThat(sealer.signed(forged)).isFalse();
        assertThat(sealer.open(forged, join)).isEmpty();
    }

    @Test
    @DisplayName("A server cannot put another text under a device's signature, nor sign it for another purpose")
    void signature_ofAnotherText_isRefused() {
        Notice later = sealer.seal(origin, new Word(TYPES.number() + 1, false), join, key);
        for (Notice mixed : List.of(
                changed(later.nonce(), notice.text(), notice.signature()),
                changed(notice.nonce(), later.text(), notice.signature()),
                changed(notice.nonce(), notice.text(), later.signature()))) {
            assertThat(sealer.signed(mixed)).isFalse();
            assertThat(sealer.open(mixed, join)).isEmpty();
        }
        Signature other = CRYPTO.sign(key, Label.CARD, new byte[0]);
        assertThat(sealer.signed(changed(notice.nonce(), notice.text(), other.toString())))
                .isFalse();
    }

    @Test
    @DisplayName("A10, A13: each field has one form and one length")
    void notice_notInItsOneForm_isRefused() {
        String longer = notice.text() + "AAAA";
        for (Notice wrong : List.of(
                changed("", notice.text(), notice.signature()),
                changed(notice.nonce() + "=", notice.text(), notice.signature()),
                changed(notice.nonce(), longer, notice.signature()),
                changed(notice.nonce(), "", notice.signature()),
                changed(notice.nonce(), "*" + notice.text().substring(1), notice.signature()),
                changed(notice.nonce(), notice.text(), ""),
                changed(notice.nonce(), notice.text(), "x"))) {
            assertThat(sealer.signed(wrong)).isFalse();
            assertThat(sealer.open(wrong, join)).isEmpty();
        }
    }

    @Test
    @DisplayName("A12: whatever the text, a notice is opened or not, and nothing else is thrown")
    void notice_withRandomDamage_isNobodys() {
        Random random = new Random(16);
        int read = 0;
        try (FrameCodec codec = new FrameCodec()) {
            String text = codec.write(notice);
            for (int i = 0; i < 3000; i++) {
                try {
                    if (codec.read(Damage.one(text, random)) instanceof Notice damaged && !damaged.equals(notice)) {
                        read++;
                        assertThat(sealer.signed(damaged)).isFalse();
                        assertThat(sealer.open(damaged, join)).isEmpty();
                    }
                } catch (BadFrameException e) {
                    // Refused before: what is meant to be.
                }
            }
        }
        assertThat(read).isGreaterThan(300);
    }

    private Notice changed(String nonce, String text, String signature) {
        return new Notice(notice.log(), notice.user(), notice.device(), notice.epoch(), nonce, text, signature);
    }
}
