package chat.parley.simulation;

import chat.parley.protocol.crypto.SigningKey;
import chat.parley.protocol.event.Event;
import chat.parley.protocol.event.EventClass;
import chat.parley.protocol.event.EventCodec;
import chat.parley.protocol.event.Header;
import chat.parley.protocol.fixture.SeededCrypto;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.LogId;
import chat.parley.protocol.id.UserId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Well-formed and well-signed events whose ancestors do not exist: all that anybody can do with them is to wait. */
final class Orphans {
    private static final int SMALL = 2500;
    private static final int LARGE = 200;

    private final World world;
    private final Dice dice;
    private final EventCodec codec;
    private final SigningKey key;
    private final List<Event> small = new ArrayList<>();
    private final List<Event> large = new ArrayList<>();
    private int given;

    Orphans(World world) {
        this.world = world;
        this.dice = world.dice().fork("orphans");
        SeededCrypto crypto = world.crypto("orphans");
        this.codec = new EventCodec(crypto);
        this.key = crypto.newSigningKey();
    }

    /** More of them than may wait, in all; then the same again. */
    List<Event> small(int count) {
        return some(small, SMALL, count, "{}");
    }

    /** With bodies as long as they may be: more text than may wait, in all. */
    List<Event> large(int count) {
        return some(large, LARGE, count, "x".repeat(EventCodec.MAX_BODY_BYTES));
    }

    private List<Event> some(List<Event> made, int most, int count, String body) {
        List<Event> some = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            if (made.size() < most) {
                made.add(orphan(body));
                some.add(made.get(made.size() - 1));
            } else {
                some.add(made.get(given++ % most));
            }
        }
        return some;
    }

    private Event orphan(String body) {
        LogId log = world.log(dice.pick(world.scenario().rooms()));
        EventCodec.Place place = new EventCodec.Place(
                Optional.of(log),
                1,
                Optional.empty(),
                List.of(new EventId(dice.bytes(32))),
                List.of(log.genesis()),
                2 + dice.below(1000));
        Header.Author author = new Header.Author(Optional.of(new UserId(key.publicKey())), key.device());
        return codec.sign(
                new EventCodec.Draft("open/1", EventClass.CONTENT, "message", author, body, SkewedClock.EPOCH_MILLIS),
                place,
                key);
    }
}
