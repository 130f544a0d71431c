package chat.parley.console;

import chat.parley.client.ClientEvent;
import chat.parley.client.ClientListener;
import chat.parley.client.ClientOptions;
import chat.parley.client.ParleyClients;
import chat.parley.client.Person;
import chat.parley.client.RoomRef;
import chat.parley.console.ask.Asker;
import chat.parley.console.command.Command;
import chat.parley.console.command.Commands;
import chat.parley.console.screen.Line;
import chat.parley.console.screen.Screen;
import chat.parley.console.session.Arrivals;
import chat.parley.console.session.Patience;
import chat.parley.console.session.Session;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** A person at work with a fake client: types commands, answers questions, and sees lines. Alice is in the room lobby with bob. */
public final class AtWork implements Screen, Asker, AutoCloseable {
    public static final RoomRef.Open LOBBY = RoomRef.open("lobby");
    public static final Person BOB = FakeClient.person(2, "bob", false);

    private static final Duration ANSWERS = Duration.ofSeconds(30);

    public final FakeClient client;
    public final Session session;
    public final Commands commands;
    public final List<String> questions = new ArrayList<>();
    private final List<Line> lines = new CopyOnWriteArrayList<>();
    private final Deque<Function<List<String>, String>> answers = new ArrayDeque<>();
    private final CountDownLatch connected = new CountDownLatch(1);
    private volatile ClientListener arrivals = event -> {};

    public AtWork() {
        this(ANSWERS);
    }

    /**
     * @param patience how long commands wait for an answer
     */
    public AtWork(Duration patience) {
        this(patience, Path.of("home"));
    }

    /**
     * @param home the folder of the client
     */
    public AtWork(Duration patience, Path home) {
        client = new FakeClient(
                new FakeClient.Script(true, true, true, 1),
                new ClientOptions(home, "alice", List.of("ws://a/parley")),
                this::heard);
        client.remember(LOBBY, List.of(client.me(), BOB), List.of());
        session = new Session(client, this, true, new Patience(patience));
        session.begin();
        commands = new Commands(session, this, new Random(1), ParleyClients.lock(home));
        arrivals = new Arrivals(session);
        try {
            if (!connected.await(ANSWERS.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("the client does not connect");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** That it is connected comes at any time: it is waited for, and not shown. */
    private void heard(ClientEvent event) {
        if (event instanceof ClientEvent.Connected) {
            connected.countDown();
        } else {
            arrivals.on(event);
        }
    }

    /** Carries a line out; returns what was shown of it at once. */
    public List<String> type(String line) {
        int before = lines.size();
        commands.run(line);
        List<String> now = shown();
        return now.subList(before, now.size());
    }

    /** Whether the line was refused. */
    public boolean refuses(String line) {
        return commands.run(line) == Command.Outcome.REFUSED;
    }

    /** What the person will answer to the next questions. */
    public void answers(String... next) {
        for (String each : next) {
            answers.add(shown -> each);
        }
    }

    /** An answer that depends on what is on the screen. */
    public void answer(Function<List<String>, String> next) {
        answers.add(next);
    }

    /** Something happens; returns when it was shown. */
    public void happens(ClientEvent event) {
        arrivals.on(event);
    }

    /** All lines that were shown, as a pipe gets them. */
    public List<String> shown() {
        return lines.stream().map(Line::plain).toList();
    }

    /** The lines themselves. */
    public List<Line> lines() {
        return List.copyOf(lines);
    }

    @Override
    public void show(Line line) {
        lines.add(line);
    }

    @Override
    public void refresh() {
        // Nothing is drawn.
    }

    @Override
    public boolean present() {
        return true;
    }

    @Override
    public Optional<String> ask(String question) {
        questions.add(question);
        return Optional.ofNullable(answers.poll()).map(answer -> answer.apply(shown()));
    }

    @Override
    public Optional<char[]> secret(String question) {
        return ask(question).map(String::toCharArray);
    }

    @Override
    public void close() {
        client.close();
    }
}
