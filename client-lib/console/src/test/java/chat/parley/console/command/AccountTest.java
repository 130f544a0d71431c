package chat.parley.console.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.parley.client.AccountException;
import chat.parley.client.Contacts;
import chat.parley.client.ParleyClients;
import chat.parley.client.naming.NameTags;
import chat.parley.console.AtWork;
import chat.parley.console.FakeAccounts;
import chat.parley.console.FakeClient;
import chat.parley.console.FakeContacts;
import chat.parley.console.FakeDevices;
import chat.parley.protocol.account.RecoveryCode;
import chat.parley.protocol.id.AccountName;
import chat.parley.protocol.id.UserId;
import chat.parley.protocol.trust.SafetyNumber;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The account, its devices, and who others are. */
class AccountTest {
    private static final String PASSWORD = FakeAccounts.PASSWORD;
    private static final String NEW = "green kettle above nine rivers";
    private static final String CODE = "* your recovery code: ";

    private final AtWork work = new AtWork();

    @AfterEach
    void close() {
        work.close();
    }

    /** The group of the recovery code that the last question asks for. */
    private String askedGroup(List<String> shown) {
        String code = shown.stream()
                .filter(line -> line.startsWith(CODE))
                .reduce((first, last) -> last)
                .orElseThrow()
                .substring(CODE.length());
        Matcher which = Pattern.compile("group (\\d)").matcher(work.questions.get(work.questions.size() - 1));
        assertThat(which.find()).isTrue();
        return code.split("-")[Integer.parseInt(which.group(1)) - 1].toLowerCase();
    }

    private void register(String name) {
        work.answers(PASSWORD, PASSWORD);
        work.answer(this::askedGroup);
        work.type("/register " + name);
    }

    @Test
    @DisplayName("Registering: the password twice, the recovery code once, a group of it asked back")
    void register_asksAndShows() {
        work.answers(PASSWORD, PASSWORD, "WRNG");
        work.answer(this::askedGroup);
        List<String> shown = work.type("/register @Alice code-7");
        assertThat(work.client.calls()).containsExactly("register alice with code-7");
        assertThat(shown.get(0)).isEqualTo("* you are @alice now");
        assertThat(shown.get(1)).matches("\\* your recovery code: ([0-9A-Z]{4}-){6}[0-9A-Z]{4}");
        assertThat(shown.get(2)).contains("write it on paper now");
        assertThat(shown.get(3)).contains("that is not group");
        assertThat(shown.get(4)).startsWith("* right");
        assertThat(String.join(" ", shown)).doesNotContain(PASSWORD);
        assertThat(work.type("/register other")).containsExactly("* you have the account @alice already");
    }

    @Test
    @DisplayName("Whoever loses the name to somebody else registers another, with the password they have")
    void nameLost_anotherIsRegistered() {
        register("alice");
        ((FakeAccounts) work.client.account()).lose();
        assertThat(work.type("/password"))
                .containsExactly("* the name @alice is somebody else's now: /register <name> gives you another");
        assertThat(work.refuses("/logout")).isTrue();
        assertThat(work.refuses("/recovery")).isTrue();
        work.answers("yes", PASSWORD);
        assertThat(work.type("/device revoke 2")).singleElement().asString().startsWith("* laptop is out");
        work.answers(PASSWORD);
        work.answer(this::askedGroup);
        assertThat(work.type("/register alice2")).first().isEqualTo("* you are @alice2 now");
        assertThat(work.client.calls()).contains("register alice2");
        assertThat(work.questions).contains("Password that you had as @alice, and keep as @alice2");
    }

    @Test
    @DisplayName(
            "Whoever has lost the name can log in to another account instead, and gives up who they are after a yes")
    void nameLost_logInElsewhere() {
        register("alice");
        ((FakeAccounts) work.client.account()).lose();
        work.answers("yes", PASSWORD);
        assertThat(work.type("/login other")).last().asString().startsWith("* you are @other now");
    }

    @Test
    @DisplayName("A recovery code that comes late is shown when it comes: the old one opens nothing any more")
    void recoveryCode_late_isShown() {
        try (AtWork impatient = new AtWork(Duration.ZERO)) {
            CompletableFuture<Void> answer = ((FakeAccounts) impatient.client.account()).hold();
            impatient.answers(PASSWORD, PASSWORD);
            assertThat(impatient.type("/register alice"))
                    .containsExactly(
                            "* no server has answered yet: stay here, the recovery code is shown when one does");
            answer.complete(null);
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(impatient.shown())
                            .contains("* you are @alice now")
                            .anyMatch(line -> line.startsWith(CODE)));
        }
    }

    @Test
    @DisplayName("A new recovery code that fails late says so")
    void recoveryCode_lateFailure_isSaid() {
        try (AtWork impatient = new AtWork(Duration.ZERO)) {
            CompletableFuture<Void> answer = ((FakeAccounts) impatient.client.account()).hold();
            impatient.answers(PASSWORD, PASSWORD);
            impatient.type("/register alice");
            answer.completeExceptionally(new AccountException(AccountException.Code.NOT_CONNECTED, "nobody answers"));
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(impatient.shown()).contains("* nobody answers"));
        }
    }

    @Test
    @DisplayName("Who has forgotten the password sets another with the recovery code on a device of the account")
    void recover_onOnesOwnDevice_givesNothingUp() {
        register("alice");
        work.answers(RecoveryCode.random(ParleyClients.crypto()).show(), NEW, NEW);
        assertThat(work.type("/recover alice"))
                .containsExactly(
                        "* the password of @alice is the new one now: your other devices take it by /login alice");
        assertThat(work.client.rooms()).isNotEmpty();
        assertThat(work.refuses("/recover other")).isTrue();
    }

    @Test
    @DisplayName("A device that was added by a code learns the account by /login, and gives nothing up for it")
    void login_onADeviceAddedByCode_givesNothingUp() {
        ((FakeContacts) work.client.contacts())
                .add(new Contacts.Contact(
                        work.client.me().user(), "alice", Optional.of(new AccountName("alice")), Contacts.Trust.SEEN));
        work.answers(PASSWORD);
        assertThat(work.type("/login alice")).containsExactly("* this device knows now that you are @alice");
        assertThat(work.questions).containsExactly("Password of @alice");
    }

    @Test
    @DisplayName("A bad password gets advice, two that differ are asked for again, no answer changes nothing")
    void register_badPassword_isAskedForAgain() {
        work.answers("12345678", PASSWORD, "something else entirely", "alice");
        List<String> shown = work.type("/register alice");
        assertThat(shown.get(0)).contains("guessed too soon");
        assertThat(shown.get(1)).contains("not the same");
        assertThat(shown.get(2)).contains("guessed too soon");
        assertThat(shown).last().isEqualTo("* nothing was changed");
        assertThat(work.client.calls()).isEmpty();
    }

    @Test
    void register_refusedByTheServer_saysWhy() {
        work.answers(PASSWORD, PASSWORD);
        assertThat(work.type("/register taken")).containsExactly("* the name taken is taken: choose another");
    }

    @Test
    @DisplayName("Who logs in gives up who they were, after a yes")
    void login_asksBeforeRoomsAreGivenUp() {
        work.answers("no");
        assertThat(work.type("/login alice")).containsExactly("* nothing was changed");
        work.answers("yes", PASSWORD);
        assertThat(work.type("/login alice"))
                .containsExactly("* you are @alice now, and this is a device of yours: /devices lists them");
        assertThat(work.session.focus().current()).isEmpty();
        assertThat(work.type("/login other")).singleElement().asString().contains("/logout first");
        work.answers(PASSWORD);
        assertThat(work.type("/login alice")).containsExactly("* the password of @alice is proved anew");
    }

    @Test
    void login_wrongPassword_saysWhy() {
        work.answers("yes", "nonsense");
        assertThat(work.type("/login alice")).containsExactly("* name or password are wrong: try again");
    }

    @Test
    void recover_takesTheCodeAndANewPassword() {
        String code = RecoveryCode.random(ParleyClients.crypto()).show();
        work.answers("yes", code, NEW, NEW);
        work.type("/recover alice");
        assertThat(work.client.calls()).containsExactly("recover alice");
    }

    @Test
    void recover_mistypedCode_changesNothing() {
        work.answers("yes", "AAAA-AAAA");
        assertThat(work.refuses("/recover alice")).isTrue();
        assertThat(work.client.calls()).isEmpty();
        assertThat(work.questions).hasSize(2);
    }

    @Test
    void passwordRecoveryLogout_takeThePassword() {
        register("alice");
        work.answers(PASSWORD, NEW, NEW);
        assertThat(work.type("/password")).containsExactly("* the password is changed; the recovery code is as before");
        work.answers(NEW);
        work.answer(this::askedGroup);
        assertThat(work.type("/recovery")).first().isEqualTo("* the recovery code that you had opens nothing any more");
        assertThat(work.shown()).anyMatch(line -> line.startsWith(CODE));
        work.answers("yes", NEW);
        assertThat(work.type("/logout")).last().asString().contains("wiped");
        assertThat(work.client.calls()).contains("change password", "log out");
    }

    @Test
    void devices_areNumberedNamedRevokedAndAdded() {
        assertThat(work.type("/devices"))
                .satisfiesExactly(
                        first -> assertThat(first).startsWith("* 1: device ").endsWith(" (this one), since 2026-11-22"),
                        second -> assertThat(second).isEqualTo("* 2: laptop, since 2026-11-22"));
        work.type("/device name 2 old laptop");
        work.answers("no", "yes");
        assertThat(work.type("/device revoke 2")).containsExactly("* nothing was changed");
        assertThat(work.type("/device revoke 2")).singleElement().asString().startsWith("* laptop is out");
        assertThat(work.client.calls()).containsExactly("name device old laptop", "revoke device");
        assertThat(work.refuses("/device revoke 2")).isTrue();
        List<String> added = work.type("/device add");
        assertThat(added).contains("* parley:device:1:abc").anyMatch(line -> line.contains("█"));
        assertThat(added).last().asString().contains("whoever reads it can be you");
    }

    @Test
    @DisplayName("The code of a device that no server has yet is shown when one has it; nobody waits at the prompt")
    void deviceAdd_withoutAServer_isShownLater() {
        work.client.cutOff();
        CompletableFuture<Void> stored = ((FakeDevices) work.client.devices()).hold();
        assertThat(work.type("/device add")).singleElement().asString().contains("no server has it yet");
        stored.complete(null);
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(work.shown()).contains("* parley:device:1:abc"));
    }

    @Test
    @DisplayName("With an account, adding a device takes its password")
    void deviceAdd_withAccount_takesThePassword() {
        register("alice");
        work.answers("wrong");
        assertThat(work.type("/device add")).containsExactly("* name or password are wrong: try again");
        work.answers(PASSWORD);
        assertThat(work.type("/device renew")).singleElement().asString().startsWith("* this is a new device of yours");
        assertThat(work.client.calls()).contains("renew device");
    }

    @Test
    @DisplayName("Who uses a device's code gives up who they were, after a yes")
    void deviceUse_asksFirst() {
        work.answers("no", "yes");
        assertThat(work.type("/device use parley:device:1:abc")).containsExactly("* nothing was changed");
        assertThat(work.type("/device use parley:device:1:abc"))
                .last()
                .asString()
                .startsWith("* this is a device of");
        assertThat(work.client.calls()).containsExactly("become parley:device:1:abc");
        assertThat(work.questions)
                .containsOnly("Who you are here until now is given up, with 1 room. Go on? (yes or no)");
    }

    @Test
    void verify_showsAndCompares() {
        SafetyNumber number = work.client.contacts().safetyNumber(FakeContacts.CAROL);
        assertThat(work.type("/verify carol"))
                .contains("* you and carol: " + number.grouped())
                .anyMatch(line -> line.contains("█"));
        assertThat(work.type("/verify carol " + number.grouped())).containsExactly("* the same: carol is verified");
        String wrong =
                (number.digits().charAt(0) == '1' ? "2" : "1") + number.digits().substring(1);
        assertThat(work.refuses("/verify carol " + wrong)).isTrue();
        assertThat(work.shown()).last().asString().startsWith("* NOT THE SAME");
    }

    @Test
    @DisplayName("/verify says when a second server was asked, how that went, and has one asked about that person")
    void verify_saysHowASecondServerWasAsked() {
        FakeContacts contacts = (FakeContacts) work.client.contacts();
        assertThat(work.type("/verify carol")).last().asString().startsWith("* only one server is known");
        assertThat(work.client.calls()).containsExactly("compare " + FakeContacts.CAROL);
        contacts.compared(new Contacts.Comparison(Contacts.Outcome.NOT_YET, Optional.empty()));
        assertThat(work.type("/verify carol")).last().asString().startsWith("* no second server was asked yet");
        Optional<Contacts.Compared> last =
                Optional.of(new Contacts.Compared(Instant.parse("2026-01-02T03:04:05Z"), "ws://b", 12, 0));
        contacts.compared(new Contacts.Comparison(Contacts.Outcome.DONE, last));
        assertThat(work.type("/verify carol"))
                .last()
                .isEqualTo(
                        "* ws://b was asked on 2 Jan 2026 03:04 UTC about the devices of 12 people: it knew nothing else");
        contacts.compared(new Contacts.Comparison(Contacts.Outcome.NOT_REACHED, last));
        assertThat(work.type("/verify carol"))
                .last()
                .asString()
                .startsWith("* no second server could be asked")
                .contains("before that, ws://b was asked on 2 Jan 2026");
    }

    @Test
    @DisplayName("A-H7: /mute, /unmute and /muted go by the person, whatever others are called")
    void mute_andUnmute() {
        assertThat(work.type("/muted")).containsExactly("* you have muted nobody");
        assertThat(work.type("/mute bob"))
                .containsExactly("* bob is muted: you no longer see what they say; /unmute bob ends that");
        work.type("/mute carol");
        assertThat(work.client.contacts().find(AtWork.BOB.user()).orElseThrow().muted())
                .isTrue();
        assertThat(work.type("/muted"))
                .containsExactly("* muted: " + NameTags.stranger(AtWork.BOB) + ", "
                        + NameTags.stranger(FakeClient.person(3, "carol", false)));
        assertThat(work.type("/unmute carol")).singleElement().asString().contains("no longer muted; /history");
        assertThat(work.type("/unmute carol")).containsExactly("* nobody whom you have muted is called carol");
        assertThat(work.client.contacts().find(AtWork.BOB.user()).orElseThrow().muted())
                .isTrue();
        assertThat(work.refuses("/mute nobody")).isTrue();
    }

    @Test
    void contactsAndTrust() {
        String carol = "carol~" + FakeContacts.CAROL.toString().substring(0, 8);
        assertThat(work.type("/contacts")).containsExactly("* " + carol + " (@carol): not compared yet; /verify");
        assertThat(work.type("/trust @carol"))
                .containsExactly("* nothing has changed about @carol, as far as is known here: /contacts says of whom");
        assertThat(work.client.calls()).isEmpty();
        ((FakeContacts) work.client.contacts())
                .add(new Contacts.Contact(
                        new UserId(FakeClient.id(40)),
                        "dora",
                        Optional.of(new AccountName("dora")),
                        Contacts.Trust.CHANGED));
        work.type("/trust @dora");
        assertThat(work.client.calls()).containsExactly("accept dora");
    }
}
