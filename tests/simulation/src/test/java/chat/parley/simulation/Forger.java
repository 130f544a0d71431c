package chat.parley.simulation;

import chat.parley.protocol.crypto.SigningKey;
import chat.parley.protocol.event.Event;
import chat.parley.protocol.event.EventClass;
import chat.parley.protocol.event.EventCodec;
import chat.parley.protocol.event.EventText;
import chat.parley.protocol.event.Header;
import chat.parley.protocol.fixture.SeededCrypto;
import chat.parley.protocol.frame.Events;
import chat.parley.protocol.id.UserId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes events up: in members' names, by somebody who is no member, with other bodies and with other signatures. What it
 * sends must change nothing.
 */
final class Forger extends Intruder {
    private final EventCodec codec;
    private final SigningKey key;

    Forger(World world) {
        super(world, "forger", 90);
        SeededCrypto crypto = world.crypto("forger's own");
        this.codec = new EventCodec(crypto);
        this.key = crypto.newSigningKey();
    }

    @Override
    long period() {
        return 700 * Timeline.MILLI;
    }

    @Override
    List<Object> lies() {
        List<Event> real = new ArrayList<>(world().chronicle().all());
        real.removeIf(event -> !event.header().kind().equals("message"));
        if (real.isEmpty()) {
            return List.of();
        }
        world().met(Trouble.FORGED);
        Event model = dice().pick(real);
        List<EventText> lies = new ArrayList<>();
        lies.add(next(model, model.header().author()).text());
        Header.Author stranger = new Header.Author(Optional.of(new UserId(key.publicKey())), key.device());
        lies.add(first(model, stranger).text());
        String signature = next(model, stranger).signature().toString();
        lies.add(new EventText(model.headerText(), signature, model.body().orElse(""), ""));
        lies.add(new EventText(model.headerText(), model.signature().toString(), "{}", ""));
        return List.of(world().wire().codec().item(new Events(lies)));
    }

    /** What the author of {@code model} might have said next. */
    private Event next(Event model, Header.Author author) {
        return sign(
                model,
                author,
                new EventCodec.Place(
                        model.header().log(),
                        model.header().seq() + 1,
                        Optional.of(model.id()),
                        List.of(),
                        model.header().control(),
                        model.header().lamport() + 1));
    }

    /** A first word of somebody in the room of {@code model}. */
    private Event first(Event model, Header.Author author) {
        return sign(
                model,
                author,
                new EventCodec.Place(
                        model.header().log(),
                        1,
                        Optional.empty(),
                        List.of(model.id()),
                        model.header().control(),
                        model.header().lamport() + 1));
    }

    private Event sign(Event model, Header.Author author, EventCodec.Place place) {
        EventCodec.Draft draft = new EventCodec.Draft(
                model.header().rules(),
                EventClass.CONTENT,
                "message",
                author,
                model.body().orElse("{}"),
                clock().millis());
        return codec.sign(draft, place, key);
    }
}
