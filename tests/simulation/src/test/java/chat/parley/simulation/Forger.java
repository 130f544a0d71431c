package chat.parley.simulation;

import chat.parley.protocol.cert.Certificate;
import chat.parley.protocol.cert.Handshake;
import chat.parley.protocol.crypto.SigningKey;
import chat.parley.protocol.event.Event;
import chat.parley.protocol.event.EventClass;
import chat.parley.protocol.event.EventCodec;
import chat.parley.protocol.event.Header;
import chat.parley.protocol.frame.Challenge;
import chat.parley.protocol.frame.EventText;
import chat.parley.protocol.frame.Events;
import chat.parley.protocol.frame.Frame;
import chat.parley.protocol.frame.FrameCodec;
import chat.parley.protocol.frame.Introduce;
import chat.parley.protocol.frame.Ping;
import chat.parley.protocol.frame.Pong;
import chat.parley.protocol.id.UserId;
import chat.parley.protocol.json.MalformedJsonException;
import chat.parley.server.cluster.ServerIdentity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A server of the domain that makes events up: in members' names, by somebody who is no member, with other bodies and with
 * other signatures. It links like any other, and what it sends must change nothing. Who dials it finds it silent.
 */
final class Forger extends Actor {
    private final ServerIdentity identity;
    private final Handshake handshake;
    private final EventCodec codec;
    private final SigningKey key;
    private Talk talk;

    Forger(World world) {
        super(world, "forger", 90, 0);
        SeededCrypto crypto = world.crypto("forger");
        this.identity = world.identity("forger");
        this.handshake = new Handshake(crypto);
        this.codec = new EventCodec(crypto);
        this.key = crypto.newSigningKey();
    }

    void schedule() {
        if (world().scenario().forger()) {
            start();
        }
    }

    @Override
    void boot() {
        every(700 * Timeline.MILLI, this::tick);
    }

    @Override
    void work(List<Runnable> tasks) {
        tasks.forEach(Runnable::run);
    }

    /** Somebody comes in, and is never spoken to. */
    End accept(Line line) {
        return new Talk();
    }

    private void tick() {
        if (talk == null) {
            SimServer victim = dice().pick(world().servers());
            talk = new Talk();
            talk.line = world().dial(talk, victim.url(), true);
        } else if (talk.linked) {
            List<EventText> lies = lies();
            if (!lies.isEmpty()) {
                talk.send(new Events(lies));
            }
        }
    }

    private List<EventText> lies() {
        List<EventText> lies = new ArrayList<>();
        List<Event> real = new ArrayList<>(world().chronicle().all());
        real.removeIf(event -> !event.header().kind().equals("message"));
        if (real.isEmpty()) {
            return lies;
        }
        Event model = dice().pick(real);
        lies.add(FrameCodec.text(next(model, model.header().author())));
        Header.Author stranger = new Header.Author(Optional.of(new UserId(key.publicKey())), key.device());
        lies.add(FrameCodec.text(first(model, stranger)));
        String signature = next(model, stranger).signature().toString();
        lies.add(new EventText(model.headerText(), signature, model.body().orElse(""), ""));
        lies.add(new EventText(model.headerText(), model.signature().toString(), "{}", ""));
        return lies;
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

    /** One link that the forger has dialled. */
    private final class Talk implements End {
        private final String nonce = handshake.nonce();
        private Line line;
        private boolean linked;

        @Override
        public Actor actor() {
            return Forger.this;
        }

        @Override
        public void opened() {
            // The other side speaks first.
        }

        @Override
        public void received(Object item) {
            Frame frame = world().wire().codec().frame(item);
            if (line == null) {
                note("says nothing");
            } else if (frame instanceof Challenge) {
                introduce((Challenge) frame);
            } else if (frame instanceof Introduce) {
                linked = true;
            } else if (frame instanceof Ping) {
                send(new Pong(((Ping) frame).number()));
            }
        }

        @Override
        public void closed(String reason) {
            if (talk == this) {
                talk = null;
            }
        }

        private void introduce(Challenge challenge) {
            try {
                Certificate theirs = Certificate.read(challenge.certificate());
                Handshake.Link proof = new Handshake.Link(theirs.server(), challenge.nonce(), identity.id(), nonce);
                send(new Introduce(
                        identity.certificate().write(), nonce, handshake.signAsDialler(proof, identity.key())));
            } catch (MalformedJsonException e) {
                throw new Violation("honest", "a server has a certificate that cannot be read", e);
            }
        }

        private void send(Frame frame) {
            line.from(this).send(world().wire().codec().item(frame));
        }
    }
}
