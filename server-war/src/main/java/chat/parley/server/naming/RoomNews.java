package chat.parley.server.naming;

import chat.parley.protocol.event.Event;
import chat.parley.protocol.frame.Frame;
import chat.parley.protocol.frame.RoomsAsk;
import chat.parley.protocol.frame.RoomsOf;
import chat.parley.protocol.frame.UserRooms;
import chat.parley.protocol.id.LogId;
import chat.parley.protocol.id.ServerId;
import chat.parley.protocol.id.UserId;
import chat.parley.protocol.log.Ledger;
import chat.parley.protocol.rules.IdentityRules;
import chat.parley.server.hosting.Hosting;
import chat.parley.server.peer.Peer;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Tells people which rooms name them: of those that this server hosts at once, of those that others host when these tell.
 * Nobody is told before this server knows the device that has greeted as a live one of the user it names: who is in which
 * room is not everybody's to ask. Used on the node's thread.
 */
public final class RoomNews implements NamingService {
    private final NamingIndex index;
    private final Context context;
    private final InvitationQuota quota;
    private final NamingLinks links;
    private final Map<Guest, Telling> tellings = new LinkedHashMap<>();
    private final Map<UserId, Set<Guest>> guests = new LinkedHashMap<>();
    private final Set<LogId> brought = new HashSet<>();

    /**
     * Where it is.
     *
     * @param clock one that never jumps
     * @param invitations in how many rooms at a time one person may have invited another
     */
    public record Context(Ledger ledger, Hosting hosting, Clock clock, int invitations) {}

    /** Sends a frame to a linked server. */
    @FunctionalInterface
    public interface Sender {
        void send(ServerId server, Frame frame);
    }

    public RoomNews(NamingIndex index, Context context, Sender sender) {
        this.index = index;
        this.context = context;
        this.quota = new InvitationQuota(index, context.ledger().store()::contains, context.invitations());
        this.links = new NamingLinks(index, context, sender);
        index.readBy(this::committed);
    }

    @Override
    public void begins(Guest guest) {
        tellings.put(guest, new Telling(guest, now()));
        guests.computeIfAbsent(guest.user(), user -> new LinkedHashSet<>()).add(guest);
        context.hosting().enter(guest.user().identity(), () -> greet(guest));
    }

    @Override
    public void ended(Guest guest) {
        Set<Guest> left = guests.get(guest.user());
        if (tellings.remove(guest) != null && left.remove(guest) && left.isEmpty()) {
            guests.remove(guest.user());
            links.forget(guest.user());
        }
    }

    @Override
    public void brought(LogId log) {
        brought.add(log);
    }

    @Override
    public boolean admits(Guest guest, Event event) {
        // What others have made is theirs to answer for, and their rooms are not to wait for it.
        return !event.user().equals(guest.user()) || quota.admits(event);
    }

    /** A link stands. */
    public void linked(ServerId server) {
        List<UserId> users = new ArrayList<>();
        guests.forEach((user, all) -> {
            if (all.stream().anyMatch(guest -> tellings.get(guest).greeted())) {
                users.add(user);
            }
        });
        links.linked(server, users);
    }

    /** A link is gone. */
    public void unlinked(ServerId server) {
        links.unlinked(server);
    }

    /** To be called every second or so. */
    public void tick() {
        brought.clear();
        index.tick();
        links.tick();
    }

    /** Takes a frame of a linked server's; false if it is none about who is named. */
    public boolean handle(Frame frame, ServerId server, Peer peer) {
        if (frame instanceof RoomsAsk ask) {
            links.asked(ask, server, peer);
        } else if (frame instanceof RoomsOf rooms) {
            if (NamingLinks.fits(rooms, peer)) {
                told(rooms, server);
            }
        } else {
            return false;
        }
        return true;
    }

    private void told(RoomsOf rooms, ServerId server) {
        for (UserRooms person : rooms.people()) {
            if (guests.containsKey(UserId.of(person.user())) && links.mayTell(server)) {
                tell(person, rooms.news());
            }
        }
    }

    private void committed(List<Event> events, List<Named> news) {
        quota.settled();
        news.forEach(each -> tell(NamingLinks.rooms(each), true));
        links.tell(news.stream().filter(each -> brought.contains(each.log())).toList());
        brought.clear();
        for (Event event : events) {
            if (event.header().rules().equals(IdentityRules.NAME)) {
                List.copyOf(guests.getOrDefault(event.user(), Set.of())).forEach(this::greet);
            }
        }
    }

    /** Tells a guest all that is known, once it is known to be who it says. */
    private void greet(Guest guest) {
        Telling telling = tellings.get(guest);
        if (telling == null || telling.greeted() || !proven(guest)) {
            return;
        }
        telling.greet();
        links.ask(guest.user());
        context.ledger().afterFlush(() -> tell(telling, index.rooms(guest.user()), false));
    }

    private void tell(UserRooms rooms, boolean news) {
        for (Guest guest : guests.getOrDefault(UserId.of(rooms.user()), Set.of())) {
            if (tellings.get(guest).greeted() && proven(guest)) {
                tell(tellings.get(guest), rooms, news);
            }
        }
    }

    private void tell(Telling telling, UserRooms rooms, boolean news) {
        if (tellings.containsKey(telling.guest())) {
            telling.tell(
                    rooms.member().stream().map(LogId::of).toList(),
                    rooms.invited().stream().map(LogId::of).toList(),
                    news,
                    now());
        }
    }

    /** Whether the device is a live one of the user: at each time, for it may have been revoked since. */
    private boolean proven(Guest guest) {
        return context.ledger().replica().identity(guest.user()).live().containsKey(guest.device());
    }

    private long now() {
        return context.clock().millis();
    }
}
