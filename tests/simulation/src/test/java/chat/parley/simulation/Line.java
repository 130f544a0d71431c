package chat.parley.simulation;

import java.util.function.Function;

/**
 * A connection of two ends, one channel each way. As over TCP, what one end sends arrives in order and whole until the
 * line breaks; what was under way then is lost, and an end may learn of it late or never.
 */
final class Line {
    /** What is not a frame. */
    enum Signal {
        OPEN,
        OPENED,
        CLOSE
    }

    private final Wire wire;
    private final Channel there;
    private final Channel back;
    private final Side dialler;
    private final Side acceptor;
    private final Function<Line, End> accept;
    private boolean broken;

    /** What a line knows of one of its ends. */
    private static final class Side {
        final Actor actor;
        final int life;
        End end;
        boolean over;

        Side(Actor actor) {
            this.actor = actor;
            this.life = actor.life();
        }

        boolean present() {
            return actor.up() && actor.life() == life && !over;
        }
    }

    Line(Wire wire, int number, boolean link, End dialler, Actor acceptor, Function<Line, End> accept) {
        this.wire = wire;
        this.dialler = new Side(dialler.actor());
        this.dialler.end = dialler;
        this.acceptor = new Side(acceptor);
        this.accept = accept;
        this.there = new Channel(wire, this, number * 2, link, dialler.actor(), acceptor);
        this.back = new Channel(wire, this, number * 2 + 1, link, acceptor, dialler.actor());
        there.send(Signal.OPEN);
    }

    boolean broken() {
        return broken;
    }

    /** Whether anything can still happen on it. */
    boolean spent() {
        return broken || !dialler.present() && !acceptor.present();
    }

    boolean touches(Actor actor) {
        return dialler.actor == actor || acceptor.actor == actor;
    }

    Channel from(End end) {
        return end == dialler.end ? there : back;
    }

    /** One end closes; the other learns of it after all that was sent before. The closing end is told a moment later. */
    void close(End end, String reason) {
        from(end).send(Signal.CLOSE);
        Side side = end == dialler.end ? dialler : acceptor;
        if (!side.over) {
            side.over = true;
            side.actor.later(wire.dice().between(100, 20_000), () -> side.actor.post(() -> end.closed(reason)));
        }
    }

    /** Breaks in the middle: what is under way is lost, and both ends learn of it some time later, if at all. */
    void reset() {
        if (!broken) {
            broken = true;
            tell(dialler, there);
            tell(acceptor, back);
        }
    }

    /** The process at one end is gone. */
    void died(Actor actor, boolean power) {
        Channel out = dialler.actor == actor ? there : back;
        if (power || !wire.dice().chance(0.5)) {
            out.loseSome();
        }
        if (!power) {
            out.send(Signal.CLOSE);
        }
    }

    void resume() {
        there.resume();
        back.resume();
    }

    /** Something has come to the far end of a channel. */
    void arrive(Channel channel, Object item) {
        Side to = channel == there ? acceptor : dialler;
        Channel answer = channel == there ? back : there;
        if (item == Signal.OPEN) {
            open(to);
        } else if (!to.present()) {
            // Nobody is there any more: whoever still sends is told so, unless the machine is off.
            if (item != Signal.CLOSE && !to.over && !to.actor.unreachable()) {
                answer.send(Signal.CLOSE);
            }
        } else if (item == Signal.CLOSE) {
            to.over = true;
            channel.shut();
            answer.shut();
            to.actor.post(() -> {
                if (to.end != null) {
                    to.end.closed("the other end closed");
                }
            });
        } else if (item == Signal.OPENED) {
            to.actor.post(to.end::opened);
        } else {
            to.actor.post(() -> {
                if (to.end != null) {
                    to.end.received(item);
                }
            });
        }
    }

    private void open(Side to) {
        if (!to.present()) {
            if (!to.actor.unreachable()) {
                back.send(Signal.CLOSE);
            }
            return;
        }
        to.actor.post(() -> {
            back.send(Signal.OPENED);
            to.end = accept.apply(this);
        });
    }

    private void tell(Side side, Channel out) {
        out.shut();
        if (side.present() && side.end != null) {
            side.over = true;
            long delay = wire.dice().between(0, 500_000);
            side.actor.later(delay, () -> side.actor.post(() -> side.end.closed("the connection broke")));
        }
    }
}
