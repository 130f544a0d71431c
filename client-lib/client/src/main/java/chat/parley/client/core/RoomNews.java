package chat.parley.client.core;

import chat.parley.client.ClientEvent;
import chat.parley.client.RoomRef;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** What the person hears from a room: nothing until they are in, then who is there, then what happens. */
final class RoomNews {
    /** Most of what is told to whoever comes in; before that it is in the history. */
    private static final int MAX_UNTOLD = 256;

    private final RoomRef room;
    private final Attendance attendance;
    private final Nameplate nameplate;
    private boolean begun;
    private int beforeJoining;

    /** What is said where the person is not in: told when they are. */
    private final Deque<ClientEvent> untold = new ArrayDeque<>();

    RoomNews(RoomRef room, Attendance attendance, Nameplate nameplate) {
        this.room = room;
        this.attendance = attendance;
        this.nameplate = nameplate;
    }

    /** Whether the person was told that they are in. */
    boolean begun() {
        return begun;
    }

    /** The person is in. */
    void begin(List<ClientEvent> told) {
        begun = true;
        attendance.begin();
        nameplate.begin();
        told.add(new ClientEvent.Joined(room, attendance.members()));
        if (beforeJoining > 0) {
            told.add(new ClientEvent.BeforeJoining(room, beforeJoining));
            beforeJoining = 0;
        }
        told.addAll(untold);
        untold.clear();
    }

    /** The person is not in any more. */
    void end() {
        begun = false;
    }

    /**
     * Tells what was read, or keeps it for later.
     *
     * @param outside whether the person is not in and has not asked to be
     */
    void heard(List<ClientEvent> read, boolean outside, List<ClientEvent> told) {
        for (ClientEvent each : read) {
            if (each instanceof ClientEvent.BeforeJoining && !begun) {
                beforeJoining += ((ClientEvent.BeforeJoining) each).count();
            } else if (outside) {
                untold.add(each);
            } else {
                told.add(each);
            }
        }
        while (untold.size() > MAX_UNTOLD) {
            untold.remove();
        }
    }

    /** Tells who came and went, and what the room is called, since the last call. */
    void tell(List<ClientEvent> told) {
        if (begun) {
            attendance.tell(told);
            nameplate.tell(told);
        }
    }
}
