package chat.parley.client.core;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.client.AccountException;
import chat.parley.client.Devices;
import chat.parley.client.store.Table;
import chat.parley.protocol.account.RecoveryCode;
import chat.parley.protocol.crypto.Cost;
import chat.parley.protocol.frame.AccountLogin;
import chat.parley.protocol.id.AccountName;
import chat.parley.protocol.id.DeviceId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("PROTOCOL.md, Section 16: how a device of an account gets at the root key, and who cannot keep it back")
class RootKeyTest {
    private static final AccountName NAME = new AccountName("alice");
    private static final String WORD = "correct horse";
    private static final String NEXT = "battery staple";
    private static final String WRONG = "wrong password";
    private static final int MOST_WRONG = 10;
    private static final long WINDOW_MILLIS = 15 * 60_000L;

    private final World world = new World();
    private final World.Server here = world.server("ws://here");
    private final World.Client alice = world.client("alice", here);
    private final World.Client laptop = world.client("alice", here);
    private RecoveryCode code;

    /** Alice has registered, and the laptop is stolen. */
    @BeforeEach
    void twoDevices() {
        world.pass(1000);
        code = done(alice.core.account().register(NAME, WORD.toCharArray(), Optional.empty()));
        done(laptop.core.account().logIn(NAME, WORD.toCharArray()));
        world.pass(1000);
    }

    @Test
    @DisplayName("A62: wrong passwords of others do not keep the device that has registered from revoking a stolen one")
    void revoke_whileOthersGuess_isDoneWithTheKeptVault() {
        world.accounts.throttled = true;
        alice.sent.clear();
        done(alice.core.devices().revoke(other(alice), WORD.toCharArray()));
        assertThat(alice.core.devices().list()).hasSize(1);
        assertThat(alice.sent).filteredOn(AccountLogin.class::isInstance).isEmpty();
    }

    @Test
    @DisplayName("A stolen device is revoked without a server: that goes out by itself")
    void revoke_withoutAServer_goesOutLater() {
        here.die();
        world.pass(1000);
        assertThat(failure(() -> done(alice.core.devices().revoke(other(alice), WRONG.toCharArray()))))
                .isEqualTo(AccountException.Code.LOGIN_FAILED);
        CompletableFuture<Void> revoking = alice.core.devices().revoke(other(alice), WORD.toCharArray());
        world.pass(1000);
        assertThat(revoking).isNotDone();
        assertThat(alice.core.devices().list()).hasSize(1);
        here.dead = false;
        world.pass(60_000);
        assertThat(revoking).isCompleted();
    }

    @Test
    @DisplayName(
            "A62: whoever holds the device guesses no faster at the kept vault than at a server, also after a restart")
    void guesses_atTheKeptVault_areLimited() {
        here.die();
        world.pass(1000);
        for (int i = 0; i < MOST_WRONG; i++) {
            assertThat(failure(() -> done(alice.core.devices().add(WRONG.toCharArray()))))
                    .isEqualTo(AccountException.Code.LOGIN_FAILED);
        }
        alice.crash();
        assertThat(failure(() -> done(alice.core.devices().add(WORD.toCharArray()))))
                .isEqualTo(AccountException.Code.LOGIN_THROTTLED);
        here.dead = false;
        world.pass(60_000);
        world.accounts.throttled = true;
        assertThat(failure(() -> done(alice.core.devices().add(WORD.toCharArray()))))
                .isEqualTo(AccountException.Code.LOGIN_THROTTLED);
        assertThat(alice.core.devices().list()).hasSize(2);

        world.pass(WINDOW_MILLIS);
        done(alice.core.devices().add(WORD.toCharArray()));
        assertThat(alice.core.devices().list()).hasSize(3);
    }

    @Test
    @DisplayName("A wrong password at the kept vault is tried at a server, as it may be a newer one, and fails there")
    void password_wrongInBoth_fails() {
        alice.sent.clear();
        assertThat(failure(() -> done(alice.core.devices().add(WRONG.toCharArray()))))
                .isEqualTo(AccountException.Code.LOGIN_FAILED);
        assertThat(alice.sent).filteredOn(AccountLogin.class::isInstance).hasSize(1);
    }

    @Test
    @DisplayName(
            "Who logs in anew, as the password was changed on another device, has the kept vault open with that one")
    void passwordChangedElsewhere_thenLoggedInAnew_opensTheKeptVault() {
        done(laptop.core.account().changePassword(WORD.toCharArray(), NEXT.toCharArray()));
        done(alice.core.account().logIn(NAME, NEXT.toCharArray()));
        here.die();
        world.pass(1000);
        assertThat(failure(() -> done(alice.core.devices().revoke(other(alice), WORD.toCharArray()))))
                .isEqualTo(AccountException.Code.LOGIN_FAILED);
        alice.core.devices().revoke(other(alice), NEXT.toCharArray());
        world.pass(1000);
        assertThat(alice.core.devices().list()).hasSize(1);
    }

    @Test
    @DisplayName(
            "Who has forgotten the password sets another by the recovery code on the device they have, and goes on there")
    void recover_onOnesOwnDevice_keepsWhoOneIs() {
        world.accounts.throttled = true;
        DeviceId device = laptop.core.devices().list().get(1).id();
        done(laptop.core.account().recover(NAME, code, NEXT.toCharArray()));
        world.accounts.throttled = false;
        assertThat(laptop.core.devices().list()).hasSize(2);
        assertThat(laptop.core.devices().list().get(1).id()).isEqualTo(device);
        done(laptop.core.devices().revoke(other(laptop), NEXT.toCharArray()));
        assertThat(laptop.core.devices().list()).hasSize(1);
    }

    @Test
    @DisplayName("Who has lost the name revokes a stolen device with the kept vault; nobody else's account is asked")
    void nameLost_revokesAllTheSame() {
        World.Client eve = world.client("eve", here);
        world.pass(1000);
        world.accounts.records.put(NAME, Forged.record(world, eve, NAME, WRONG, Cost.USUAL));
        alice.cut();
        world.pass(2000);
        assertThat(alice.core.account().lostName()).contains(NAME);
        assertThat(failure(() -> done(alice.core.devices().revoke(other(alice), WRONG.toCharArray()))))
                .isEqualTo(AccountException.Code.LOGIN_FAILED);
        done(alice.core.devices().revoke(other(alice), WORD.toCharArray()));
        assertThat(alice.core.devices().list()).hasSize(1);
    }

    @Test
    @DisplayName("Who has lost the name and becomes somebody else keeps no vault of the past one, nor of the new one")
    void nameLost_somebodyElse_keepsNoVault() {
        World.Client eve = world.client("eve", here);
        world.pass(1000);
        AccountName other = new AccountName("other");
        done(eve.core.account().register(other, WORD.toCharArray(), Optional.empty()));
        world.accounts.records.put(NAME, Forged.record(world, eve, NAME, WRONG, Cost.USUAL));
        alice.cut();
        world.pass(2000);
        done(alice.core.account().logIn(other, WORD.toCharArray()));
        assertThat(alice.core.me().user()).isEqualTo(eve.core.me().user());
        assertThat(alice.store.reopen().get(Table.SETTING, "account-vault")).isEmpty();
        assertThat(alice.core.account().name()).contains(other);
    }

    private static DeviceId other(World.Client of) {
        List<Devices.Device> others = of.core.devices().list();
        return others.stream()
                .filter(each -> !each.self())
                .findFirst()
                .orElseThrow()
                .id();
    }

    private <T> T done(CompletableFuture<T> future) {
        world.run();
        return Answer.of(future);
    }

    private static AccountException.Code failure(ThrowingCallable act) {
        return Answer.failure(act);
    }
}
