package chat.parley.server.link;

import chat.parley.protocol.cert.Certificate;
import chat.parley.protocol.cert.Receipts;
import chat.parley.protocol.event.Event;
import chat.parley.protocol.event.RefusalCode;
import chat.parley.protocol.frame.Announce;
import chat.parley.protocol.frame.Compare;
import chat.parley.protocol.frame.Confirm;
import chat.parley.protocol.frame.Differ;
import chat.parley.protocol.frame.Events;
import chat.parley.protocol.frame.Fetch;
import chat.parley.protocol.frame.Frame;
import chat.parley.protocol.frame.Graft;
import chat.parley.protocol.frame.Heads;
import chat.parley.protocol.frame.Hosts;
import chat.parley.protocol.frame.LogHeads;
import chat.parley.protocol.frame.LogIds;
import chat.parley.protocol.frame.Notice;
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
import chat.parley.protocol.json.MalformedJsonException;
import chat.parley.protocol.log.Source;
import chat.parley.protocol.rules.IdentityRules;
import chat.parley.protocol.sync.Exchange;
import chat.parley.server.admission.Admission;
import chat.parley.server.admission.Intake;
import chat.parley.server.peer.Conversation;
import chat.parley.server.peer.Inbound;
import chat.parley.server.peer.Peer;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Collection;
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

    /** What a line of the log shows of a peer's words. */
    private static final int MAX_SHOWN = 200;

    /** Ids of events that the peer has sent or got, so that they are not sent again. */
    private static final int MAX_KNOWN = 16_384;

    private static final Logger LOG = System.getLogger(ServerLink.class.getName());

    private final LinkHub hub;
    private final Peer peer;
    private final Optional<String> url;
    private final Introduction introduction;
    private final Tidings tidings;
    private final Exchange exchange;
    private final Intake intake;
    private final Admission.Turnstile questions;
    private final Admission.Turnstile notices;
    private final Map<EventId, Boolean> known = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<EventId, Boolean> eldest) {
            return size() > MAX_KNOWN;
        }
    };
    private Certificate certificate;
    private long heard;
    private boolean over;

    /**
     * @param url where this server has dialled; empty if it was dialled
     */
    ServerLink(LinkHub hub, Peer peer, Optional<String> url) {
        this.hub = hub;
        this.peer = peer;
        this.url = url;
        this.introduction = new Introduction(hub.context(), peer, url.isPresent(), this::established);
        this.tidings = new Tidings(hub, peer, this::common);
        this.exchange = new Exchange(hub.ledger(), this, peer, UnaryOperator.identity());
        exchange.compareRanges();
        exchange.takeTurns(hub.turns().of(this));
        this.intake = hub.context().admission().link();
        this.questions = hub.context().admission().questions();
        this.notices = hub.context().admission().linkNotices();
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
        introduction.challenge();
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
            introduction.take(frame);
        } else if (frame instanceof Events) {
            take(inbound.events());
        } else if (frame instanceof Page page) {
            remember(inbound.events());
            if (exchange.awaits(page)) {
                hub.pulled(inbound.events());
            }
            exchange.page(page, intake.admit(inbound.events()));
        } else if (frame instanceof Announce announce) {
            announced(announce);
        } else if (frame instanceof Graft graft) {
            grafted(graft);
        } else if (frame instanceof Prune prune) {
            prune.logs().forEach(log -> hub.tree().pruned(certificate.server(), LogId.of(log)));
        } else if (frame instanceof Hosts hosts) {
            told(hosts);
        } else if (frame instanceof Heads heads) {
            compare(heads);
        } else if (frame instanceof Stored receipt) {
            receipt(receipt);
        } else if (frame instanceof Confirm confirm) {
            confirm(confirm);
        } else if (frame instanceof Pull pull) {
            exchange.answer(pull, () -> {});
        } else if (frame instanceof Fetch fetch) {
            exchange.answer(fetch);
        } else if (frame instanceof Compare compare) {
            answer(compare);
        } else if (frame instanceof Differ differ) {
            exchange.differ(differ);
        } else if (frame instanceof Notice notice) {
            if (notices.admit()) {
                hub.notices().pass(notice, peer);
            }
        } else if (frame instanceof Ping ping) {
            peer.send(new Pong(ping.number()));
        } else if (!(frame instanceof Pong) && !hub.listener().other(frame, certificate, peer)) {
            peer.refuse(ProblemCode.UNKNOWN_TYPE, "a server does not send this");
        }
    }

    @Override
    public void closed() {
        over = true;
        tidings.end();
        exchange.close();
        hub.ended(this);
    }

    /** What had to wait while another link pulled it. */
    void resume() {
        exchange.resume();
    }

    void tick() {
        if (!alive()) {
            end("no sign of life");
        } else if (certificate != null && certificate.notAfter() < timeOfDay()) {
            end("the certificate has expired");
        } else if (certificate != null) {
            peer.send(new Ping(now()));
            exchange.tick(now());
            tidings.tick();
        }
    }

    /** Closes; a frozen peer's socket may never tell that it is closed. */
    private void end(String reason) {
        peer.close(reason);
        closed();
    }

    /** Those of {@code news} that the peer does not have, for all that is known here. */
    List<Event> lacking(Collection<Event> news) {
        List<Event> lacking = new ArrayList<>(news.size());
        for (Event event : news) {
            if (!knows(event.id())) {
                lacking.add(event);
            }
        }
        return lacking;
    }

    /** Whether the peer has an event, for all that is known here. */
    boolean knows(EventId id) {
        return known.containsKey(id);
    }

    @Override
    public void stored(List<Event> events) {
        hub.receipts().write(events).forEach(peer::send);
    }

    @Override
    public void failed(List<Event> events) {
        // The next heads bring them again.
        events.forEach(event -> {
            known.remove(event.id());
            intake.notStored(event);
        });
    }

    @Override
    public void refused(Event event, RefusalCode code, String reason) {
        intake.notStored(event);
        LOG.log(Level.WARNING, "{0} sent an event that is refused: {1}: {2}", peer.name(), code, reason);
    }

    @Override
    public void missing(Event event, Set<EventId> ids, boolean held) {
        intake.notStored(event);
        exchange.missing(event, ids);
    }

    private void receipt(Stored receipt) {
        // Clients check the signature; this only keeps one server from speaking for another.
        if (receipt.ids().size() <= Stored.MAX_IDS && isTheirs(receipt.certificate())) {
            hub.listener().receipt(receipt);
            List<EventId> ids = Receipts.ids(receipt.ids());
            // What is given away on this word is worth a check.
            if (hub.hosting().expects(ids)
                    && new Receipts(hub.context().crypto()).signed(certificate.server(), ids, receipt.signature())) {
                hub.hosting().confirmed(certificate.server(), ids);
            }
        }
    }

    /** Signs again for what is held: a client of the other server has not got the receipt. */
    private void confirm(Confirm confirm) {
        List<EventId> ids =
                confirm.ids().stream().limit(Confirm.MAX_IDS).map(EventId::of).toList();
        hub.ledger().afterFlush(() -> {
            List<Event> held = new ArrayList<>();
            ids.forEach(id -> hub.ledger().store().find(id).ifPresent(held::add));
            if (!over && !held.isEmpty()) {
                stored(held);
            }
        });
    }

    /** Whether a certificate is the other server's: the one that it began with, or one that has replaced it since. */
    private boolean isTheirs(String text) {
        if (text.equals(certificate.write())) {
            return true;
        }
        try {
            Certificate next = Certificate.read(text);
            if (!next.server().equals(certificate.server())
                    || !hub.context().identity().trusts(hub.context().crypto(), next, timeOfDay())) {
                return false;
            }
            certificate = next;
            hub.listener().linked(next);
            return true;
        } catch (MalformedJsonException e) {
            return false;
        }
    }

    private void established(Certificate theirs) {
        if (!hub.established(this, theirs)) {
            peer.close("another link stands");
            return;
        }
        certificate = theirs;
        LOG.log(Level.INFO, "linked with {0} at {1}", theirs.server().brief(), shown(theirs.url()));
        tidings.begin();
    }

    /** The logs that are hosted at both ends. */
    List<LogId> common() {
        return hub.hosting().hosted().stream()
                .filter(log -> hub.hosting().hosts(certificate.server(), log))
                .toList();
    }

    /** This server has caught up with something: the peer is told the heads of what it may lack too, as it likely does not. */
    void tellHeads(List<Event> fetched) {
        for (Event event : fetched) {
            if (!knows(event.id()) && hub.hosting().hosts(certificate.server(), event.log())) {
                tidings.note(event.log());
            }
        }
        tidings.soon();
    }

    /** The peer says what it hosts: of what is hosted here too it is told the heads. */
    private void told(Hosts hosts) {
        if (hosts.logs().size() + hosts.wants().size() + hosts.gone().size() > Hosts.MAX_LOGS) {
            peer.send(new Problem(ProblemCode.TOO_MANY.name(), "at most " + Hosts.MAX_LOGS + " logs in one frame"));
            return;
        }
        hosts.logs().forEach(log -> told(LogId.of(log), true));
        hosts.wants().forEach(log -> told(LogId.of(log), false));
        List<LogId> gone = hosts.gone().stream().map(LogId::of).toList();
        gone.forEach(log -> hub.hosting().gone(certificate.server(), log));
        hub.left(gone.stream().filter(hub.hosting()::hosted).toList());
        if (hosts.complete()) {
            hub.hosting().toldAll(certificate.server());
        }
        tidings.soon();
    }

    private void told(LogId log, boolean full) {
        if (hub.hosting().told(certificate.server(), log, full) && hub.hosting().hosted(log)) {
            hub.tree().grafted(certificate.server(), log);
            tidings.note(log);
        }
    }

    private void compare(Heads heads) {
        for (LogHeads each : heads.logs()) {
            LogId log = LogId.of(each.log());
            List<EventId> ids = each.heads().stream().map(EventId::of).toList();
            hub.hosting().heard(certificate.server(), log, ids);
            Set<EventId> lacking = new LinkedHashSet<>(ids);
            lacking.removeIf(hub.ledger().store()::contains);
            if (!lacking.isEmpty() && hub.hosting().accepts(log)) {
                exchange.want(log, lacking);
            }
        }
    }

    /**
     * Takes events in that were sent unasked, of logs that are hosted here, and identities, which others may cite. What
     * has all come before is more than the peer need send.
     */
    private void take(List<Event> events) {
        List<Event> taken = new ArrayList<>(events.size());
        Map<LogId, Boolean> news = new LinkedHashMap<>();
        for (Event event : events) {
            boolean accepted = hub.hosting().accepts(event.log());
            if (accepted) {
                news.merge(event.log(), !hub.ledger().store().contains(event.id()), Boolean::logicalOr);
            }
            if (accepted || event.header().rules().equals(IdentityRules.NAME)) {
                taken.add(event);
            }
        }
        List<String> prune = new ArrayList<>();
        // Identities come along with what cites them, whatever link is theirs.
        Set<LogId> identities = identities(events);
        boolean alone = identities.containsAll(news.keySet());
        news.forEach((log, any) -> {
            if ((alone || !identities.contains(log)) && hub.tree().received(certificate.server(), log, any, now())) {
                prune.add(log.toString());
            }
        });
        if (!prune.isEmpty()) {
            peer.send(new Prune(prune));
        }
        remember(events);
        // What is left out now the next heads bring again.
        exchange.take(intake.admit(taken));
    }

    private void answer(Compare compare) {
        if (questions.admit()) {
            exchange.answer(compare);
        } else {
            peer.send(new Problem(ProblemCode.TOO_MANY.name(), "too many questions about ranges in a second"));
        }
    }

    private static Set<LogId> identities(List<Event> events) {
        Set<LogId> identities = new LinkedHashSet<>();
        for (Event event : events) {
            if (event.header().rules().equals(IdentityRules.NAME)) {
                identities.add(event.log());
            }
        }
        return identities;
    }

    private void announced(Announce announce) {
        int count = announce.logs().stream().mapToInt(each -> each.ids().size()).sum();
        if (count > Announce.MAX_IDS) {
            peer.send(new Problem(
                    ProblemCode.TOO_MANY.name(), "at most " + Announce.MAX_IDS + " ids in one announcement"));
            return;
        }
        for (LogIds each : announce.logs()) {
            LogId log = LogId.of(each.log());
            List<EventId> ids = each.ids().stream().map(EventId::of).toList();
            ids.forEach(id -> known.put(id, true));
            if (hub.hosting().accepts(log)) {
                List<EventId> lacking = ids.stream()
                        .filter(id -> !hub.ledger().store().contains(id))
                        .toList();
                hub.tree().announced(certificate.server(), log, ids, lacking, now());
            }
        }
    }

    private void grafted(Graft graft) {
        List<String> ids = new ArrayList<>();
        for (LogIds each : graft.logs()) {
            hub.tree().grafted(certificate.server(), LogId.of(each.log()));
            ids.addAll(each.ids());
        }
        if (!ids.isEmpty()) {
            exchange.answer(new Fetch(ids));
        }
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
        return hub.context().timer().millis();
    }

    private long timeOfDay() {
        return hub.context().clock().millis();
    }
}
