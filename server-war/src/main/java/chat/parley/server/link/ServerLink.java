package chat.parley.server.link;

import chat.parley.protocol.cert.Certificate;
import chat.parley.protocol.cert.Handshake;
import chat.parley.protocol.event.Event;
import chat.parley.protocol.event.RefusalCode;
import chat.parley.protocol.frame.Announce;
import chat.parley.protocol.frame.Challenge;
import chat.parley.protocol.frame.Compare;
import chat.parley.protocol.frame.Differ;
import chat.parley.protocol.frame.Events;
import chat.parley.protocol.frame.Fetch;
import chat.parley.protocol.frame.Frame;
import chat.parley.protocol.frame.Graft;
import chat.parley.protocol.frame.Heads;
import chat.parley.protocol.frame.Introduce;
import chat.parley.protocol.frame.LogHeads;
import chat.parley.protocol.frame.Page;
import chat.parley.protocol.frame.Ping;
import chat.parley.protocol.frame.Pong;
import chat.parley.protocol.frame.Problem;
import chat.parley.protocol.frame.ProblemCode;
import chat.parley.protocol.frame.Prune;
import chat.parley.protocol.frame.Pull;
import chat.parley.protocol.frame.Stored;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.LogId;
import chat.parley.protocol.id.ServerId;
import chat.parley.protocol.json.MalformedJsonException;
import chat.parley.protocol.log.Source;
import chat.parley.protocol.sync.Exchange;
import chat.parley.server.peer.Conversation;
import chat.parley.server.peer.Inbound;
import chat.parley.server.peer.Peer;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** One link to another server: proofs, heads, then events both ways (PROTOCOL.md, section "Links"). */
final class ServerLink implements Conversation, Source {
    /** Between two heartbeats, in milliseconds. */
    static final long HEARTBEAT_MILLIS = 1000;

    /** After so long without a sign of life a peer is dead, in milliseconds; so is who proves nothing in that time. */
    static final long DEAD_MILLIS = 5000;

    /** Between two exchanges of heads on a link that stands, in milliseconds. */
    static final long HEADS_MILLIS = 30_000;

    /** Most logs in one frame of heads. */
    static final int HEADS_PER_FRAME = 1000;

    /** Most heads in one frame of heads. */
    static final int HEADS_IDS_PER_FRAME = 8000;

    /** Frames of heads that go out at a time: those of very many logs would fill the queue. */
    private static final int HEADS_FRAMES = 8;

    /** What a line of the log shows of a peer's words. */
    private static final int MAX_SHOWN = 200;

    /** Ids of events that the peer has sent or got, so that they are not sent again. */
    private static final int MAX_KNOWN = 16_384;

    private static final Logger LOG = System.getLogger(ServerLink.class.getName());

    private final LinkHub hub;
    private final Peer peer;
    private final Optional<String> url;
    private final Handshake handshake;
    private final String nonce;
    private final Exchange exchange;
    private final Map<EventId, Boolean> known = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<EventId, Boolean> eldest) {
            return size() > MAX_KNOWN;
        }
    };
    private Certificate expected;
    private Certificate certificate;
    private Handshake.Link proof;
    private long heard;
    private long headsSent;
    private Iterator<LogId> headsLeft = Collections.emptyIterator();
    private boolean over;

    /**
     * @param url where this server has dialled; empty if it was dialled
     */
    ServerLink(LinkHub hub, Peer peer, Optional<String> url) {
        this.hub = hub;
        this.peer = peer;
        this.url = url;
        this.handshake = new Handshake(hub.context().crypto());
        this.nonce = handshake.nonce();
        this.exchange = new Exchange(hub.ledger(), this, peer, UnaryOperator.identity());
        exchange.compareRanges();
        this.heard = now();
    }

    Peer peer() {
        return peer;
    }

    Optional<String> url() {
        return url;
    }

    /** Whether this server has dialled the other. */
    boolean dialled() {
        return url.isPresent();
    }

    Optional<Certificate> certificate() {
        return Optional.ofNullable(certificate);
    }

    boolean alive() {
        return now() - heard < DEAD_MILLIS;
    }

    LinkHub.Load load(int awaited, int unannounced) {
        return new LinkHub.Load(exchange.wanted(), exchange.questions(), known.size(), awaited, unannounced);
    }

    void challenge() {
        peer.send(new Challenge(
                hub.context().identity().domain().toString(),
                hub.context().identity().id().toString(),
                hub.context().identity().certificate().write(),
                nonce));
    }

    @Override
    public void handle(Inbound inbound) {
        if (over) {
            return;
        }
        heard = now();
        Frame frame = inbound.frame();
        if (frame instanceof Problem problem) {
            LOG.log(
                    Level.WARNING,
                    "link {0} was refused: {1}: {2}",
                    peer.name(),
                    shown(problem.code()),
                    shown(problem.reason()));
            if (certificate == null) {
                peer.close("refused");
            }
        } else if (certificate == null) {
            authenticate(frame);
        } else if (frame instanceof Events) {
            take(inbound.events());
        } else if (frame instanceof Page page) {
            remember(inbound.events());
            exchange.page(page, inbound.events());
        } else if (frame instanceof Announce announce) {
            announced(announce);
        } else if (frame instanceof Graft graft) {
            hub.tree().grafted(certificate.server());
            if (!graft.ids().isEmpty()) {
                exchange.answer(new Fetch(graft.ids()));
            }
        } else if (frame instanceof Prune) {
            hub.tree().pruned(certificate.server());
        } else if (frame instanceof Heads heads) {
            compare(heads);
        } else if (frame instanceof Stored receipt) {
            receipt(receipt);
        } else if (frame instanceof Pull pull) {
            exchange.answer(pull, () -> {});
        } else if (frame instanceof Fetch fetch) {
            exchange.answer(fetch);
        } else if (frame instanceof Compare compare) {
            exchange.answer(compare);
        } else if (frame instanceof Differ differ) {
            exchange.differ(differ);
        } else if (frame instanceof Ping ping) {
            peer.send(new Pong(ping.number()));
        } else if (!(frame instanceof Pong)) {
            peer.refuse(ProblemCode.UNKNOWN_TYPE, "a server does not send this");
        }
    }

    @Override
    public void closed() {
        over = true;
        exchange.close();
        hub.ended(this);
    }

    void tick() {
        if (!alive()) {
            end("no sign of life");
        } else if (certificate != null && certificate.notAfter() < now()) {
            end("the certificate has expired");
        } else if (certificate != null) {
            peer.send(new Ping(now()));
            exchange.tick(now());
            if (headsLeft.hasNext()) {
                hub.ledger().afterFlush(this::sendSomeHeads);
            } else if (now() - headsSent >= HEADS_MILLIS) {
                sendHeads();
            }
        }
    }

    /** Closes; a frozen peer's socket may never tell that it is closed. */
    private void end(String reason) {
        peer.close(reason);
        closed();
    }

    /** Those of {@code news} that the peer does not have, for all that is known here. */
    List<Event> lacking(List<Event> news) {
        List<Event> lacking = new ArrayList<>(news.size());
        for (Event event : news) {
            if (!known.containsKey(event.id())) {
                lacking.add(event);
            }
        }
        return lacking;
    }

    @Override
    public void stored(List<Event> events) {
        hub.receipts().write(events).forEach(peer::send);
    }

    @Override
    public void failed(List<Event> events) {
        // The next heads bring them again.
        events.forEach(event -> known.remove(event.id()));
    }

    @Override
    public void refused(Event event, RefusalCode code, String reason) {
        LOG.log(Level.WARNING, "{0} sent an event that is refused: {1}: {2}", peer.name(), code, reason);
    }

    @Override
    public void missing(Event event, Set<EventId> ids, boolean held) {
        exchange.missing(event, ids);
    }

    private void receipt(Stored receipt) {
        // Clients check the signature; this only keeps one server from speaking for another.
        if (receipt.ids().size() <= Stored.MAX_IDS && isTheirs(receipt.certificate())) {
            hub.listener().receipt(receipt);
        }
    }

    /** Whether a certificate is the other server's: the one that it began with, or one that has replaced it since. */
    private boolean isTheirs(String text) {
        if (text.equals(certificate.write())) {
            return true;
        }
        try {
            Certificate next = Certificate.read(text);
            if (!next.server().equals(certificate.server())
                    || !hub.context().identity().trusts(hub.context().crypto(), next, now())) {
                return false;
            }
            certificate = next;
            hub.listener().linked(next);
            return true;
        } catch (MalformedJsonException e) {
            return false;
        }
    }

    private void authenticate(Frame frame) {
        if (frame instanceof Challenge challenge && dialled() && proof == null) {
            expected = trusted(challenge.certificate());
            if (expected != null) {
                proof = new Handshake.Link(
                        expected.server(),
                        challenge.nonce(),
                        hub.context().identity().id(),
                        nonce);
                peer.send(new Introduce(
                        hub.context().identity().certificate().write(),
                        nonce,
                        handshake.signAsDialler(proof, hub.context().identity().key())));
            }
        } else if (frame instanceof Introduce introduce && dialled() && proof != null) {
            if (handshake.dialledSigned(proof, introduce.signature())) {
                established(expected);
            } else {
                peer.refuse(ProblemCode.AUTHENTICATION_FAILED, "the signature is not the server's");
            }
        } else if (frame instanceof Introduce introduce && !dialled()) {
            introduced(introduce);
        } else {
            peer.refuse(ProblemCode.NOT_AUTHENTICATED, "a link begins with challenge and introduction");
        }
    }

    private void introduced(Introduce introduce) {
        Certificate theirs = trusted(introduce.certificate());
        if (theirs == null) {
            return;
        }
        proof = new Handshake.Link(hub.context().identity().id(), nonce, theirs.server(), introduce.nonce());
        if (!handshake.diallerSigned(proof, introduce.signature())) {
            peer.refuse(ProblemCode.AUTHENTICATION_FAILED, "the signature is not the server's");
            return;
        }
        peer.send(new Introduce(
                "", "", handshake.signAsDialled(proof, hub.context().identity().key())));
        established(theirs);
    }

    private Certificate trusted(String text) {
        try {
            Certificate theirs = Certificate.read(text);
            ServerId self = hub.context().identity().id();
            if (theirs.server().equals(self)) {
                peer.close("this is the same server");
                return null;
            }
            if (hub.context()
                    .identity()
                    .trusts(
                            hub.context().crypto(),
                            theirs,
                            hub.context().clock().millis())) {
                return theirs;
            }
        } catch (MalformedJsonException e) {
            // Refused below, with all that is no certificate of the domain.
        }
        peer.refuse(
                ProblemCode.BAD_CERTIFICATE,
                "no valid certificate of domain "
                        + hub.context().identity().domain().brief() + "; issue one with: parley domain issue");
        return null;
    }

    private void established(Certificate theirs) {
        if (!hub.established(this, theirs)) {
            peer.close("another link stands");
            return;
        }
        certificate = theirs;
        LOG.log(Level.INFO, "linked with {0} at {1}", theirs.server().brief(), shown(theirs.url()));
        sendHeads();
    }

    private void sendHeads() {
        headsSent = now();
        hub.ledger().afterFlush(() -> {
            headsLeft = new ArrayList<>(hub.ledger().store().logs()).iterator();
            sendSomeHeads();
        });
    }

    /** The next frames of heads; a log with more heads than fit comes in several parts. */
    private void sendSomeHeads() {
        for (int frame = 0; frame < HEADS_FRAMES && !over && (frame == 0 || headsLeft.hasNext()); frame++) {
            List<LogHeads> logs = new ArrayList<>();
            int ids = 0;
            while (headsLeft.hasNext() && logs.size() < HEADS_PER_FRAME && ids < HEADS_IDS_PER_FRAME) {
                LogId log = headsLeft.next();
                List<String> heads = new ArrayList<>();
                for (EventId head : hub.ledger().store().heads(log)) {
                    heads.add(head.toString());
                    if (heads.size() == HEADS_IDS_PER_FRAME) {
                        peer.send(new Heads(List.of(new LogHeads(log.toString(), heads))));
                        heads = new ArrayList<>();
                    }
                }
                logs.add(new LogHeads(log.toString(), heads));
                ids += heads.size();
            }
            peer.send(new Heads(logs));
        }
    }

    private void compare(Heads heads) {
        for (LogHeads each : heads.logs()) {
            Set<EventId> lacking = new LinkedHashSet<>();
            for (String head : each.heads()) {
                EventId id = EventId.of(head);
                if (!hub.ledger().store().contains(id)) {
                    lacking.add(id);
                }
            }
            if (!lacking.isEmpty()) {
                exchange.want(LogId.of(each.log()), lacking);
            }
        }
    }

    /** Takes events in that were sent unasked; what has all come before is more than the peer need send. */
    private void take(List<Event> events) {
        boolean news = events.stream().anyMatch(event -> !hub.ledger().store().contains(event.id()));
        if (!events.isEmpty() && hub.tree().received(certificate.server(), news, now())) {
            peer.send(new Prune());
        }
        remember(events);
        exchange.take(events);
    }

    private void announced(Announce announce) {
        if (announce.ids().size() > Announce.MAX_IDS) {
            peer.send(new Problem(
                    ProblemCode.TOO_MANY.name(), "at most " + Announce.MAX_IDS + " ids in one announcement"));
            return;
        }
        List<EventId> ids = announce.ids().stream().map(EventId::of).toList();
        ids.forEach(id -> known.put(id, true));
        List<EventId> lacking =
                ids.stream().filter(id -> !hub.ledger().store().contains(id)).toList();
        hub.tree().announced(certificate.server(), ids, lacking, now());
    }

    /** The peer has these, or will have them as soon as what was sent to it has arrived. */
    void remember(List<Event> events) {
        for (Event event : events) {
            known.put(event.id(), true);
        }
    }

    /** A peer's words as a log line may show them. */
    private static String shown(String text) {
        String cut = text.length() > MAX_SHOWN ? text.substring(0, MAX_SHOWN) : text;
        return cut.replaceAll("[^ -~]", "?");
    }

    private long now() {
        return hub.context().clock().millis();
    }
}
