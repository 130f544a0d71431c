package chat.parley.simulation;

import chat.parley.protocol.cert.Certificate;
import chat.parley.protocol.cert.Handshake;
import chat.parley.protocol.frame.Challenge;
import chat.parley.protocol.frame.Frame;
import chat.parley.protocol.frame.Introduce;
import chat.parley.protocol.frame.Ping;
import chat.parley.protocol.frame.Pong;
import chat.parley.protocol.json.MalformedJsonException;
import chat.parley.server.cluster.ServerIdentity;
import java.util.List;

/**
 * A server with a certificate of the domain and nothing of a server behind it: it dials one of the honest, links like any
 * other, and sends what it likes. Cut off, it dials another. Who dials it finds it silent.
 */
abstract class Intruder extends Actor {
    private final ServerIdentity identity;
    private final Handshake handshake;
    private Talk talk;

    Intruder(World world, String name, int key) {
        super(world, name, key, 0);
        this.identity = world.identity(name);
        this.handshake = new Handshake(world.crypto(name));
    }

    /** Between two of its doings, in microseconds. */
    abstract long period();

    /** What it sends now over the link that it has. */
    abstract List<Object> lies();

    final String url() {
        return identity.certificate().url();
    }

    @Override
    final void boot() {
        talk = null;
        every(period(), this::tick);
    }

    @Override
    final void work(List<Runnable> tasks) {
        tasks.forEach(Runnable::run);
    }

    /** Somebody comes in, and is never spoken to. */
    final End accept(Line line) {
        return new Talk();
    }

    private void tick() {
        if (talk == null) {
            SimServer victim = dice().pick(world().servers());
            talk = new Talk();
            talk.line = world().dial(talk, victim.url(), true);
        } else if (talk.linked) {
            Talk present = talk;
            lies().forEach(present::send);
        }
    }

    /** One link that the intruder has dialled. */
    private final class Talk implements End {
        private final String nonce = handshake.nonce();
        private Line line;
        private boolean linked;

        @Override
        public Actor actor() {
            return Intruder.this;
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
                send(world().wire().codec().item(new Pong(((Ping) frame).number())));
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
                send(world().wire()
                        .codec()
                        .item(new Introduce(
                                identity.certificate().write(),
                                nonce,
                                handshake.signAsDialler(proof, identity.key()))));
            } catch (MalformedJsonException e) {
                throw new Violation("honest", "a server has a certificate that cannot be read", e);
            }
        }

        private void send(Object item) {
            line.from(this).send(item);
        }
    }
}
