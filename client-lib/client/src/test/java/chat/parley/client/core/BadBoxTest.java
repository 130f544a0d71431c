package chat.parley.client.core;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.client.ClientEvent;
import chat.parley.client.Person;
import chat.parley.client.RoomRef;
import chat.parley.protocol.content.Content;
import chat.parley.protocol.content.ContentCodec;
import chat.parley.protocol.crypto.Secret;
import chat.parley.protocol.crypto.SigningKey;
import chat.parley.protocol.epoch.EpochBody;
import chat.parley.protocol.epoch.EpochBox;
import chat.parley.protocol.event.Event;
import chat.parley.protocol.event.EventClass;
import chat.parley.protocol.event.EventCodec;
import chat.parley.protocol.event.Header;
import chat.parley.protocol.frame.Page;
import chat.parley.protocol.id.DeviceId;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.keys.Archive;
import chat.parley.protocol.keys.Chain;
import chat.parley.protocol.keys.EpochSealer;
import chat.parley.protocol.keys.MessageSealer;
import chat.parley.protocol.log.Replica;
import chat.parley.protocol.log.RoomLog;
import chat.parley.protocol.rules.ActCodec;
import chat.parley.protocol.rules.Charter;
import chat.parley.protocol.rules.Epoch;
import chat.parley.protocol.rules.OwnedRoomRules;
import chat.parley.protocol.rules.Rank;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Mia keeps to the rules that all can check, and gives Olga a box that does not open. */
@DisplayName("PROTOCOL.md, Epochs: a box that does not open")
class BadBoxTest {
    private final World world = new World();
    private final World.Server here = world.server("ws://here");
    private final World.Client olga = world.client("olga", here);
    private final World.Client mia = world.client("mia", here);
    private final World.Client nils = world.client("nils", here);
    private RoomRef.Owned room;
    private EventId bad;

    @BeforeEach
    void threeInARoom() {
        world.pass(1000);
        room = olga.core.owned().create("Book club", Charter.History.NONE);
        for (World.Client each : List.of(mia, nils)) {
            olga.core.owned().invite(room, each.user(), Rank.MEMBER);
            world.run();
            each.core.owned().enter(room);
            world.run();
        }
        nils.core.say(room, "before");
        world.run();
        mia.frozen();
    }

    @Test
    @DisplayName(
            "It is complained of, its author is named, what was said under it is shown as lost, and the talk goes on")
    void badBox_isComplainedOf_andLeft() {
        badEpoch("not for olga");

        assertThat(olga.problems()).containsExactly("BAD_BOX");
        assertThat(olga.all(ClientEvent.Problem.class).get(0).text())
                .contains(mia.core.me().distinctName());
        assertThat(olga.all(ClientEvent.Unreadable.class))
                .extracting(ClientEvent.Unreadable::sender)
                .extracting(Person::user)
                .containsExactly(mia.user());
        assertThat(complaints()).containsExactly(device(olga));
        assertThat(nils.texts()).contains("not for olga");

        nils.core.say(room, "for all");
        world.run();
        olga.core.say(room, "thank you");
        world.run();
        assertThat(olga.texts()).containsExactly("before", "for all", "thank you");
        assertThat(nils.texts()).contains("thank you");
        assertThat(log().newestEpoch().orElseThrow().id()).isNotEqualTo(bad);
        olga.crashQuietly();
        world.pass(15_000);
        assertThat(complaints()).as("once").hasSize(1);
        assertThat(olga.all(ClientEvent.Unreadable.class))
                .as("told again after a restart")
                .hasSize(2);
    }

    @Test
    @DisplayName("If none of the epochs before will do, who complains makes one at once")
    void badBox_whereNoEpochBeforeWillDo_bringsAFreshOne() {
        nils.core.leave(room);
        world.run();
        badEpoch("not for olga");

        Epoch newest = log().newestEpoch().orElseThrow();
        assertThat(newest.author()).isEqualTo(device(olga));
        assertThat(newest.audience()).containsExactlyInAnyOrder(device(olga), device(mia));
    }

    @Test
    @DisplayName("A complaint that could not be written yet is written after the next start")
    void badBox_foundWhileLeavingTheServer_isComplainedOfLater() {
        olga.core.owned().rank(room, nils.user(), Rank.ADMIN);
        world.run();
        olga.lost = frame -> frame instanceof Page;
        olga.cut();
        world.pass(15_000);
        badEpoch("not for olga");
        olga.lost = frame -> false;
        olga.crashQuietly();
        world.pass(15_000);
        assertThat(complaints()).containsExactly(device(olga));
    }

    /** A fresh epoch by Mia, which all accept, and what she says under it. */
    private void badEpoch(String text) {
        SigningKey key = new MoreDevices(world, mia).key("device-key");
        EpochSealer sealer = new EpochSealer(world.crypto);
        EventCodec.Place place = replica().place(room.log(), key.device());
        EpochSealer.Point point = new EpochSealer.Point(room.log(), place.control(), log().stateAt(place.control()));
        Secret secret = world.crypto.newSecret();
        EpochBody good = sealer.fresh(point, key, secret, Archive.empty());
        List<EpochBox> boxes = new ArrayList<>();
        for (EpochBox box : good.boxes()) {
            String noise = Base64.getUrlEncoder().withoutPadding().encodeToString(world.crypto.random(144));
            boxes.add(box.device().equals(device(olga)) ? new EpochBox(box.device(), box.sealing(), noise) : box);
        }
        Event epoch = sign(
                key,
                EventClass.KEY,
                EventCodec.EPOCH,
                world.codec.epochs().write(new EpochBody(good.head(), boxes)),
                place);
        world.hold(List.of(epoch));
        bad = epoch.id();
        EventCodec.Place next = replica().place(room.log(), key.device());
        MessageSealer.Origin origin = new MessageSealer.Origin(room.log(), mia.user(), key.device(), next.seq());
        Chain chain = new Chain(sealer.chain(room.log(), bad, key.device(), secret), 0);
        String body = new MessageSealer(world.crypto)
                .seal(origin, bad, chain, new ContentCodec().write(new Content.Text(text)))
                .write();
        world.hold(List.of(sign(key, EventClass.CONTENT, Writer.MESSAGE, body, next)));
        world.pass(1000);
    }

    private Event sign(SigningKey key, EventClass eventClass, String kind, String body, EventCodec.Place place) {
        Header.Author author = new Header.Author(Optional.of(mia.user()), key.device());
        return world.codec.sign(
                new EventCodec.Draft(OwnedRoomRules.NAME, eventClass, kind, author, body, world.now()), place, key);
    }

    private List<DeviceId> complaints() {
        List<DeviceId> by = new ArrayList<>();
        for (Event event : world.ledger.store().controlAndKeys(room.log())) {
            if (event.header().key(ActCodec.BAD_BOX)) {
                by.add(event.header().device());
            }
        }
        return by;
    }

    private RoomLog log() {
        return replica().room(room.log());
    }

    private Replica replica() {
        return world.ledger.replica();
    }

    private DeviceId device(World.Client client) {
        return new MoreDevices(world, client).device();
    }
}
