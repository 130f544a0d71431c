package chat.parley.console.command;

import java.util.List;

/**
 * The commands of one concern.
 *
 * @param title as help has it
 */
public record Group(String title, List<Command> commands) {}
