package chat.parley.console.script;

import chat.parley.console.screen.Line;
import chat.parley.console.screen.Screen;
import java.io.PrintStream;

/** Keeps standard output for what a script asked for: only what somebody should act on is shown, on standard error. */
record WarningsOnly(PrintStream err) implements Screen {
    @Override
    public void show(Line line) {
        if (line instanceof Line.Warning warning) {
            print(warning.text());
        } else if (line instanceof Line.Alarm alarm) {
            print("ALARM: " + alarm.text());
        }
    }

    @Override
    public void refresh() {
        // Lines only.
    }

    private void print(String text) {
        err.println("parley: " + text);
        err.flush();
    }
}
