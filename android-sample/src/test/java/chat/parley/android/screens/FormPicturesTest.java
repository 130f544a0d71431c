package chat.parley.android.screens;

import android.app.Activity;
import android.content.Intent;
import chat.parley.android.account.AccountActivity;
import chat.parley.android.rooms.RoomKey;
import chat.parley.android.rooms.RoomSettingsActivity;
import chat.parley.android.rooms.RoomsActivity;
import chat.parley.android.rooms.ShareActivity;
import chat.parley.android.settings.SettingsActivity;
import chat.parley.android.talk.TalkActivity;
import chat.parley.client.ClientEvent;
import chat.parley.client.RoomRef;
import chat.parley.protocol.id.AccountName;
import chat.parley.protocol.rules.Rank;
import java.util.Locale;
import java.util.Optional;
import org.junit.Test;
import org.robolectric.RuntimeEnvironment;
import org.robolectric.android.controller.ActivityController;
import org.robolectric.annotation.Config;

/** Every form that takes a password, lists with nothing and with news in them, and the phone on its side. */
@Config(sdk = 34)
public final class FormPicturesTest extends ScreenTest {
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
        RuntimeEnvironment.setFontScale(2f);
        all("german-largest");
    }

    @Test
    public void rightToLeft() throws Exception {
        RuntimeEnvironment.setQualifiers("+ar-rEG-ldrtl");
        all("rtl");
    }

    @Test
    public void onItsSide() throws Exception {
        RuntimeEnvironment.setQualifiers("+w740dp-h360dp-land");
        all("land");
    }

    private void all(String look) throws Exception {
        begun();
        settle();
        forms(look);
        lists(look);
        client.answers.put("rankOf", Optional.of(Rank.GUEST));
        for (RoomRef room : new RoomRef[] {lobby, team, direct}) {
            Intent settings = new Intent().putExtra(RoomKey.EXTRA, RoomKey.of(room));
            String kind = room.equals(lobby) ? "open" : room.equals(team) ? "guest" : "direct";
            shoot(RoomSettingsActivity.class, settings, look, "room-" + kind);
        }
        client.rooms.clear();
        shoot(RoomsActivity.class, new Intent(), look, "rooms-none");
    }

    private void forms(String look) throws Exception {
        client.answers.put("name", Optional.of(new AccountName("anna")));
        Activity from = open(SettingsActivity.class, new Intent()).get();
        for (AccountActivity.Deed deed : AccountActivity.Deed.values()) {
            String name = deed.name().toLowerCase(Locale.ROOT).replace('_', '-');
            shoot(AccountActivity.class, AccountActivity.intent(from, deed), look, "form-" + name);
        }
    }

    private void lists(String look) throws Exception {
        talkIn(lobby);
        ActivityController<RoomsActivity> rooms = open(RoomsActivity.class, new Intent());
        settle();
        for (int i = 0; i < 12; i++) {
            client.happens(FakeClient.message(team, 30 + i, bruno, NOON.plusSeconds(400 + i), "And " + i + " more"));
        }
        client.happens(FakeClient.message(direct, 50, bruno, NOON.plusSeconds(500), "Are you there?"));
        settle();
        picture(rooms.get(), "rooms-news-" + look);
        shoot(
                ShareActivity.class,
                new Intent(Intent.ACTION_SEND)
                        .setType("text/plain")
                        .putExtra(Intent.EXTRA_TEXT, "a text of another app"),
                look,
                "share");
        ActivityController<TalkActivity> talk = open(TalkActivity.class, TalkActivity.intent(rooms.get(), lobby));
        settle();
        client.happens(new ClientEvent.Typing(lobby, bruno, true));
        settle();
        picture(talk.get(), "typing-" + look);
        talk.pause().stop().destroy();
    }
}
