package chat.parley.client.core;

import chat.parley.client.Contacts;
import chat.parley.client.Contacts.Outcome;
import chat.parley.client.account.Greeting;
import chat.parley.client.store.Table;
import chat.parley.protocol.event.Event;
import chat.parley.protocol.frame.Frame;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.LogId;
import chat.parley.protocol.id.UserId;
import chat.parley.protocol.log.Ledger;
import chat.parley.protocol.rules.Act;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Asks now and then a second server of the domain what it knows of the identities that matter here: one server alone could
 * keep a revocation back for as long as it likes. Whom it asks about: a {@link Circle}, a turn each; first those who have
 * changed, whom the person asks about, and of whom the first server lacks a part ({@link Lacking}).
 */
final class SecondOpinion implements Network.Ear {
    /** How long the first connection is up before a second server is called on, in milliseconds; up to twice as long. */
    static final long SOON_MILLIS = 30_000;

    /** Between two comparisons that nothing calls for, in milliseconds. */
    static final long EVERY_MILLIS = 4L * 3600 * 1000;

    /** The next try after one in which no server was reached; and between two that changed devices call for: in milliseconds. */
    static final long AGAIN_MILLIS = 10L * 60 * 1000;

    /** Between any two tries, in milliseconds. */
    static final long APART_MILLIS = 60_000;

    /** Most identities of one comparison. */
    static final int MAX_IDENTITIES = 256;

    /** Most people who are asked about before their turn. */
    static final int MAX_FIRST = 64;

    /** Most servers that are tried for one comparison. */
    static final int MAX_SERVERS = 4;

    /** A revocation as young as this by its author's clock may be on its way to the first server, in milliseconds. */
    static final long UNDER_WAY_MILLIS = 120_000;

    private static final String COMPARED = "compared";

    private final Desk desk;
    private final Ledger ledger;
    private final Connection connection;
    private final Circle circle;
    private final IdentityWatch watch;
    private final Lacking lacking = new Lacking();
    private final Set<UserId> first = new LinkedHashSet<>();
    private Set<UserId> asked = new LinkedHashSet<>();
    private Optional<Visit> visit = Optional.empty();
    private Optional<String> last = Optional.empty();
    private Optional<Contacts.Compared> compared;
    private Outcome outcome;
    private int left;
    private long begun;
    private long due = Long.MAX_VALUE;
    private long firstDue = Long.MAX_VALUE;

    SecondOpinion(Desk desk, Ledger ledger, Connection connection, Circle circle, IdentityWatch watch) {
        this.desk = desk;
        this.ledger = ledger;
        this.connection = connection;
        this.circle = circle;
        this.watch = watch;
        this.compared = desk.platform().store().get(Table.SETTING, COMPARED).map(SecondOpinion::read);
        this.outcome = compared.isPresent() ? Outcome.DONE : Outcome.NOT_YET;
        this.begun = now() - AGAIN_MILLIS;
    }

    /** A first server is spoken with. */
    void greeted() {
        long soon = now() + SOON_MILLIS + SOON_MILLIS * (desk.crypto().random(1)[0] & 0xff) / 255;
        long next =
                compared.map(done -> done.time().toEpochMilli() + EVERY_MILLIS).orElse(soon);
        // A clock that was wrong once puts nothing off for ever.
        due = Math.min(Math.max(soon, next), now() + EVERY_MILLIS);
    }

    /** The first server is gone. */
    void lost() {
        visit.ifPresent(Visit::leave);
        visit = Optional.empty();
        lacking.clear();
        due = Long.MAX_VALUE;
    }

    /** Somebody's devices have changed. */
    void changed(UserId user) {
        ask(user, Math.max(begun + AGAIN_MILLIS, now() + SOON_MILLIS));
    }

    /** The person wants to know. */
    void compare(UserId user) {
        ask(user, begun + APART_MILLIS);
    }

    /** An event of a room waits for these. */
    void missing(Event event, Set<EventId> ids) {
        lacking.missing(event, ids, now());
    }

    Contacts.Comparison comparison() {
        return new Contacts.Comparison(others().isEmpty() ? Outcome.NO_SECOND_SERVER : outcome, compared);
    }

    /** Time passes: to be called every 250 ms. */
    void tick() {
        if (!connection.ready().isPresent()) {
            return;
        }
        if (lacking.any()) {
            chase();
        }
        if (visit.isPresent()) {
            visit.get().tick();
            settle();
        } else if (now() >= Math.min(due, firstDue)) {
            begin();
        }
    }

    @Override
    public void opened() {
        visit.ifPresent(Visit::opened);
    }

    @Override
    public void frame(Frame frame) {
        Optional<Greeting> known = connection.greeting();
        if (visit.isPresent() && known.isPresent()) {
            visit.get().frame(frame, known.get());
            settle();
        }
    }

    @Override
    public void closed(String reason) {
        visit.ifPresent(present -> present.fail(reason));
        settle();
    }

    /** What the first server does not hand over is asked for elsewhere; if nobody has it, the person hears of it. */
    private void chase() {
        if (!visit.isPresent()) {
            lacking.takeHeld(ledger.store()::contains);
        }
        lacking.overdue(now()).forEach(this::compare);
        lacking.takeWithheld(now(), !others().isEmpty()).forEach(watch::withheld);
    }

    private void ask(UserId user, long at) {
        if (first.size() < MAX_FIRST || first.contains(user)) {
            first.add(user);
            firstDue = Math.min(firstDue, at);
        }
    }

    private void begin() {
        begun = now();
        due = now() + AGAIN_MILLIS;
        firstDue = Long.MAX_VALUE;
        asked = circle.turn(first, MAX_IDENTITIES);
        left = MAX_SERVERS;
        call();
    }

    /** Calls on the next server, if there is one. */
    private void call() {
        List<String> others = others();
        if (others.isEmpty() || left == 0) {
            ended(others.isEmpty() ? outcome : Outcome.NOT_REACHED);
            return;
        }
        left = Math.min(left, others.size()) - 1;
        String next = others.get((last.map(others::indexOf).orElse(-1) + 1) % others.size());
        last = Optional.of(next);
        Set<LogId> logs = new LinkedHashSet<>();
        asked.forEach(user -> logs.add(user.identity()));
        visit = Optional.of(
                new Visit(desk, ledger, desk.platform().beside().orElseThrow(IllegalStateException::new), next, logs));
    }

    /** Goes on if the call has ended. */
    private void settle() {
        if (!visit.filter(Visit::over).isPresent()) {
            return;
        }
        Visit past = visit.get();
        visit = Optional.empty();
        past.leave();
        List<Event> news = past.news();
        tell(past, news);
        if (past.failure().isPresent()) {
            call();
            return;
        }
        compared = Optional.of(
                new Contacts.Compared(Instant.ofEpochMilli(now()), past.url(), past.answered(), news.size()));
        desk.platform().store().put(Table.SETTING, COMPARED, write(compared.get()));
        due = now() + EVERY_MILLIS;
        ended(Outcome.DONE);
    }

    private void ended(Outcome how) {
        outcome = how;
        lacking.called(asked);
        first.removeAll(asked);
    }

    /** What came from there tells something about the first server, too. */
    private void tell(Visit past, List<Event> news) {
        String here = connection.current();
        Set<EventId> ids = new HashSet<>();
        news.forEach(event -> ids.add(event.id()));
        lacking.takeHeld(ids::contains).forEach(user -> watch.notHandedOver(user, here, past.url()));
        for (Event each : news) {
            boolean old = now() - each.header().time() >= UNDER_WAY_MILLIS;
            Optional<Act> act = desk.act(each.id());
            if (old
                    && act.isPresent()
                    && act.get() instanceof Act.RevokeDevice revoked
                    && circle.seals(each.user(), revoked.device())) {
                watch.keptBack(each.user(), here, past.url());
            }
        }
    }

    /** The servers known besides the one that is spoken with. */
    private List<String> others() {
        List<String> others = new ArrayList<>();
        if (desk.platform().beside().isPresent()) {
            others.addAll(connection.servers().known());
            others.remove(connection.current());
        }
        return others;
    }

    private static String write(Contacts.Compared done) {
        return done.time().toEpochMilli() + " " + done.identities() + " " + done.news() + " " + done.server();
    }

    private static Contacts.Compared read(String text) {
        String[] fields = text.split(" ", 4);
        return new Contacts.Compared(
                Instant.ofEpochMilli(Long.parseLong(fields[0])),
                fields[3],
                Integer.parseInt(fields[1]),
                Integer.parseInt(fields[2]));
    }

    private long now() {
        return desk.platform().clock().millis();
    }
}
