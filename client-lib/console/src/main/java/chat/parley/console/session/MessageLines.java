package chat.parley.console.session;

import chat.parley.client.ClientEvent;
import chat.parley.client.Person;
import chat.parley.client.RoomInfo;
import chat.parley.client.RoomRef;
import chat.parley.client.naming.InertText;
import chat.parley.client.naming.NameTags;
import chat.parley.console.screen.Amount;
import chat.parley.console.screen.Line;
import chat.parley.protocol.content.Content;
import chat.parley.protocol.id.UserId;
import chat.parley.protocol.rules.Charter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Messages, and what becomes of them, in lines. */
public final class MessageLines {
    /** What is quoted of a message at most, in code points. */
    private static final int MAX_QUOTE = 40;

    /** A change of other than the text of a message is told only if at most so many reactions changed. */
    private static final int MAX_REACTIONS = 3;

    private final RoomNames rooms;
    private final NameTags tags;
    private final Shown shown;
    private final Mentions mentions;

    MessageLines(RoomNames rooms, NameTags tags, Shown shown, Mentions mentions) {
        this.rooms = rooms;
        this.tags = tags;
        this.shown = shown;
        this.mentions = mentions;
    }

    /** A message that has just come. */
    List<Line> said(ClientEvent.Message message) {
        List<Line> lines = new ArrayList<>(List.of(line(message, mentions.in(message), true)));
        message.marks()
                .file()
                .flatMap(ClientEvent.Attachment::preview)
                .ifPresent(preview -> lines.add(new Line.Preview(preview)));
        return lines;
    }

    /** A message from before. */
    public Line line(ClientEvent.Message message) {
        return line(message, mentions.name(message), false);
    }

    private Line line(ClientEvent.Message message, boolean forMe, boolean news) {
        String name = tags.of(message.room(), message.sender());
        String room = rooms.of(message.room());
        if (message.marks().deleted()) {
            shown.changed(message);
            return new Line.Status("a message of " + name + " in " + room + " was taken back");
        }
        int number = shown.put(message);
        Line.Speaker speaker =
                new Line.Speaker(message.sender().user(), name, message.sender().self());
        Line.Words words = new Line.Words(message.time(), message.late(), words(message, number));
        Line.Notes notes = new Line.Notes(number, aside(message.marks()), reactions(message.marks()), forMe, news);
        return new Line.Said(room, speaker, words, notes);
    }

    /** What was said; of a file its caption, and what the file is. */
    private static String words(ClientEvent.Message message, int number) {
        return message.marks()
                .file()
                .map(file -> (message.text().isEmpty() ? "" : message.text() + " ") + "<" + of(file)
                        + (message.sender().self() ? "" : ", /accept " + number) + ">")
                .orElse(message.text());
    }

    /** A file in words. */
    public static String of(ClientEvent.Attachment file) {
        return "file " + InertText.name(file.name()) + ", " + Amount.bytes(file.size());
    }

    private String aside(ClientEvent.Marks marks) {
        List<String> aside = new ArrayList<>();
        marks.replyTo()
                .ifPresent(id -> aside.add(
                        shown.number(id).map(number -> "answers " + number).orElse("answers an earlier message")));
        if (marks.edited()) {
            aside.add("changed");
        }
        return String.join(", ", aside);
    }

    private static String reactions(ClientEvent.Marks marks) {
        return marks.reactions().entrySet().stream()
                .map(entry -> entry.getKey()
                        + (entry.getValue().size() > 1 ? " " + entry.getValue().size() : ""))
                .collect(Collectors.joining("  "));
    }

    List<Line> changed(ClientEvent.Changed changed) {
        ClientEvent.Message now = changed.message();
        Optional<ClientEvent.Message> before = shown.find(now.id());
        shown.changed(now);
        String who = changed.by().self() ? "you" : tags.of(now.room(), changed.by());
        String room = rooms.of(now.room());
        if (now.marks().deleted()) {
            return List.of(
                    new Line.Status(who + " took back " + quoted(before, now.sender(), now.room()) + " in " + room));
        }
        if (before.filter(message -> message.text().equals(now.text())).isEmpty()
                && now.marks().edited()) {
            return List.of(new Line.Status(who + " changed " + quoted(before, now.sender(), now.room()) + " in " + room
                    + " to: " + now.text()));
        }
        return before.map(message -> reacted(who, message, now)).orElse(List.of());
    }

    private List<Line> reacted(String who, ClientEvent.Message before, ClientEvent.Message now) {
        String what = quoted(Optional.of(before), now.sender(), now.room());
        List<Line> lines = new ArrayList<>();
        gained(before, now)
                .forEach((reaction, users) -> lines.add(new Line.Status(
                        who + (who.equals("you") ? " react " : " reacts ") + reaction + " to " + what)));
        gained(now, before)
                .forEach((reaction, users) -> lines.add(
                        new Line.Status(who + (who.equals("you") ? " take " : " takes ") + reaction + " off " + what)));
        return lines.subList(0, Math.min(lines.size(), MAX_REACTIONS));
    }

    /** The reactions that the second has and the first does not. */
    private static Map<String, List<UserId>> gained(ClientEvent.Message first, ClientEvent.Message second) {
        SortedMap<String, List<UserId>> gained = new TreeMap<>();
        second.marks().reactions().forEach((reaction, users) -> {
            List<UserId> before = first.marks().reactions().getOrDefault(reaction, List.of());
            List<UserId> more =
                    users.stream().filter(user -> !before.contains(user)).toList();
            if (!more.isEmpty()) {
                gained.put(reaction, more);
            }
        });
        return gained;
    }

    private String quoted(Optional<ClientEvent.Message> message, Person author, RoomRef room) {
        String whose = author.self() ? "your" : tags.of(room, author) + "'s";
        return message.filter(known -> !known.text().isEmpty())
                .map(known -> whose + " \"" + cut(known.text()) + "\"")
                .orElse("a message of " + (author.self() ? "yours" : tags.of(room, author)));
    }

    private static String cut(String text) {
        int length = text.codePointCount(0, text.length());
        return length <= MAX_QUOTE ? text : text.substring(0, text.offsetByCodePoints(0, MAX_QUOTE)) + "…";
    }

    /** Who has read is said in a conversation of two only: elsewhere it would drown what people say. */
    List<Line> received(ClientEvent.Received received, Optional<RoomInfo.Kind> kind) {
        boolean told = received.state() == Content.Receipt.State.READ
                && kind.filter(RoomInfo.Kind.DIRECT::equals).isPresent();
        return told
                ? List.of(new Line.Status(tags.of(received.room(), received.by()) + " has read "
                        + shown.find(received.upTo())
                                .map(message -> "\"" + cut(message.text()) + "\"")
                                .orElse("what you said")))
                : List.of();
    }

    List<Line> hidden(ClientEvent.Hidden hidden) {
        int count = hidden.ids().size();
        String example = hidden.ids().stream()
                .flatMap(id -> shown.find(id).stream())
                .findFirst()
                .map(message -> ", \"" + cut(message.text()) + (count == 1 ? "\"," : "\" among them,"))
                .orElse("");
        String what = count == 1
                ? "a message" + example + " no longer counts: the author was out of the room when it was written"
                : count + " messages" + example
                        + " no longer count: their authors were out of the room when they were written";
        return List.of(new Line.Status(rooms.of(hidden.room()) + ": " + what));
    }

    List<Line> unreadable(ClientEvent.Unreadable unreadable) {
        String name = tags.of(unreadable.room(), unreadable.sender());
        return List.of(new Line.Warning(
                rooms.of(unreadable.room()) + ": a message of " + name + " cannot be shown: " + unreadable.why()));
    }

    List<Line> beforeJoining(ClientEvent.BeforeJoining before, Optional<Charter.History> history) {
        return List.of(new Line.Status(beforeJoining(before.room(), before.count(), history)));
    }

    /** In a room whose newcomers read back, it is not the rule that hides what was said. */
    private String beforeJoining(RoomRef room, int count, Optional<Charter.History> history) {
        String messages = count == 1 ? "1 message" : count + " messages";
        String what = history.filter(Charter.History.ALL::equals).isPresent()
                ? " from before you joined cannot be read: the keys have not come to this device"
                : " from before you joined " + (count == 1 ? "stays" : "stay")
                        + " unreadable: this room's keys are not given to newcomers";
        return rooms.of(room) + ": " + messages + what;
    }

    /** The messages, then what is to be said of them. */
    List<Line> older(ClientEvent.Older older, Optional<Charter.History> history) {
        List<Line> lines = new ArrayList<>();
        older.messages().forEach(message -> lines.add(line(message)));
        String room = rooms.of(older.room());
        String before =
                older.beforeJoining() == 0 ? "" : beforeJoining(older.room(), older.beforeJoining(), history) + ". ";
        String end = older.more()
                ? "these are older messages of " + room + "; /older shows still older ones"
                : room + " begins here: there is nothing older";
        lines.add(new Line.Status(before + end));
        return lines;
    }
}
