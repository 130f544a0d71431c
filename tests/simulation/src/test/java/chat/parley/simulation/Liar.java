package chat.parley.simulation;

import chat.parley.protocol.event.Event;
import chat.parley.protocol.event.EventText;
import chat.parley.protocol.frame.Differ;
import chat.parley.protocol.frame.Events;
import chat.parley.protocol.frame.Frame;
import chat.parley.protocol.frame.Heads;
import chat.parley.protocol.frame.LogHeads;
import chat.parley.protocol.frame.Page;
import chat.parley.protocol.frame.Post;
import chat.parley.protocol.frame.Range;
import chat.parley.protocol.frame.Stored;
import chat.parley.protocol.id.EventId;
import chat.parley.server.cluster.ReceiptBook;
import chat.parley.server.peer.Inbound;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A server that runs as all others and lies about it: what leaves it is not what it has, or not what it was told. Links
 * bear with it to the end; people are let go of it when all is healed, for who has only a liar to speak with is promised
 * nothing.
 */
final class Liar extends SimServer {
    private static final int KEY = 80;

    private final Vice vice;
    private final ReceiptBook receipts;
    private final Set<ServerEnd> guests = new LinkedHashSet<>();
    private final String hidden;
    private boolean closed;

    Liar(World world, Vice vice, int number) {
        super(
                world,
                "l" + number,
                KEY + number,
                world.layout().skew("l" + number),
                world.identity("l" + number),
                world.layout().liarsPeers());
        this.vice = vice;
        this.receipts = new ReceiptBook(identity(), world.crypto("receipts of l" + number));
        String room = world.log(dice().pick(world.scenario().rooms())).toString();
        this.hidden = dice().chance(0.3) ? room : "";
    }

    @Override
    boolean honest() {
        return false;
    }

    /** From now on it speaks with servers only. */
    void closeDoors() {
        closed = true;
        guests.forEach(guest -> guest.close("lets its guests go"));
        guests.clear();
    }

    @Override
    ServerEnd acceptClient(Line line) {
        ServerEnd guest = super.acceptClient(line);
        if (closed) {
            guest.close("lets nobody in");
        } else {
            guests.add(guest);
        }
        return guest;
    }

    @Override
    List<Frame> leaving(ServerEnd end, Frame frame) {
        switch (vice) {
            case WITHHOLD:
                return withhold(frame);
            case REORDER:
                return reorder(end, frame);
            default:
                return List.of(otherwise(frame));
        }
    }

    /** An equivocator says of some things that it has them, and throws them away. */
    @Override
    boolean takes(ServerEnd end, Inbound inbound) {
        boolean news = inbound.frame() instanceof Post || inbound.frame() instanceof Events;
        if (inbound.frame() instanceof Post) {
            world().met(Trouble.GUEST_OF_LIAR);
        }
        if (vice != Vice.EQUIVOCATE || !news || !dice().chance(0.5)) {
            return true;
        }
        world().met(Trouble.FALSE_RECEIPT);
        List<Event> events = inbound.events();
        for (Stored receipt : receipts.write(events)) {
            end.pass(receipt);
        }
        return false;
    }

    private List<Frame> withhold(Frame frame) {
        if (frame instanceof Events) {
            List<EventText> shown = shown(((Events) frame).events());
            return shown.isEmpty() ? List.of() : List.of(new Events(shown));
        } else if (frame instanceof Page) {
            Page page = (Page) frame;
            return List.of(new Page(page.log(), shown(page.events()), page.more()));
        }
        return List.of(frame);
    }

    private List<EventText> shown(List<EventText> texts) {
        List<EventText> shown = new ArrayList<>();
        for (EventText each : texts) {
            boolean keeps = hidden.isEmpty()
                    ? each.header().hashCode() % 3 == 0
                    : each.header().contains(hidden);
            if (keeps) {
                world().met(Trouble.WITHHELD);
            } else {
                shown.add(each);
            }
        }
        return shown;
    }

    private List<Frame> reorder(ServerEnd end, Frame frame) {
        Frame turned = frame;
        if (frame instanceof Events) {
            turned = new Events(turned(((Events) frame).events()));
        } else if (frame instanceof Page) {
            Page page = (Page) frame;
            turned = new Page(page.log(), turned(page.events()), page.more());
        }
        if (turned != frame) {
            world().met(Trouble.REORDERED);
            Frame late = turned;
            if (dice().chance(0.4)) {
                later(dice().between(0, 3 * Timeline.SECOND), () -> end.pass(late));
                return dice().chance(0.5) ? List.of(late) : List.of();
            }
        }
        return List.of(turned);
    }

    private List<EventText> turned(List<EventText> texts) {
        List<EventText> turned = new ArrayList<>(texts);
        Collections.reverse(turned);
        if (!turned.isEmpty() && dice().chance(0.5)) {
            turned.add(dice().pick(texts));
        }
        return turned;
    }

    /** Each peer hears something else: too little, or of what does not exist. */
    private Frame otherwise(Frame frame) {
        if (frame instanceof Heads) {
            world().met(Trouble.FALSE_HEADS);
            return heads((Heads) frame);
        } else if (frame instanceof Differ && dice().chance(0.5)) {
            world().met(Trouble.FALSE_RANGES);
            List<Range> told = new ArrayList<>();
            for (Range each : ((Differ) frame).ranges()) {
                told.add(range(each));
            }
            return new Differ(((Differ) frame).log(), told);
        }
        return frame;
    }

    private Range range(Range real) {
        List<String> ids = new ArrayList<>(real.ids());
        ids.add(new EventId(dice().bytes(32)).toString());
        Collections.sort(ids);
        String print = Base64.getUrlEncoder().withoutPadding().encodeToString(dice().bytes(16));
        return real.print().isEmpty()
                ? new Range(real.from(), real.to(), "", ids)
                : new Range(real.from(), real.to(), print, List.of());
    }

    private Heads heads(Heads heads) {
        List<LogHeads> told = new ArrayList<>();
        for (LogHeads each : heads.logs()) {
            int what = dice().below(3);
            if (what == 0) {
                List<String> invented = new ArrayList<>(each.heads());
                invented.add(new EventId(dice().bytes(32)).toString());
                told.add(new LogHeads(each.log(), invented));
            } else if (what == 1) {
                told.add(each);
            }
        }
        return new Heads(told);
    }
}
