package chat.parley.console.session;

import chat.parley.client.AccountException;
import chat.parley.client.RoomException;
import java.util.Map;

/** What to do is said in the client's words; which command does it, in these. */
public final class WhatToType {
    private static final Map<String, String> COMMANDS = Map.of(
            "PASSWORD_NEEDED", "/device renew",
            "NAME_LOST", "/register <name>",
            "NAME_CHANGED", "/trust @name",
            "CHANGED_ELSEWHERE", "/login <name>",
            "NO_ACCOUNT", "/login <name> or /register <name>");

    private WhatToType() {}

    /** What was not possible, and what to type then. */
    public static String of(RuntimeException refused) {
        if (refused instanceof AccountException account) {
            return refused.getMessage() + after(account.code().name());
        }
        if (refused instanceof RoomException room) {
            return refused.getMessage() + after(room.code().name());
        }
        return refused.getMessage();
    }

    /** What follows the client's words about something with this code; empty if they say it all. */
    static String after(String code) {
        String command = COMMANDS.get(code);
        return command == null ? "" : ": " + command;
    }
}
