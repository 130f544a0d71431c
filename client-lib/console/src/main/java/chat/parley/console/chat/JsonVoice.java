package chat.parley.console.chat;

import chat.parley.client.ClientEvent;
import chat.parley.console.command.Command;
import chat.parley.console.command.Commands;
import chat.parley.console.command.Refused;
import chat.parley.console.screen.Line;
import chat.parley.console.screen.PipeScreen;
import chat.parley.console.screen.Screen;
import chat.parley.console.session.JsonEvents;
import chat.parley.console.session.JsonNotice;
import chat.parley.console.session.Session;
import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import java.io.StringReader;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * For a program that reads and answers: each line of the input, counted from 1, is answered by one that says how it ended,
 * and whatever happens besides is a line of its own.
 */
final class JsonVoice implements Voice, Screen {
    private static final String STRING = "\"";
    private static final String STOPPED = "CLIENT_STOPPED";

    private final PipeScreen out;
    private final Clock clock;
    private volatile Session session;
    private volatile JsonEvents events;
    private int line;

    JsonVoice(PipeScreen out, Clock clock) {
        this.out = out;
        this.clock = clock;
    }

    @Override
    public Screen screen() {
        return this;
    }

    @Override
    public boolean broken() {
        return out.broken();
    }

    @Override
    public void begin(Session with) {
        session = with;
        events = new JsonEvents(with, clock);
    }

    @Override
    public void show(ClientEvent event, List<Line> lines) {
        events.of(event, lines).forEach(out::print);
    }

    /** That the client has stopped is told to nobody else while the input is waited for. */
    @Override
    public void happened(ClientEvent event) {
        if (event instanceof ClientEvent.Problem problem && problem.code().equals(STOPPED)) {
            show(event, List.of());
        }
    }

    @Override
    public void show(Line shown) {
        if (shown instanceof Line.Picture || shown instanceof Line.Preview) {
            return;
        }
        JsonEvents known = events;
        // Before there is a client only its folder is spoken of.
        out.print(known == null ? notice("told").text(shown.text()).toString() : known.of(shown));
    }

    @Override
    public void refresh() {
        // Lines only.
    }

    @Override
    public Command.Outcome carryOut(Commands commands, String typed) {
        session.errands().begin(++line);
        Optional<String> text = meant(typed);
        if (text.isEmpty()) {
            refused(new Refused("BAD_STRING", "a line that begins with a quotation mark is one JSON string"));
            return Command.Outcome.REFUSED;
        }
        return commands.run(text.get(), this::refused);
    }

    /** The line, or what the JSON string says that it is; empty if that is none. */
    private static Optional<String> meant(String typed) {
        if (!typed.startsWith(STRING)) {
            return Optional.of(typed);
        }
        try (JsonReader reader = Json.createReader(new StringReader("[" + typed + "]"))) {
            List<JsonString> strings = reader.readArray().getValuesAs(JsonString.class);
            return strings.size() == 1 ? Optional.of(strings.get(0).getString()) : Optional.empty();
        } catch (JsonException | ClassCastException e) {
            return Optional.empty();
        }
    }

    @Override
    public boolean keptOut() {
        boolean known = session.focus().isSettled();
        if (known) {
            refused(new Refused("KEPT_OUT", "the room does not let you in"));
        }
        return known;
    }

    private void refused(Refused why) {
        out.print(notice("refused")
                .line(Optional.of(line))
                .code(why.code())
                .text(why.text())
                .toString());
    }

    @Override
    public void over(Command.Outcome outcome) {
        if (outcome != Command.Outcome.REFUSED) {
            out.print(notice("done").line(Optional.of(line)).toString());
        }
        session.errands().end();
    }

    private JsonNotice notice(String kind) {
        return new JsonNotice(kind, clock.instant());
    }
}
