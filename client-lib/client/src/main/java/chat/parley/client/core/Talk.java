package chat.parley.client.core;

import chat.parley.client.ClientEvent;
import chat.parley.client.Delivery;
import chat.parley.client.RoomException;
import chat.parley.client.RoomRef;
import chat.parley.client.Waiting;
import chat.parley.protocol.content.Content;
import chat.parley.protocol.content.ContentCodec;
import chat.parley.protocol.content.TooLongException;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.sync.Outlet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a person says in rooms, and does to what was said. Used by the client's thread. */
public final class Talk {
    private final Desk desk;
    private final Rooms rooms;
    private final ReceiptPost receipts;
    private final TypingPost typing;
    private final List<ClientEvent> told;
    private final Runnable step;
    private final ContentCodec codec = new ContentCodec();

    /**
     * @param outlet where notices go, or are lost
     * @param told where what happens is added for the person
     * @param step makes durable what was done, and sends and tells it
     */
    Talk(Desk desk, Rooms rooms, Outlet outlet, List<ClientEvent> told, Runnable step) {
        this.desk = desk;
        this.rooms = rooms;
        this.receipts = new ReceiptPost(desk, rooms);
        this.typing = new TypingPost(desk, rooms, outlet);
        this.told = told;
        this.step = step;
    }

    /** Puts a text in line. When this returns it is in the store. */
    public long say(RoomRef room, String text) {
        return put(speaking(room), new Content.Text(text));
    }

    public long reply(RoomRef room, EventId to, String text) {
        Room here = speaking(room);
        message(here, to);
        return put(here, new Content.Reply(to, text));
    }

    public void edit(RoomRef room, EventId message, String text) {
        Room here = joined(room);
        if (!message(here, message).sender().self()) {
            throw new RoomException(RoomException.Code.NO_MESSAGE, "this message is not yours: you can edit your own");
        }
        put(here, new Content.Edit(message, text));
    }

    public void delete(RoomRef room, EventId message) {
        Room here = joined(room);
        ClientEvent.Message target = message(here, message);
        boolean allowed = target.sender().self()
                || here.powers().outranks(desk.account().user(), target.sender().user());
        if (!allowed) {
            throw new RoomException(
                    RoomException.Code.NOT_ALLOWED,
                    "this message is not yours: in a room with an owner, one can delete those of people of lower rank");
        }
        put(here, new Content.Delete(message));
    }

    public void react(RoomRef room, EventId to, String reaction, boolean on) {
        Room here = joined(room);
        message(here, to);
        put(here, new Content.Reaction(to, reaction, on));
    }

    public void read(RoomRef room, EventId upTo) {
        message(joined(room), upTo);
        receipts.read(room, upTo);
        step.run();
    }

    public void receipts(boolean told) {
        receipts.want(told);
        step.run();
    }

    /** Never fails: there is nobody to tell then. */
    public void typing(RoomRef room, boolean types) {
        rooms.find(room).ifPresent(here -> typing.typing(here, types));
    }

    public void typingTold(boolean told) {
        typing.want(told);
        step.run();
    }

    /** How far a room's messages have come at those who are in it. */
    public List<ClientEvent.Received> received(RoomRef room) {
        return rooms.find(room)
                .map(here -> here.messages().received(here.members()))
                .orElse(Collections.emptyList());
    }

    /** What waits to be encrypted. */
    public List<Waiting> waiting(RoomRef room) {
        return rooms.find(room).map(here -> here.speech().waiting()).orElse(Collections.emptyList());
    }

    /** Takes back what waits; false if it does not. */
    public boolean takeBack(RoomRef room, long number) {
        boolean taken = rooms.find(room)
                .filter(here -> here.speech().takeBack(number, told))
                .isPresent();
        if (taken) {
            step.run();
        }
        return taken;
    }

    /** How far own messages have come to servers. */
    public Map<EventId, Delivery> deliveries(RoomRef room, Collection<EventId> ids) {
        Map<EventId, Delivery> deliveries = new LinkedHashMap<>();
        rooms.find(room).map(Room::messages).ifPresent(messages -> {
            for (EventId id : ids) {
                if (messages.find(id).filter(each -> each.sender().self()).isPresent()) {
                    deliveries.put(id, desk.outbox().delivery(id));
                }
            }
        });
        return deliveries;
    }

    /** A search that is done a page at a time. */
    public Search search(String words, Optional<RoomRef> room, int limit) {
        Collection<Room> where = room.isPresent()
                ? rooms.find(room.get()).map(Collections::singleton).orElse(Collections.<Room>emptySet())
                : rooms.all();
        List<MessageRows> rows = new ArrayList<>();
        where.forEach(each -> rows.add(each.messages().rows()));
        return new Search(words, rows, limit, desk.silence());
    }

    /** What is about to be told; part of the step. */
    void heard(List<ClientEvent> told) {
        receipts.heard(told);
    }

    /** Time passes. */
    void tick(long now) {
        if (receipts.tick(now)) {
            step.run();
        }
    }

    private long put(Room room, Content content) {
        fits(content);
        room.speech().check();
        if (content instanceof Content.Edit) {
            typing.typing(room, false);
        }
        typing.said(room);
        long number = rooms.nextNumber();
        room.speech().say(number, content);
        step.run();
        return number;
    }

    /** What no server would take must not get into the log: all that this device says later would rest on it. */
    private void fits(Content content) {
        try {
            codec.write(content);
        } catch (TooLongException e) {
            throw new RoomException(RoomException.Code.TOO_LONG, e.getMessage());
        }
    }

    private Room speaking(RoomRef room) {
        return rooms.find(room)
                .filter(Room::joined)
                .orElseThrow(() -> new IllegalStateException("not in #" + room + ": /join it first"));
    }

    private Room joined(RoomRef room) {
        return rooms.find(room)
                .filter(Room::joined)
                .orElseThrow(
                        () -> new RoomException(RoomException.Code.NOT_IN_ROOM, "not in #" + room + ": join it first"));
    }

    private static ClientEvent.Message message(Room room, EventId id) {
        return room.messages()
                .find(id)
                .filter(message -> !message.marks().deleted())
                .orElseThrow(() -> new RoomException(
                        RoomException.Code.NO_MESSAGE, "there is no such message here, or it was deleted"));
    }
}
