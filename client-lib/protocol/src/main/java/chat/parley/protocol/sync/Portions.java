package chat.parley.protocol.sync;

import chat.parley.protocol.event.Event;
import chat.parley.protocol.log.Replica;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Cuts events into portions that fit a frame of any receiver, whatever their authors put into them. */
public final class Portions {
    /** Most events in one portion, without the identities that they cite. */
    public static final int MAX_EVENTS = 256;

    /** Text after which a portion is full, in characters of JSON: an epoch more still fits a frame of 2 MiB, which everybody takes. */
    public static final long MAX_LENGTH = 512 * 1024;

    /** Longest identities that go along with the event that cites them. */
    public static final long MAX_CITED_LENGTH = MAX_LENGTH / 2;

    private Portions() {}

    /** Cuts events, keeping their order. */
    public static List<List<Event>> of(List<Event> events) {
        List<List<Event>> portions = new ArrayList<>();
        List<Event> portion = new ArrayList<>();
        long length = 0;
        for (Event event : events) {
            long next = length(event);
            if (!portion.isEmpty() && (portion.size() == MAX_EVENTS || length + next > MAX_LENGTH)) {
                portions.add(portion);
                portion = new ArrayList<>();
                length = 0;
            }
            portion.add(event);
            length += next;
        }
        if (!portion.isEmpty()) {
            portions.add(portion);
        }
        return portions;
    }

    /**
     * The identities that go before an event. An identity may be as long as its owner likes, who may fork it without end: one
     * too long for a frame is left out, and asked for as a log of its own.
     */
    public static List<Event> cited(Replica replica, Event event) {
        List<Event> cited = replica.citedIdentities(event, MAX_CITED_LENGTH);
        long length = 0;
        for (Event each : cited) {
            length += length(each);
        }
        return length <= MAX_CITED_LENGTH ? cited : Collections.<Event>emptyList();
    }

    /** Characters that an event takes in a frame. */
    public static long length(Event event) {
        return event.text().length();
    }
}
