package chat.parley.console.chat;

import chat.parley.client.ClientEvent;
import chat.parley.console.command.Command;
import chat.parley.console.command.Commands;
import chat.parley.console.screen.Line;
import chat.parley.console.screen.Screen;
import chat.parley.console.session.Session;
import java.util.List;

/** How a chat in a pipe takes lines in, and tells what comes of them and what happens: to people, or to a program. */
interface Voice {
    /** Where lines go that are no event's. */
    Screen screen();

    /** Whether nobody reads any more. */
    boolean broken();

    /** Called before any event is told. */
    default void begin(Session session) {}

    /** Tells an event: {@code lines} is what people are shown of it. */
    void show(ClientEvent event, List<Line> lines);

    /** Called with each event, told or not. */
    default void happened(ClientEvent event) {}

    /** Carries a line out. */
    Command.Outcome carryOut(Commands commands, String line);

    /** A room did not let this user in: whether it goes on with the next line all the same. */
    default boolean keptOut() {
        return false;
    }

    /** A line is done with, and what it waited for has come. */
    default void over(Command.Outcome outcome) {}
}
