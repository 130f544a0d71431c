package chat.parley.simulation;

import chat.parley.protocol.cert.Handshake;
import chat.parley.protocol.event.Event;
import chat.parley.protocol.event.EventCodec;
import chat.parley.protocol.event.EventText;
import chat.parley.protocol.event.InvalidEventException;
import chat.parley.protocol.event.RefusalCode;
import chat.parley.protocol.fixture.SeededCrypto;
import chat.parley.protocol.frame.Challenge;
import chat.parley.protocol.frame.Events;
import chat.parley.protocol.frame.Fetch;
import chat.parley.protocol.frame.Frame;
import chat.parley.protocol.frame.FrameCodec;
import chat.parley.protocol.frame.Hello;
import chat.parley.protocol.frame.Page;
import chat.parley.protocol.frame.Ping;
import chat.parley.protocol.frame.Pong;
import chat.parley.protocol.frame.Post;
import chat.parley.protocol.frame.Pull;
import chat.parley.protocol.frame.Subscribe;
import chat.parley.protocol.frame.Welcome;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.LogId;
import chat.parley.protocol.id.ServerId;
import chat.parley.protocol.log.Ledger;
import chat.parley.protocol.log.Source;
import chat.parley.protocol.sync.Exchange;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A device's session with a server, as a client has it, without a client's care for what it says. */
final class Guest implements End, Source {
    private final Forker owner;
    private final Ledger ledger;
    private final EventCodec codec;
    private final Handshake handshake;
    private final Exchange exchange;
    private Line line;
    private boolean ready;
    private boolean over;

    Guest(Forker owner, Ledger ledger, EventCodec codec, SeededCrypto crypto) {
        this.owner = owner;
        this.ledger = ledger;
        this.codec = codec;
        this.handshake = new Handshake(crypto);
        this.exchange =
                new Exchange(ledger, this, this::send, event -> event.body().isPresent() ? event : null);
    }

    void line(Line dialling) {
        line = dialling;
    }

    boolean ready() {
        return ready && !over;
    }

    boolean over() {
        return over;
    }

    void post(List<Event> events) {
        send(new Post(FrameCodec.texts(events)));
    }

    void send(Frame frame) {
        if (!over) {
            line.from(this).send(owner.world().wire().codec().item(frame));
        }
    }

    @Override
    public Actor actor() {
        return owner;
    }

    @Override
    public void opened() {
        // The server speaks first.
    }

    @Override
    public void received(Object item) {
        Frame frame = owner.world().wire().codec().frame(item);
        if (frame instanceof Challenge) {
            hello((Challenge) frame);
        } else if (frame instanceof Welcome) {
            ready = true;
            send(new Subscribe(owner.log().toString(), exchange.have(owner.log())));
            post(owner.known());
        } else if (frame instanceof Events) {
            exchange.take(read(((Events) frame).events()));
        } else if (frame instanceof Page) {
            page((Page) frame);
        } else if (frame instanceof Pull) {
            exchange.answer((Pull) frame, () -> {});
        } else if (frame instanceof Fetch) {
            exchange.answer((Fetch) frame);
        } else if (frame instanceof Ping) {
            send(new Pong(((Ping) frame).number()));
        }
        ledger.flush();
    }

    @Override
    public void closed(String reason) {
        over = true;
        exchange.close();
        ledger.forget(this);
    }

    @Override
    public void stored(List<Event> events) {
        // Receipts are nothing to it.
    }

    @Override
    public void failed(List<Event> events) {
        throw new Violation("client", "a forker's memory failed");
    }

    @Override
    public void refused(Event event, RefusalCode code, String reason) {
        throw new Violation("honest", "a server gave out what is refused: " + reason);
    }

    @Override
    public void missing(Event event, Set<EventId> ids, boolean held) {
        exchange.missing(event, ids);
    }

    private void hello(Challenge challenge) {
        Handshake.Session proof = new Handshake.Session(
                ServerId.of(challenge.server()), challenge.nonce(), handshake.nonce(), owner.user(), owner.device());
        send(new Hello(
                owner.user().toString(),
                owner.device().toString(),
                proof.deviceNonce(),
                handshake.signAsDevice(proof, owner.deviceKey())));
    }

    private void page(Page page) {
        boolean subscribed = exchange.page(page, read(page.events()));
        if (page.more() && subscribed) {
            send(new Pull(page.log(), exchange.have(LogId.of(page.log()))));
        }
    }

    private List<Event> read(List<EventText> texts) {
        List<Event> events = new ArrayList<>();
        for (EventText each : texts) {
            try {
                events.add(FrameCodec.event(codec, each));
            } catch (InvalidEventException e) {
                throw new Violation("honest", "a server gave out what is not genuine", e);
            }
        }
        return events;
    }
}
