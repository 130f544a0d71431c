package chat.parley.server.session;

import chat.parley.protocol.cert.Handshake;
import chat.parley.protocol.event.Event;
import chat.parley.protocol.event.EventCodec;
import chat.parley.protocol.event.RefusalCode;
import chat.parley.protocol.frame.Challenge;
import chat.parley.protocol.frame.Compare;
import chat.parley.protocol.frame.Confirm;
import chat.parley.protocol.frame.Events;
import chat.parley.protocol.frame.Fetch;
import chat.parley.protocol.frame.Frame;
import chat.parley.protocol.frame.Hello;
import chat.parley.protocol.frame.Notice;
import chat.parley.protocol.frame.Older;
import chat.parley.protocol.frame.Page;
import chat.parley.protocol.frame.Ping;
import chat.parley.protocol.frame.Pong;
import chat.parley.protocol.frame.Post;
import chat.parley.protocol.frame.Problem;
import chat.parley.protocol.frame.ProblemCode;
import chat.parley.protocol.frame.Pull;
import chat.parley.protocol.frame.Refused;
import chat.parley.protocol.frame.Subscribe;
import chat.parley.protocol.frame.Unsubscribe;
import chat.parley.protocol.frame.Welcome;
import chat.parley.protocol.id.DeviceId;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.LogId;
import chat.parley.protocol.id.UserId;
import chat.parley.protocol.keys.NoticeSealer;
import chat.parley.protocol.log.Source;
import chat.parley.protocol.sync.Exchange;
import chat.parley.server.account.Caller;
import chat.parley.server.admission.Admission;
import chat.parley.server.admission.Intake;
import chat.parley.server.naming.Guest;
import chat.parley.server.peer.Conversation;
import chat.parley.server.peer.Inbound;
import chat.parley.server.peer.Peer;
import chat.parley.server.socket.WireText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** One client: the challenge, then its subscriptions, questions and posts (PROTOCOL.md, section "Sessions"). */
final class ClientSession implements Conversation, Source, Guest {
    /** After so long without a hello a client is cut off, in milliseconds. */
    static final long HELLO_MILLIS = 10_000;

    /** Most frames before the hello: of who logs in to an account first. */
    static final int MAX_EARLY = 1000;

    /** What a comparison counts at least, in events: it costs some even of an empty log. */
    private static final long LEAST_COMPARED = 100;

    /** After so long without a word a client is cut off, in milliseconds; clients ping every two seconds. */
    static final long SILENCE_MILLIS = 30_000;

    /** For who logs in to an account before the hello, in milliseconds: a person types, a small device reckons for seconds. */
    static final long LOGIN_MILLIS = 60_000;

    /** Between two questions to other servers for a client that lacks their word, in milliseconds. */
    private static final long CONFIRM_MILLIS = 5000;

    /** Most logs that are asked of one client: those of posts whose ancestors are missing here. */
    private static final int MAX_WANTED = 100;

    private final SessionHub hub;
    private final Peer peer;
    private final Handshake handshake;
    private final String nonce;
    private final Exchange exchange;
    private final Intake intake;
    private final Admission.Turnstile notices;
    private final Subscriptions subscriptions;
    private final long begun;
    private boolean loggingIn;
    private long heard;
    private UserId user;
    private DeviceId device;
    private long confirmed = Long.MIN_VALUE / 2;
    private Set<EventId> brought = Set.of();
    private LogId comparing;
    private int early;
    private boolean over;

    ClientSession(SessionHub hub, Peer peer) {
        this.hub = hub;
        this.peer = peer;
        this.handshake = new Handshake(hub.context().crypto());
        this.nonce = handshake.nonce();
        this.subscriptions = new Subscriptions(this, hub.readers(), hub.rights());
        this.exchange = new Exchange(hub.ledger(), this, peer, this::view, subscriptions::extent, MAX_WANTED);
        this.intake = hub.context().admission().session();
        this.notices = hub.context().admission().sessionNotices();
        this.begun = hub.now();
        this.heard = begun;
    }

    Peer peer() {
        return peer;
    }

    Subscriptions subscriptions() {
        return subscriptions;
    }

    boolean authenticated() {
        return device != null;
    }

    void challenge() {
        peer.send(new Challenge(
                hub.context().identity().domain().toString(),
                hub.context().identity().id().toString(),
                hub.context().identity().certificate().write(),
                nonce));
    }

    /** Cuts off who does not say who it is, or says nothing any more. */
    void tick() {
        long now = hub.now();
        if (device == null && now - begun >= (loggingIn ? LOGIN_MILLIS : HELLO_MILLIS)) {
            peer.refuse(ProblemCode.NOT_AUTHENTICATED, "no hello in time");
            closed();
        } else if (now - heard >= SILENCE_MILLIS) {
            peer.close("no sign of life");
            // A frozen peer's socket may never tell that it is closed.
            closed();
        } else {
            exchange.tick(now);
            exchange.take(invitable(intake.next()));
        }
    }

    @Override
    public void handle(Inbound inbound) {
        if (over) {
            return;
        }
        heard = hub.now();
        Frame frame = inbound.frame();
        if (frame instanceof Hello hello && device == null) {
            hello(hello);
        } else if (device == null && ++early > MAX_EARLY) {
            peer.refuse(ProblemCode.NOT_AUTHENTICATED, "more questions before the hello than anybody has");
        } else if (hub.context().accounts().logIn(frame, peer, nonce, caller())) {
            // Before the hello and after it: a new device logs in before it is anybody's.
            loggingIn = true;
        } else if (frame instanceof Ping ping) {
            peer.send(new Pong(ping.number()));
        } else if (device == null) {
            peer.refuse(ProblemCode.NOT_AUTHENTICATED, "answer the challenge first, with a hello");
        } else if (frame instanceof Post) {
            inbound.refused().forEach(peer::send);
            post(inbound.events());
        } else if (frame instanceof Page page) {
            exchange.page(page, invitable(intake.admit(inbound.events())));
        } else if (frame instanceof Subscribe subscribe) {
            subscribe(subscribe);
        } else if (frame instanceof Pull pull) {
            answer(pull);
        } else if (frame instanceof Fetch fetch) {
            exchange.answer(fetch);
        } else if (frame instanceof Older older) {
            exchange.answer(older);
        } else if (frame instanceof Compare compare) {
            answer(compare);
        } else if (frame instanceof Confirm confirm) {
            confirm(confirm);
        } else if (frame instanceof Unsubscribe unsubscribe) {
            subscriptions.end(LogId.of(unsubscribe.log()));
        } else if (frame instanceof Notice notice) {
            notice(notice);
        } else if (!hub.context().accounts().handle(frame, peer)
                && !hub.context().blobs().handle(frame, peer, user, device)
                && !(frame instanceof Pong)) {
            peer.refuse(ProblemCode.UNKNOWN_TYPE, "a client does not send this");
        }
    }

    @Override
    public void closed() {
        over = true;
        exchange.close();
        intake.close();
        subscriptions.endAll();
        hub.ledger().forget(this);
        hub.context().naming().ended(this);
        hub.ended(this);
    }

    @Override
    public UserId user() {
        return user;
    }

    @Override
    public DeviceId device() {
        return device;
    }

    @Override
    public boolean follows(LogId log) {
        return subscriptions.has(log);
    }

    @Override
    public void send(Frame frame) {
        peer.send(frame);
    }

    /** Sends what was written for all, unless the client is not up to date yet, or all of it is its own. */
    void tell(LogId log, List<Event> events, WireText text) {
        if (subscriptions.hears(log) && !allBrought(events)) {
            peer.send(text);
        }
    }

    void tellEpoch(LogId log, Event epoch, Function<DeviceId, Event> parts) {
        if (subscriptions.hears(log) && !brought.contains(epoch.id())) {
            peer.send(new Events(List.of(parts.apply(device).text())));
        }
    }

    @Override
    public void stored(List<Event> events) {
        brought = events.stream().map(Event::id).collect(Collectors.toSet());
        events.forEach(event -> hub.context().naming().brought(event.log()));
        hub.acknowledge(this, events);
    }

    @Override
    public void failed(List<Event> events) {
        events.forEach(intake::notStored);
        peer.send(new Problem(ProblemCode.STORE_FAILED.name(), "the server cannot write to its disk"));
    }

    @Override
    public void refused(Event event, RefusalCode code, String reason) {
        intake.notStored(event);
        peer.send(new Refused(event.id().toString(), code.name(), reason));
    }

    @Override
    public void missing(Event event, Set<EventId> ids, boolean held) {
        intake.notStored(event);
        exchange.missing(event, ids);
    }

    private void hello(Hello hello) {
        Handshake.Session session = new Handshake.Session(
                hub.context().identity().id(),
                nonce,
                hello.nonce(),
                UserId.of(hello.user()),
                DeviceId.of(hello.device()));
        if (!handshake.deviceSigned(session, hello.signature())) {
            peer.refuse(ProblemCode.AUTHENTICATION_FAILED, "the signature is not this device's over this challenge");
            return;
        }
        if (!hub.mayEnter(session.user().identity(), peer)) {
            peer.refuse(ProblemCode.TOO_MANY, "too many people come from this address of whom nothing is here");
            return;
        }
        user = session.user();
        device = session.device();
        peer.send(new Welcome(
                handshake.signAsServer(session, hub.context().identity().key()),
                hub.context().roster().entries()));
        hub.context().naming().begins(this);
    }

    private Optional<Caller> caller() {
        return Optional.ofNullable(device).map(proved -> new Caller(user, proved));
    }

    /** What is more than the client may post now is taken in a little later: it hears of it then. */
    private void post(List<Event> events) {
        boolean all = intake.offer(events);
        exchange.take(invitable(intake.next()));
        if (!all) {
            peer.send(new Problem(ProblemCode.TOO_MANY.name(), "more events than this server takes at present"));
        }
    }

    /** Leaves out by what the client's user invites somebody once more who has not answered often enough. */
    private List<Event> invitable(List<Event> events) {
        List<Event> invitable = new ArrayList<>(events);
        if (invitable.removeIf(event -> !hub.context().naming().admits(this, event))) {
            peer.send(new Problem(
                    ProblemCode.TOO_MANY.name(),
                    "somebody has too many open invitations of yours: wait until they answer, or take some back"));
        }
        return invitable;
    }

    private void subscribe(Subscribe subscribe) {
        LogId log = LogId.of(subscribe.log());
        if (subscriptions.full() && !subscriptions.has(log)) {
            peer.send(new Problem(ProblemCode.TOO_MANY.name(), "at most " + Subscriptions.MAX + " rooms"));
            return;
        }
        if (!hub.mayEnter(log, peer)) {
            noPlace();
            return;
        }
        subscriptions.begin(log);
        if (exchange.behind(log, subscribe.have())) {
            // A server that is gone may have told the client what it could not tell this one.
            exchange.want(log, Set.of());
        }
        Runnable ready = () -> {
            subscriptions.answered(log);
            exchange.answer(subscribe, () -> subscriptions.live(log));
        };
        if (!hub.context().interest().enter(log, ready)) {
            subscriptions.end(log);
            noPlace();
        }
    }

    private void noPlace() {
        peer.send(new Problem(
                ProblemCode.TOO_MANY.name(), "more rooms of which nothing is here than this server takes at present"));
    }

    /** The first question about a log costs as much as the log is long, the others next to nothing. */
    private void answer(Compare compare) {
        LogId log = LogId.of(compare.log());
        if (compare.begin() || !log.equals(comparing)) {
            long events = hub.ledger().store().vector(log).values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
            if (!hub.context().admission().comparison(peer.address(), LEAST_COMPARED + events)) {
                peer.send(new Problem(ProblemCode.TOO_MANY.name(), "too many questions about ranges"));
                return;
            }
        }
        comparing = log;
        exchange.answer(compare);
    }

    private void answer(Pull pull) {
        LogId log = LogId.of(pull.log());
        exchange.answer(pull, () -> subscriptions.live(log));
    }

    /** Too many, or of a room to which the client is not subscribed, are left out: nobody waits for them. */
    private void notice(Notice notice) {
        NoticeSealer.Origin origin = NoticeSealer.Origin.of(notice);
        if (!origin.user().equals(user) || !origin.device().equals(device)) {
            peer.refuse(ProblemCode.BAD_FRAME, "a client gives notice of its own device only");
        } else if (notices.admit() && subscriptions.has(origin.log())) {
            hub.notices().pass(notice, peer);
        }
    }

    /** What is held is signed for again, and this session is who waits for the word of other servers from now on. */
    private void confirm(Confirm confirm) {
        List<EventId> ids = new ArrayList<>();
        for (String id : confirm.ids()) {
            if (ids.size() < Confirm.MAX_IDS) {
                ids.add(EventId.of(id));
            }
        }
        hub.ledger().afterFlush(() -> {
            List<Event> held = new ArrayList<>();
            ids.forEach(id -> hub.ledger().store().find(id).ifPresent(held::add));
            if (!over && !held.isEmpty()) {
                hub.acknowledge(this, held);
                if (hub.now() - confirmed >= CONFIRM_MILLIS) {
                    confirmed = hub.now();
                    hub.askOthers(held);
                }
            }
        });
    }

    /** Of an epoch a client gets its own box only. */
    private Event view(Event event) {
        return event.header().key(EventCodec.EPOCH) && !event.header().device().equals(device)
                ? hub.codec().partFor(event, device)
                : event;
    }

    /** By what came over this connection, not by the device: a copy of its store may run elsewhere, and must hear of it. */
    private boolean allBrought(List<Event> events) {
        return events.stream().allMatch(event -> brought.contains(event.id()));
    }
}
