package chat.parley.console.session;

import chat.parley.client.ClientEvent;
import chat.parley.client.ClientException;
import chat.parley.client.ParleyClient;
import chat.parley.client.RoomRef;
import chat.parley.client.Waiting;
import chat.parley.client.naming.NameTags;
import chat.parley.console.screen.Line;
import chat.parley.console.screen.Screen;
import chat.parley.console.screen.TerminalQr;
import chat.parley.protocol.id.DeviceId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * A person at work: the client they have, what they see, and what they mean by names and numbers. Commands come from one
 * thread and events from another; no lock is held while the client or the screen is called.
 */
public final class Session {
    /** So many invitations and links keep their numbers. */
    private static final int TICKETS = 200;

    /** So many devices keep their numbers. */
    private static final int DEVICES = 200;

    private final ParleyClient client;
    private final Screen screen;
    private final RoomFocus focus = new RoomFocus();
    private final Unread unread = new Unread();
    private final Typing typing = new Typing();
    private final Shown shown = new Shown();
    private final Errands errands = new Errands();
    private final Numbers<Ticket> tickets = new Numbers<>(TICKETS);
    private final Numbers<DeviceId> devices = new Numbers<>(DEVICES);
    private final Life life;
    private final boolean watched;
    private final Patience patience;
    private final RoomNames rooms;
    private final NameTags tags;
    private final People people;
    private final MessageLines messages;
    private final WaitingLines waiting;
    private final Transfers transfers;

    /**
     * @param watched whether a person reads along, so that messages in the room they talk in count as read
     * @param patience for answers to what is asked of a server
     */
    public Session(ParleyClient client, Screen screen, boolean watched, Patience patience) {
        this.client = client;
        this.life = new Life(client);
        this.screen = screen;
        this.watched = watched;
        this.patience = patience;
        this.rooms = new RoomNames(client);
        this.tags = new NameTags(client::members);
        this.people = new People(client, patience);
        this.messages = new MessageLines(rooms, tags, shown, new Mentions(client));
        this.waiting = new WaitingLines(rooms);
        this.transfers = new Transfers(System::nanoTime, watched, rooms);
    }

    /** Talks in the first room, if there is one. */
    public void begin() {
        client.rooms().stream().findFirst().ifPresent(focus::choose);
    }

    /** The client that all is done with. */
    public ParleyClient client() {
        return client;
    }

    /** In which room the person talks. */
    public RoomFocus focus() {
        return focus;
    }

    /** What rooms are called. */
    public RoomNames rooms() {
        return rooms;
    }

    /** Who is meant. */
    public People people() {
        return people;
    }

    /** How people are called. */
    public NameTags tags() {
        return tags;
    }

    /** What waits in other rooms. */
    public Unread unread() {
        return unread;
    }

    /** Who is typing where. */
    public Typing typing() {
        return typing;
    }

    /** Files under way. */
    public Transfers transfers() {
        return transfers;
    }

    /** The messages on the screen. */
    public Shown shown() {
        return shown;
    }

    /** Which line of a pipe's input has begun what. */
    public Errands errands() {
        return errands;
    }

    /** A text or a file is on its way, by this number. */
    public void begun(long number) {
        errands.begun(number);
    }

    /** Invitations and links. */
    public Numbers<Ticket> tickets() {
        return tickets;
    }

    /** The person's devices. */
    public Numbers<DeviceId> devices() {
        return devices;
    }

    /** Waits for answers. */
    public Patience patience() {
        return patience;
    }

    /**
     * The room that the person talks in.
     *
     * @throws Refusal if there is none
     */
    public RoomRef here() {
        return focus.current()
                .orElseThrow(() -> new Refusal(
                        Refusal.Code.NO_ROOM,
                        focus.awaited()
                                .map(awaited -> rooms.of(awaited) + " is not joined yet: try again in a moment")
                                .orElse("you are in no room; /join <room> first")));
    }

    /** The joined room that is named, or else the one that the person talks in. */
    public RoomRef roomOrHere(Optional<String> named) {
        return named.isPresent() ? rooms.joined(named.get()) : here();
    }

    /** Joins the room and makes it the current one. */
    public void join(RoomRef.Open room) {
        if (client.rooms().contains(room) && !focus.isPending(room)) {
            enter(room);
        } else {
            focus.await(room);
            open(room);
            screen.refresh();
        }
    }

    /** Who goes into an open room for the first time is told what that means. */
    private void open(RoomRef.Open room) {
        if (watched && !client.rooms().contains(room)) {
            tell(rooms.of(room) + " is an open room: anyone who knows its name can join it and read what is said");
        }
        client.join(room);
    }

    /** Joins the room; it becomes the current one only if there is none. */
    public void joinBeside(RoomRef.Open room) {
        if (!client.rooms().contains(room)) {
            focus.awaitBeside(room);
            open(room);
        }
    }

    /**
     * The person comes into a room, and talks there as soon as it is joined.
     *
     * @param entry asks for that, and says which room it is
     */
    public void comeIn(Supplier<RoomRef> entry) {
        focus.asking();
        if (!focus.await(entry.get())) {
            keptOut();
        }
        screen.refresh();
    }

    /** The room that the person wanted to talk in does not let them in: what they type goes nowhere until they choose. */
    void keptOut() {
        tell("you talk in no room now"
                + focus.former()
                        .map(room -> ": /switch " + rooms.of(room) + " goes back")
                        .orElse(""));
    }

    /** The person talks in this room from now on. */
    public void enter(RoomRef room) {
        int waiting = unread.of(room);
        focus.choose(room);
        look(room);
        if (watched) {
            new LastLines(this).show(room, waiting);
        }
        tell("you talk in " + rooms.of(room));
        screen.refresh();
    }

    /** What waited in the room is seen. */
    void look(RoomRef room) {
        unread.look(room).filter(newest -> watched).ifPresent(newest -> client.read(room, newest));
    }

    /** This client is somebody else now: nothing on the screen means anything to them. */
    public void somebodyElse() {
        focus.forget();
        unread.clear();
        typing.clear();
        client.rooms().stream().findFirst().ifPresent(focus::choose);
        screen.refresh();
    }

    /** Says what is going on. */
    public void tell(String text) {
        screen.show(new Line.Status(text));
    }

    /** Says what a person should act on. */
    public void warn(String text) {
        screen.show(new Line.Warning(text));
    }

    /** Shows a message from before, with its number. */
    public void show(ClientEvent.Message message) {
        screen.show(line(message));
    }

    /** A message from before, in a line. */
    public Line line(ClientEvent.Message message) {
        return messages.line(message);
    }

    /** By which number commands name a message, shown already or not. */
    public int number(ClientEvent.Message message) {
        return shown.put(message);
    }

    /** The last messages of a room that this device has, oldest first. */
    public List<ClientEvent.Message> last(RoomRef room, int most) {
        List<ClientEvent.Message> all = client.history(room, most);
        return all.subList(Math.max(0, all.size() - most), all.size());
    }

    /** Whether a person reads along, at a terminal. */
    public boolean watched() {
        return watched;
    }

    /** Draws a small picture. */
    public void draw(byte[] picture) {
        screen.show(new Line.Preview(picture));
    }

    /** Draws a text, for a phone to read. */
    public void draw(String text) {
        TerminalQr.lines(text).forEach(line -> screen.show(new Line.Picture(line)));
    }

    /** Shows a line. */
    public void show(Line line) {
        screen.show(line);
    }

    /** Something that the prompt shows may be another. */
    public void refresh() {
        screen.refresh();
    }

    /** Says what is not stored; to be followed by when it will be. */
    public String notStored() {
        int count = client.unsent();
        if (count == 0) {
            return "what you did is not stored by a server yet; it goes out";
        }
        return count == 1
                ? "1 message is not stored by a server yet; it goes out"
                : count + " messages are not stored by a server yet; they go out";
    }

    /**
     * Waits until the condition holds, at most so long; says whether it does.
     *
     * @throws ClientException if the client stops
     */
    public boolean await(BooleanSupplier condition, Duration limit) {
        return life.await(condition, limit);
    }

    /** Whether the client goes on. */
    public Life life() {
        return life;
    }

    /** Shows again what waits in a room; returns how much that is. */
    public int showWaiting(RoomRef room) {
        List<Waiting> all = client.waiting(room);
        all.forEach(each -> show(waiting.line(room, each)));
        return all.size();
    }

    /** The lines of messages. */
    MessageLines messages() {
        return messages;
    }

    /** The lines of what waits. */
    WaitingLines waiting() {
        return waiting;
    }
}
