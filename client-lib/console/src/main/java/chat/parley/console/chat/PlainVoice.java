package chat.parley.console.chat;

import chat.parley.client.ClientEvent;
import chat.parley.console.command.Command;
import chat.parley.console.command.Commands;
import chat.parley.console.screen.Line;
import chat.parley.console.screen.PipeScreen;
import chat.parley.console.screen.Screen;
import java.util.List;

/** Lines for people, and for programs that people wrote in a minute. */
record PlainVoice(PipeScreen out) implements Voice {
    @Override
    public Screen screen() {
        return out;
    }

    @Override
    public boolean broken() {
        return out.broken();
    }

    @Override
    public void show(ClientEvent event, List<Line> lines) {
        lines.forEach(out::show);
    }

    @Override
    public Command.Outcome carryOut(Commands commands, String line) {
        return commands.run(line);
    }
}
