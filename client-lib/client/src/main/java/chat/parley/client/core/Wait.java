package chat.parley.client.core;

import chat.parley.protocol.id.DeviceId;
import chat.parley.protocol.id.LogId;
import chat.parley.protocol.id.UserId;
import chat.parley.protocol.rules.RoomState;
import java.util.TreeSet;

/**
 * How long a member leaves it to others to write what any of them may: by the order of the room's devices, so that usually
 * one does. If the first do nothing, all others follow at random times: it is written in any case.
 */
final class Wait {
    /** Between two devices that might write, in milliseconds. */
    static final long STEP_MILLIS = 2000;

    /** So many have a turn of their own. */
    static final int TURNS = 8;

    /** In so many milliseconds after them all others have theirs. */
    static final long REST_MILLIS = 30_000;

    private Wait() {}

    /** When it is this device's turn to write what concerns a member: theirs are not asked. */
    static long until(Desk desk, LogId log, UserId concerned) {
        RoomState state = desk.room(log).state();
        TreeSet<DeviceId> devices = new TreeSet<>(state.devices().keySet());
        RoomState.Member member = state.members().get(concerned);
        if (member != null) {
            devices.removeAll(member.devices().keySet());
        }
        int turn = devices.headSet(desk.account().device()).size();
        long wait = STEP_MILLIS * (1 + Math.min(turn, TURNS));
        if (turn >= TURNS) {
            wait += REST_MILLIS * (desk.crypto().random(1)[0] & 0xff) / 255;
        }
        return desk.platform().clock().millis() + wait;
    }
}
