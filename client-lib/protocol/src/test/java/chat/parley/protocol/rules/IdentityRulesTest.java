package chat.parley.protocol.rules;

import static chat.parley.protocol.fixture.TestKeys.CRYPTO;
import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.protocol.crypto.Label;
import chat.parley.protocol.crypto.Signature;
import chat.parley.protocol.event.Event;
import chat.parley.protocol.event.EventClass;
import chat.parley.protocol.event.EventCodec;
import chat.parley.protocol.event.Header;
import chat.parley.protocol.event.RefusalCode;
import chat.parley.protocol.fixture.TestDevice;
import chat.parley.protocol.fixture.TestKeys;
import chat.parley.protocol.fixture.TestPerson;
import chat.parley.protocol.id.DeviceId;
import chat.parley.protocol.id.SealingKey;
import chat.parley.protocol.log.MemoryEventStore;
import chat.parley.protocol.log.Outcome;
import chat.parley.protocol.log.Replica;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("PROTOCOL.md, Identities")
class IdentityRulesTest {
    private final TestPerson anna = new TestPerson("anna");

    @Test
    void identity_withDevices_foldsIntoLiveDevices() {
        TestDevice second = anna.addDevice();
        assertThat(anna.state().root()).contains(anna.root().device());
        assertThat(anna.state().live()).containsOnlyKeys(anna.device().id(), second.id());
        TestDevice replaced = anna.replaceSealing(1);
        assertThat(anna.state().live())
                .containsEntry(second.id(), replaced.sealing().key());
        anna.revoke(replaced);
        assertThat(anna.state().live()).containsOnlyKeys(anna.device().id());
        assertThat(anna.state().revoked()).containsExactly(second.id());
    }

    @Test
    @DisplayName("Revoking wins over adding again")
    void device_addedAfterItsRevocation_staysRevoked() {
        TestDevice second = anna.addDevice();
        anna.revoke(second);
        anna.offer(anna.draft(anna.rootDevice(), ActCodec.ADD_DEVICE, anna.add(second)));
        assertThat(anna.state().live()).doesNotContainKey(second.id());
    }

    @ParameterizedTest
    @DisplayName("A01: a sealing key that is zero, of small order or not in its one form is refused")
    @CsvSource({
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0100000000000000000000000000000000000000000000000000000000000000",
        "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
        "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "f6ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "0900000000000000000000000000000000000000000000000000000000000080",
        "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
    })
    void sealingKey_unusable_isRefused(String hex) {
        SealingKey key = new SealingKey(hex(hex));
        refused(RefusalCode.BAD_KEY, anna.draft(anna.device(), ActCodec.SEALING_KEY, new Act.ReplaceSealing(key)));
        TestDevice device = new TestDevice(
                anna.user(), TestKeys.signing("new"), anna.device().sealing());
        Act.AddDevice add =
                new Act.AddDevice(device.id(), key, IdentityRules.prove(CRYPTO, device.signing(), anna.user(), key));
        refused(RefusalCode.BAD_KEY, anna.draft(anna.rootDevice(), ActCodec.ADD_DEVICE, add));
        assertThat(CRYPTO.seal(key, new byte[1])).isEmpty();
    }

    @Test
    @DisplayName("A01: the largest numbers that are X25519 keys in their one form are taken")
    void sealingKey_justBelowTheLimit_isTaken() {
        byte[] key = hex("ebffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f");
        assertThat(CRYPTO.seal(new SealingKey(key), new byte[1])).isPresent();
        key[5] = 0;
        key[0] = (byte) 0xff;
        assertThat(CRYPTO.seal(new SealingKey(key), new byte[1])).isPresent();
    }

    @ParameterizedTest
    @DisplayName("A01: a device key of small order or not in its one form proves nothing, whatever it signed")
    @CsvSource({
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0100000000000000000000000000000000000000000000000000000000000000",
        "0100000000000000000000000000000000000000000000000000000000000080",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
        "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
    })
    void deviceKey_unusable_isRefused(String hex) {
        DeviceId device = new DeviceId(hex(hex));
        // With a key of small order, R = that point and S = 0 verify for every text in a lenient library.
        byte[] trivial = new byte[64];
        trivial[0] = 1;
        byte[] same = new byte[64];
        System.arraycopy(device.bytes(), 0, same, 0, 32);
        for (byte[] signature : new byte[][] {trivial, same, new byte[64]}) {
            Act.AddDevice add =
                    new Act.AddDevice(device, anna.device().sealing().key(), new Signature(signature));
            refused(RefusalCode.BAD_KEY, anna.draft(anna.rootDevice(), ActCodec.ADD_DEVICE, add));
            assertThat(CRYPTO.verify(device, new Signature(signature), Label.DEVICE_PROOF))
                    .isFalse();
        }
    }

    @Test
    @DisplayName("A05: a device that has not signed for this user and this key is refused")
    void proof_ofAnotherUserKeyOrDevice_isRefused() {
        TestPerson ben = new TestPerson("ben");
        SealingKey sealing = anna.device().sealing().key();
        TestDevice fresh = new TestDevice(anna.user(), TestKeys.signing("new"), TestKeys.sealing("new"));
        Signature otherUser = IdentityRules.prove(CRYPTO, fresh.signing(), ben.user(), sealing);
        Signature otherKey = IdentityRules.prove(
                CRYPTO, fresh.signing(), anna.user(), fresh.sealing().key());
        Signature otherDevice = IdentityRules.prove(CRYPTO, ben.device().signing(), anna.user(), sealing);
        for (Signature wrong : new Signature[] {otherUser, otherKey, otherDevice}) {
            refused(
                    RefusalCode.BAD_KEY,
                    anna.draft(anna.rootDevice(), ActCodec.ADD_DEVICE, new Act.AddDevice(fresh.id(), sealing, wrong)));
        }
    }

    @Test
    void root_isNoDevice() {
        TestDevice root = anna.rootDevice();
        refused(RefusalCode.BAD_KEY, anna.draft(root, ActCodec.ADD_DEVICE, anna.add(root)));
        Act.ReplaceSealing replace = new Act.ReplaceSealing(root.sealing().key());
        refused(RefusalCode.BAD_IDENTITY, anna.draft(root, ActCodec.SEALING_KEY, replace));
    }

    @Test
    @DisplayName("A33: only the root adds and revokes devices; a device replaces only its own key, while it lives")
    void device_actingAsRoot_isRefused() {
        TestDevice second = anna.addDevice();
        TestDevice third = new TestDevice(anna.user(), TestKeys.signing("new"), TestKeys.sealing("new"));
        refused(RefusalCode.BAD_IDENTITY, anna.draft(second, ActCodec.ADD_DEVICE, anna.add(third)));
        Act.RevokeDevice revoke = new Act.RevokeDevice(anna.device().id());
        refused(RefusalCode.BAD_IDENTITY, anna.draft(second, ActCodec.REVOKE_DEVICE, revoke));
        Act.ReplaceSealing replace = new Act.ReplaceSealing(third.sealing().key());
        refused(RefusalCode.BAD_IDENTITY, anna.draft(third, ActCodec.SEALING_KEY, replace));
        anna.revoke(second);
        refused(RefusalCode.BAD_IDENTITY, anna.draft(second, ActCodec.SEALING_KEY, replace));
    }

    @Test
    @DisplayName("I7: an identity revokes only devices that are or were its own")
    void revocation_ofAForeignDevice_isRefused() {
        Act.RevokeDevice foreign =
                new Act.RevokeDevice(new TestPerson("ben").device().id());
        refused(RefusalCode.BAD_IDENTITY, anna.draft(anna.rootDevice(), ActCodec.REVOKE_DEVICE, foreign));
    }

    @Test
    void event_byAnotherUser_isRefused() {
        TestPerson ben = new TestPerson("ben");
        TestDevice bensRoot = new TestDevice(ben.user(), anna.root(), TestKeys.sealing("x"));
        refused(
                RefusalCode.WRONG_LOG,
                anna.draft(
                        bensRoot,
                        ActCodec.REVOKE_DEVICE,
                        new Act.RevokeDevice(anna.device().id())));
    }

    @Test
    void identity_overSixtyFourDevices_isRefused() {
        for (int i = 1; i < IdentityRules.MAX_DEVICES; i++) {
            anna.addDevice();
        }
        TestDevice one = new TestDevice(anna.user(), TestKeys.signing("new"), TestKeys.sealing("new"));
        refused(RefusalCode.BAD_IDENTITY, anna.draft(anna.rootDevice(), ActCodec.ADD_DEVICE, anna.add(one)));
        anna.revoke(anna.devices().get(5));
        refused(RefusalCode.BAD_IDENTITY, anna.draft(anna.rootDevice(), ActCodec.ADD_DEVICE, anna.add(one)));
    }

    @Test
    void genesis_thatNamesAUserOrHasAnotherKind_isRefused() {
        EventCodec codec = new EventCodec(CRYPTO);
        Header.Author nobody = new Header.Author(Optional.empty(), anna.root().device());
        Header.Author somebody =
                new Header.Author(Optional.of(anna.user()), anna.root().device());
        EventCodec.Draft named =
                new EventCodec.Draft(IdentityRules.NAME, EventClass.CONTROL, ActCodec.IDENTITY, somebody, "{}", 0);
        EventCodec.Draft left =
                new EventCodec.Draft(IdentityRules.NAME, EventClass.CONTROL, ActCodec.LEAVE, nobody, "{}", 0);
        EventCodec.Draft said =
                new EventCodec.Draft(IdentityRules.NAME, EventClass.CONTENT, "message", nobody, "{}", 0);
        Replica replica = new Replica(new MemoryEventStore(), codec, CRYPTO);
        for (EventCodec.Draft draft : new EventCodec.Draft[] {named, left, said}) {
            Outcome outcome = replica.offer(codec.sign(draft, EventCodec.Place.genesis(), anna.root()));
            assertThat(outcome)
                    .isInstanceOfSatisfying(
                            Outcome.Refused.class, r -> assertThat(r.code()).isEqualTo(RefusalCode.UNKNOWN_KIND));
        }
    }

    private void refused(RefusalCode code, Event event) {
        assertThat(anna.offer(event))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        r -> assertThat(r.code()).as(r.reason()).isEqualTo(code));
    }

    private static byte[] hex(String hex) {
        byte[] bytes = new byte[hex.length() / 2];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Integer.parseInt(hex.substring(2 * i, 2 * i + 2), 16);
        }
        return bytes;
    }
}
