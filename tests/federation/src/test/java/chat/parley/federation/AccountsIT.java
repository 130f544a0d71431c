package chat.parley.federation;

import static chat.parley.nodes.Talker.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.parley.client.AccountException;
import chat.parley.client.ClientEvent;
import chat.parley.client.Devices;
import chat.parley.client.RoomRef;
import chat.parley.nodes.Eventually;
import chat.parley.nodes.NodeProcess;
import chat.parley.nodes.StockNode;
import chat.parley.nodes.Talker;
import chat.parley.protocol.account.RecoveryCode;
import chat.parley.protocol.id.AccountName;
import chat.parley.protocol.id.DeviceId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Names, passwords and devices at a real node. */
@ExtendWith(StockNode.class)
class AccountsIT {
    private static final String WORD = "correct horse battery";
    private static final String NEXT = "staple under water";

    /** So many wrong passwords for one name a node takes in a quarter of an hour. */
    private static final int WRONG = 10;

    private static int count;

    @TempDir
    private Path people;

    private AccountName name;
    private RoomRef.Open room;
    private String url;
    private Talker alice;

    @BeforeEach
    void aliceIsThere(NodeProcess node) {
        count++;
        name = new AccountName("alice-" + count);
        room = RoomRef.open("accounts-" + count);
        url = node.url();
        alice = connected("first");
    }

    @AfterEach
    void aliceGoes() {
        alice.close();
    }

    @Test
    @DisplayName("Whoever has registered logs in from a second folder, and is the same person there")
    void register_thenLogIn_isTheSamePerson() {
        register();
        try (Talker second = connected("second")) {
            get(second.client().account().logIn(name, WORD.toCharArray()));
            assertThat(second.client().me().user())
                    .isEqualTo(alice.client().me().user());
            Eventually.within(
                    SOON,
                    () -> assertThat(alice.client().devices().list())
                            .extracting(Devices.Device::self)
                            .containsExactly(true, false));
            alice.join(room);
            second.join(room);
            second.say(room, "from the second folder");
            Eventually.within(SOON, () -> assertThat(alice.texts(room)).containsExactly("from the second folder"));
            assertThat(alice.all(ClientEvent.Message.class).get(0).sender().self())
                    .isTrue();
            second.assertUntroubled();
        }
        alice.assertUntroubled();
    }

    @Test
    @DisplayName("A wrong password and an unknown name fail alike; a name that is taken is refused")
    void wrongPassword_unknownName_takenName() {
        register();
        try (Talker other = connected("other")) {
            assertThat(failure(other.client().account().logIn(name, NEXT.toCharArray())))
                    .isEqualTo(AccountException.Code.LOGIN_FAILED);
            assertThat(failure(other.client().account().logIn(new AccountName("nobody-here"), WORD.toCharArray())))
                    .isEqualTo(AccountException.Code.LOGIN_FAILED);
            assertThat(failure(other.client().account().register(name, WORD.toCharArray(), Optional.empty())))
                    .isEqualTo(AccountException.Code.NAME_TAKEN);
            assertThat(other.client().account().name()).isEmpty();
            assertThat(get(other.client().contacts().lookUp(name)).orElseThrow().user())
                    .isEqualTo(alice.client().me().user());
        }
    }

    @Test
    @DisplayName("A new password ends the old one; the recovery code sets another")
    void changePassword_thenRecover() {
        RecoveryCode code = register();
        get(alice.client().account().changePassword(WORD.toCharArray(), NEXT.toCharArray()));
        try (Talker second = connected("second");
                Talker third = connected("third")) {
            assertThat(failure(second.client().account().logIn(name, WORD.toCharArray())))
                    .isEqualTo(AccountException.Code.LOGIN_FAILED);
            get(second.client().account().logIn(name, NEXT.toCharArray()));
            get(third.client().account().recover(name, code, WORD.toCharArray()));
            assertThat(List.of(second.client().me().user(), third.client().me().user()))
                    .containsOnly(alice.client().me().user());
            assertThat(failure(second.client().account().logOut(NEXT.toCharArray())))
                    .isEqualTo(AccountException.Code.CHANGED_ELSEWHERE);
            get(second.client().account().logIn(name, WORD.toCharArray()));
            get(second.client().account().logOut(WORD.toCharArray()));
            assertThat(second.client().me().user())
                    .isNotEqualTo(alice.client().me().user());
            Eventually.within(
                    SOON, () -> assertThat(alice.client().devices().list()).hasSize(2));
        }
    }

    @Test
    @DisplayName("A device that was revoked gets nothing that is said afterwards, and says nothing")
    void revoke_theDeviceIsOut() {
        register();
        try (Talker lost = connected("lost");
                Talker bob = connected("bob")) {
            get(lost.client().account().logIn(name, WORD.toCharArray()));
            for (Talker each : List.of(alice, lost, bob)) {
                each.join(room);
            }
            bob.say(room, "for all three");
            Eventually.within(SOON, () -> assertThat(lost.texts(room)).containsExactly("for all three"));
            Eventually.within(
                    SOON, () -> assertThat(alice.client().devices().list()).hasSize(2));
            DeviceId device = alice.client().devices().list().stream()
                    .filter(each -> !each.self())
                    .findFirst()
                    .orElseThrow()
                    .id();

            get(alice.client().devices().revoke(device, WORD.toCharArray()));

            Eventually.within(
                    SOON,
                    () -> assertThat(lost.all(ClientEvent.Problem.class))
                            .extracting(ClientEvent.Problem::code)
                            .contains("PASSWORD_NEEDED"));
            Eventually.within(
                    SOON,
                    () -> assertThat(bob.all(ClientEvent.DeviceChanged.class))
                            .extracting(ClientEvent.DeviceChanged::added)
                            .contains(false));
            bob.say(room, "not for the thief");
            Eventually.within(SOON, () -> assertThat(alice.texts(room)).contains("not for the thief"));
            assertThat(lost.texts(room)).containsExactly("for all three");
            assertThat(lost.client().history(room, 10)).hasSize(1);
        }
    }

    @Test
    @DisplayName(
            "A62: strangers' wrong passwords keep no device of the account from revoking a stolen one, only new logins")
    void revoke_whileOthersGuess_isDone() {
        RecoveryCode code = register();
        try (Talker lost = connected("lost");
                Talker laptop = connected("laptop");
                Talker mallory = connected("mallory")) {
            for (Talker each : List.of(lost, laptop)) {
                get(each.client().account().logIn(name, WORD.toCharArray()));
            }
            Eventually.within(
                    SOON, () -> assertThat(laptop.client().devices().list()).hasSize(3));
            for (int i = 0; i < WRONG; i++) {
                assertThat(failure(mallory.client().account().logIn(name, NEXT.toCharArray())))
                        .isEqualTo(AccountException.Code.LOGIN_FAILED);
            }
            assertThat(failure(mallory.client().account().logIn(name, WORD.toCharArray())))
                    .isEqualTo(AccountException.Code.LOGIN_THROTTLED);
            DeviceId stolen = self(lost);

            get(laptop.client().devices().revoke(stolen, WORD.toCharArray()));

            Eventually.within(
                    SOON, () -> assertThat(alice.client().devices().list()).hasSize(2));
            get(laptop.client().account().recover(name, code, NEXT.toCharArray()));
            get(laptop.client().devices().revoke(self(alice), NEXT.toCharArray()));
            assertThat(laptop.client().devices().list()).hasSize(1);
        }
    }

    private static DeviceId self(Talker talker) {
        return talker.client().devices().list().stream()
                .filter(Devices.Device::self)
                .findFirst()
                .orElseThrow()
                .id();
    }

    @Test
    @DisplayName("A device becomes one by a code that another shows")
    void code_addsADevice() {
        String code = get(alice.client().devices().add(new char[0]));
        try (Talker phone = connected("phone")) {
            get(phone.client().devices().become(code));
            assertThat(phone.client().me().user()).isEqualTo(alice.client().me().user());
            phone.join(room);
            phone.say(room, "from the phone");
            alice.join(room);
            alice.say(room, "to the phone");
            Eventually.within(SOON, () -> assertThat(phone.texts(room)).contains("to the phone"));
        }
    }

    @Test
    @DisplayName("A60: neither the password nor the recovery code is in any file of the node or of the client")
    void files_holdNoPassword() throws IOException {
        String code = register().show();
        get(alice.client().account().changePassword(WORD.toCharArray(), NEXT.toCharArray()));
        for (Path folder : List.of(StockNode.FOLDER, people)) {
            try (Stream<Path> files = Files.walk(folder)) {
                assertThat(files.filter(Files::isRegularFile).map(AccountsIT::text))
                        .isNotEmpty()
                        .noneMatch(text -> text.contains(WORD) || text.contains(NEXT) || text.contains(code));
            }
        }
    }

    private RecoveryCode register() {
        return get(alice.client().account().register(name, WORD.toCharArray(), Optional.empty()));
    }

    private Talker connected(String folder) {
        return Talker.connected(people.resolve(folder), folder, url);
    }

    private static String text(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static <T> T get(CompletableFuture<T> future) {
        try {
            return future.get(SOON.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    private static AccountException.Code failure(CompletableFuture<?> future) {
        AccountException.Code[] code = new AccountException.Code[1];
        assertThatThrownBy(() -> future.get(SOON.toSeconds(), TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOfSatisfying(AccountException.class, e -> code[0] = e.code());
        return code[0];
    }
}
