package chat.parley.server.naming;

import chat.parley.protocol.frame.Problem;
import chat.parley.protocol.frame.ProblemCode;
import chat.parley.protocol.frame.RoomsAsk;
import chat.parley.protocol.frame.RoomsOf;
import chat.parley.protocol.frame.UserRooms;
import chat.parley.protocol.id.ServerId;
import chat.parley.protocol.id.UserId;
import chat.parley.server.peer.Peer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What servers of the domain ask and tell each other about who is named. All linked servers are of the domain. */
final class NamingLinks {
    /** People whom one server may ask about at once, or who are here and of whom it may tell; as many again in eight seconds. */
    static final int PEOPLE_BURST = 8 * RoomsAsk.MAX_USERS;

    private static final long PEOPLE_PAUSE_MILLIS = 1000 / RoomsAsk.MAX_USERS;

    /** People who are answered about between two batches of events. */
    private static final int ANSWERS_PER_FLUSH = 8;

    private final NamingIndex index;
    private final RoomNews.Context context;
    private final RoomNews.Sender sender;
    private final Map<ServerId, Line> lines = new TreeMap<>();

    /** What waits to be said to one server. */
    private final class Line {
        final ServerId server;
        final Set<UserId> toAsk;
        final Deque<UserId> toAnswer = new ArrayDeque<>();
        final Allowance asked =
                new Allowance(PEOPLE_BURST, PEOPLE_PAUSE_MILLIS, context.clock().millis());
        final Allowance told =
                new Allowance(PEOPLE_BURST, PEOPLE_PAUSE_MILLIS, context.clock().millis());

        Line(ServerId server, Collection<UserId> toAsk) {
            this.server = server;
            this.toAsk = new LinkedHashSet<>(toAsk);
        }
    }

    NamingLinks(NamingIndex index, RoomNews.Context context, RoomNews.Sender sender) {
        this.index = index;
        this.context = context;
        this.sender = sender;
    }

    /** A link stands: the other server is asked about everybody who is here. */
    void linked(ServerId server, Collection<UserId> here) {
        lines.put(server, new Line(server, here));
    }

    void unlinked(ServerId server) {
        lines.remove(server);
    }

    /** Asks all linked servers about a person, in a moment. */
    void ask(UserId user) {
        lines.values().forEach(line -> line.toAsk.add(user));
    }

    void forget(UserId user) {
        lines.values().forEach(line -> line.toAsk.remove(user));
    }

    void tick() {
        for (Line line : lines.values()) {
            List<String> users = new ArrayList<>();
            for (Iterator<UserId> next = line.toAsk.iterator(); next.hasNext() && users.size() < RoomsAsk.MAX_USERS; ) {
                users.add(next.next().toString());
                next.remove();
            }
            if (!users.isEmpty()) {
                sender.send(line.server, new RoomsAsk(users));
            }
        }
    }

    void asked(RoomsAsk ask, ServerId server, Peer peer) {
        Line line = lines.get(server);
        if (line == null) {
            return;
        }
        boolean idle = line.toAnswer.isEmpty();
        long now = context.clock().millis();
        for (String user : ask.users()) {
            if (!line.asked.take(now)) {
                tooMany(peer, "too many questions about people in a second");
                break;
            }
            line.toAnswer.add(UserId.of(user));
        }
        if (idle) {
            answerSoon(line);
        }
    }

    /** Tells the servers that do not host a log whom it names from now on: those that do see for themselves. */
    void tell(List<Named> news) {
        for (Line line : lines.values()) {
            List<UserRooms> people = new ArrayList<>();
            for (Named each : news) {
                if (!context.hosting().hosts(line.server, each.log())) {
                    people.add(rooms(each));
                }
            }
            send(line, people, true);
        }
    }

    /** Whether a server may tell of one more person who is here. */
    boolean mayTell(ServerId server) {
        Line line = lines.get(server);
        return line != null && line.told.take(context.clock().millis());
    }

    static boolean fits(RoomsOf rooms, Peer peer) {
        boolean fits = count(rooms.people()) <= RoomsOf.MAX_LOGS;
        if (!fits) {
            tooMany(peer, "at most " + RoomsOf.MAX_LOGS + " logs in one frame");
        }
        return fits;
    }

    static UserRooms rooms(Named named) {
        List<String> log = List.of(named.log().toString());
        return new UserRooms(
                named.user().toString(), named.member() ? log : List.of(), named.member() ? List.of() : log);
    }

    private void answerSoon(Line line) {
        context.ledger().afterFlush(() -> {
            List<UserRooms> people = new ArrayList<>();
            for (int i = 0; i < ANSWERS_PER_FLUSH && !line.toAnswer.isEmpty(); i++) {
                people.add(index.rooms(line.toAnswer.poll()));
            }
            send(line, people, false);
            if (!line.toAnswer.isEmpty() && lines.get(line.server) == line) {
                answerSoon(line);
            }
        });
    }

    private void send(Line line, List<UserRooms> people, boolean news) {
        List<UserRooms> portion = new ArrayList<>();
        for (UserRooms person : people) {
            if (count(portion) + count(List.of(person)) > RoomsOf.MAX_LOGS) {
                sender.send(line.server, new RoomsOf(portion, news));
                portion = new ArrayList<>();
            }
            if (count(List.of(person)) > 0) {
                portion.add(person);
            }
        }
        if (!portion.isEmpty()) {
            sender.send(line.server, new RoomsOf(portion, news));
        }
    }

    private static int count(List<UserRooms> people) {
        int count = 0;
        for (UserRooms each : people) {
            count += each.member().size() + each.invited().size();
        }
        return count;
    }

    private static void tooMany(Peer peer, String reason) {
        peer.send(new Problem(ProblemCode.TOO_MANY.name(), reason));
    }
}
