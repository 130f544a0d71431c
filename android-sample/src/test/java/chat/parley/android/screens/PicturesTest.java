package chat.parley.android.screens;

import static org.robolectric.Shadows.shadowOf;

import android.app.Activity;
import android.content.Intent;
import android.content.pm.PackageManager;
import android.net.Uri;
import android.os.Looper;
import chat.parley.android.R;
import chat.parley.android.account.AccountActivity;
import chat.parley.android.account.DevicesActivity;
import chat.parley.android.app.AskActivity;
import chat.parley.android.code.CodeKind;
import chat.parley.android.code.ScanActivity;
import chat.parley.android.export.ExportActivity;
import chat.parley.android.people.MembersActivity;
import chat.parley.android.people.PickActivity;
import chat.parley.android.people.SafetyActivity;
import chat.parley.android.rooms.InvitationActivity;
import chat.parley.android.rooms.LinkActivity;
import chat.parley.android.rooms.RoomKey;
import chat.parley.android.rooms.RoomSettingsActivity;
import chat.parley.android.rooms.RoomsActivity;
import chat.parley.android.search.SearchActivity;
import chat.parley.android.settings.SettingsActivity;
import chat.parley.android.talk.DetailsActivity;
import chat.parley.android.talk.TalkActivity;
import chat.parley.android.welcome.WelcomeActivity;
import chat.parley.client.ClientEvent;
import chat.parley.client.ClientException;
import chat.parley.client.Contacts;
import chat.parley.client.Devices;
import chat.parley.client.OwnedRooms;
import chat.parley.protocol.account.RecoveryCode;
import chat.parley.protocol.content.Content;
import chat.parley.protocol.id.AccountName;
import chat.parley.protocol.id.DeviceId;
import chat.parley.protocol.rules.Rank;
import chat.parley.protocol.trust.SafetyNumber;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.Test;
import org.robolectric.RuntimeEnvironment;
import org.robolectric.android.controller.ActivityController;

/** Every screen as a picture: light, dark, in German, from right to left, with large letters. */
public final class PicturesTest extends ScreenTest {
    @Test
    public void light() throws Exception {
        all("light");
    }

    @Test
    public void dark() throws Exception {
        RuntimeEnvironment.setQualifiers("+night");
        all("dark");
    }

    @Test
    public void german_largeLetters() throws Exception {
        RuntimeEnvironment.setQualifiers("+de-rDE");
        RuntimeEnvironment.setFontScale(1.5f);
        all("german-large");
    }

    @Test
    public void rightToLeft() throws Exception {
        RuntimeEnvironment.setQualifiers("+ar-rEG-ldrtl");
        all("rtl");
    }

    /** The smallest of phones. */
    @Test
    public void german_small() throws Exception {
        RuntimeEnvironment.setQualifiers("+de-rDE-w320dp-h480dp");
        RuntimeEnvironment.setFontScale(1.3f);
        all("small");
    }

    private void all(String look) throws Exception {
        talkIn(lobby);
        talkIn(team);
        client.answers.put("invited", Arrays.asList(new OwnedRooms.Invited(direct, chloe, Rank.MEMBER, false)));
        client.answers.put("rankOf", Optional.of(Rank.MEMBER));
        client.answers.put(
                "find",
                Optional.of(new Contacts.Contact(bruno.user(), "Bruno", Optional.empty(), Contacts.Trust.VERIFIED)));
        client.answers.put("safetyNumber", number());
        client.answers.put("list", Arrays.asList(device(1, "Phone", true), device(2, "", false)));
        client.answers.put(
                "newRecoveryCode",
                CompletableFuture.completedFuture(RecoveryCode.of("00000000000000000000000000" + "00")));
        shoot(WelcomeActivity.class, new Intent(), look, "welcome");
        begun();
        settle();
        shoot(RoomsActivity.class, new Intent(), look, "rooms");
        ActivityController<TalkActivity> talk =
                open(TalkActivity.class, TalkActivity.intent(RuntimeEnvironment.getApplication(), lobby));
        settle();
        client.happens(new ClientEvent.MemberJoined(lobby, bruno));
        client.happens(new ClientEvent.Disconnected("wss://one.example.org/parley", "it went silent"));
        client.happens(new ClientEvent.Connected("wss://two.example.org/parley", true));
        client.happens(new ClientEvent.Safe(lobby, 70, FakeClient.id(5)));
        type(talk.get(), R.id.input, "On my way");
        view(talk.get(), R.id.send).performClick();
        settle();
        talk.get().deeds().reply(client.said.get(lobby).get(0));
        picture(talk.get(), "talk-" + look);
        talk.pause().stop().destroy();
        Intent room = new Intent().putExtra(RoomKey.EXTRA, RoomKey.of(team));
        shoot(MembersActivity.class, room, look, "members");
        shoot(RoomSettingsActivity.class, room, look, "room");
        shoot(SafetyActivity.class, new Intent().putExtra("user", bruno.user().toString()), look, "safety");
        shoot(DevicesActivity.class, new Intent(), look, "devices");
        client.answers.put(
                "all",
                Arrays.asList(new Contacts.Contact(
                        person(12, "Dora", false).user(),
                        "Dora",
                        Optional.of(new AccountName("dora")),
                        Contacts.Trust.VERIFIED)));
        shoot(PickActivity.class, room, look, "pick");
        shoot(InvitationActivity.class, room, look, "invitation");
        client.answers.put("all", Arrays.asList());
        shoot(LinkActivity.class, new Intent("view", Uri.parse("parley:room:1:abc")), look, "link");
        shoot(SettingsActivity.class, new Intent(), look, "settings");
        Activity from = open(SettingsActivity.class, new Intent()).get();
        shoot(AccountActivity.class, AccountActivity.intent(from, AccountActivity.Deed.REGISTER), look, "register");
        shoot(
                AskActivity.class,
                AskActivity.intent(from, R.string.add_create, R.string.room_name, R.string.history_all),
                look,
                "ask");
        client.answers.put("name", Optional.of(new AccountName("anna")));
        ActivityController<AccountActivity> code =
                open(AccountActivity.class, AccountActivity.intent(from, AccountActivity.Deed.NEW_CODE));
        view(code.get(), R.id.go).performClick();
        settle();
        picture(code.get(), "recovery-" + look);
        more(look, from);
    }

    private void more(String look, Activity from) throws Exception {
        shoot(ExportActivity.class, new Intent(), look, "export");
        shoot(ScanActivity.class, ScanActivity.intent(from, CodeKind.SAFETY), look, "scan");
        shadowOf(from.getPackageManager()).setSystemFeature(PackageManager.FEATURE_CAMERA_ANY, true);
        ActivityController<ScanActivity> refused = open(ScanActivity.class, ScanActivity.intent(from, CodeKind.SAFETY));
        refused.get().onRequestPermissionsResult(1, new String[0], new int[0]);
        picture(refused.get(), "scan-refused-" + look);
        shoot(
                AskActivity.class,
                AskActivity.scanned(from, R.string.add_link, R.string.link_code, CodeKind.ROOM),
                look,
                "ask-code");
        ActivityController<SearchActivity> search =
                open(SearchActivity.class, SearchActivity.intent(from, Optional.empty()));
        picture(search.get(), "search-" + look);
        type(search.get(), R.id.words, "the");
        shadowOf(Looper.getMainLooper()).idleFor(Duration.ofSeconds(1));
        picture(search.get(), "found-" + look);
        client.received.add(new ClientEvent.Received(lobby, FakeClient.id(5), chloe, Content.Receipt.State.READ));
        client.received.add(new ClientEvent.Received(lobby, FakeClient.id(5), bruno, Content.Receipt.State.DELIVERED));
        for (int i = 0; i < 12; i++) {
            client.happens(FakeClient.message(lobby, 30 + i, bruno, NOON.plusSeconds(400 + i), "And " + i + " more"));
        }
        ActivityController<TalkActivity> unread = open(TalkActivity.class, TalkActivity.intent(from, lobby));
        settle();
        client.happens(new ClientEvent.DeviceChanged(bruno, true));
        picture(unread.get(), "unread-" + look);
        client.said.get(lobby).removeIf(each -> each.text().startsWith("And"));
        ActivityController<TalkActivity> read = open(TalkActivity.class, TalkActivity.intent(from, lobby));
        settle();
        client.happens(new ClientEvent.DeviceChanged(bruno, true));
        picture(read.get(), "read-" + look);
        unread.get().deeds().details(client.said.get(lobby).get(4));
        shoot(DetailsActivity.class, shadowOf(unread.get()).getNextStartedActivity(), look, "details");
        Contacts.Contact changed = new Contacts.Contact(
                bruno.user(), "Bruno", Optional.of(new AccountName("bruno")), Contacts.Trust.CHANGED);
        client.answers.put("all", Arrays.asList(changed));
        client.answers.put("find", Optional.of(changed));
        shoot(TalkActivity.class, TalkActivity.intent(from, direct), look, "alarm");
        ActivityController<SafetyActivity> safety =
                open(SafetyActivity.class, SafetyActivity.intent(from, bruno.user()));
        picture(safety.get(), "changed-" + look);
        for (boolean same : new boolean[] {true, false}) {
            client.answers.put("verify", Optional.of(same));
            view(safety.get(), R.id.compare).performClick();
            settle();
            picture(safety.get(), (same ? "same-" : "different-") + look);
        }
        shoot(MembersActivity.class, new Intent().putExtra(RoomKey.EXTRA, RoomKey.of(direct)), look, "members-bad");
        shoot(AccountActivity.class, AccountActivity.intent(from, AccountActivity.Deed.RENEW), look, "renew");
        app().fails(new ClientException(ClientException.Code.STORE, "the store of this app does not open"));
        app().reopen();
        shoot(RoomsActivity.class, new Intent(), look, "stopped");
        app().fails(null);
    }

    private SafetyNumber number() {
        return new SafetyNumber(
                anna.user(), bruno.user(), "123456789012345678901234567890123456789012345678901234567890");
    }

    private static Devices.Device device(int number, String name, boolean self) {
        return new Devices.Device(new DeviceId(bytes(number)), name, Instant.parse("2026-03-01T08:00:00Z"), self);
    }
}
