package chat.parley.server.naming;

import chat.parley.protocol.frame.Rooms;
import chat.parley.protocol.id.LogId;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What one guest has been told, and may be told still. */
final class Telling {
    /** Logs that are remembered to have been told; of more, some may be told twice. */
    static final int MAX_TOLD = 4096;

    /** Members' logs that are told at once; one more after each {@link #MEMBER_PAUSE_MILLIS}. */
    static final int MEMBER_BURST = 2 * NamingIndex.MAX_MEMBER;

    /** Invitations that are told at once; one more after each {@link #INVITED_PAUSE_MILLIS}. */
    static final int INVITED_BURST = NamingIndex.MAX_INVITED;

    static final long MEMBER_PAUSE_MILLIS = 1000;
    static final long INVITED_PAUSE_MILLIS = 10_000;

    private final Guest guest;
    private final Allowance members;
    private final Allowance invitations;
    private final Map<LogId, Boolean> told = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<LogId, Boolean> eldest) {
            return size() > MAX_TOLD;
        }
    };
    private boolean greeted;

    Telling(Guest guest, long now) {
        this.guest = guest;
        this.members = new Allowance(MEMBER_BURST, MEMBER_PAUSE_MILLIS, now);
        this.invitations = new Allowance(INVITED_BURST, INVITED_PAUSE_MILLIS, now);
    }

    Guest guest() {
        return guest;
    }

    /** Whether the guest's device is known to be its user's, so that it may be told. */
    boolean greeted() {
        return greeted;
    }

    void greet() {
        greeted = true;
    }

    /**
     * Tells the guest what it does not know, as far as its allowance goes.
     *
     * @param news whether that has just come to be: then it is new even if it was told before, as after a second invitation
     */
    void tell(List<LogId> member, List<LogId> invited, boolean news, long now) {
        Iterator<LogId> members = fresh(member, true, news, now).iterator();
        Iterator<LogId> invitations = fresh(invited, false, news, now).iterator();
        while (members.hasNext() || invitations.hasNext()) {
            List<String> in = portion(members, Rooms.MAX_LOGS);
            List<String> asked = portion(invitations, Rooms.MAX_LOGS - in.size());
            guest.send(new Rooms(in, asked, members.hasNext() || invitations.hasNext()));
        }
    }

    private List<LogId> fresh(List<LogId> logs, boolean member, boolean news, long now) {
        List<LogId> fresh = new ArrayList<>();
        for (LogId log : logs) {
            boolean known = !news && told.containsKey(log) && (told.get(log) || !member);
            if (!known && !guest.follows(log) && (member ? members : invitations).take(now)) {
                told.put(log, member);
                fresh.add(log);
            }
        }
        return fresh;
    }

    private static List<String> portion(Iterator<LogId> logs, int most) {
        List<String> portion = new ArrayList<>();
        while (logs.hasNext() && portion.size() < most) {
            portion.add(logs.next().toString());
        }
        return portion;
    }
}
