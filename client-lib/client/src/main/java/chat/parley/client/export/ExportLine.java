package chat.parley.client.export;

import chat.parley.client.ClientEvent;
import chat.parley.client.Contacts;
import chat.parley.client.Person;
import chat.parley.client.RoomInfo;
import chat.parley.client.RoomRef;
import chat.parley.protocol.json.JsonText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The lines of an export: JSON objects that people, and their scripts, can read (PROTOCOL.md, section "Exports"). */
public final class ExportLine {
    private ExportLine() {}

    /** The first line: whose conversations these are, and of when. */
    public static String owner(Person me, Instant now) {
        return new JsonText()
                .open()
                .field("kind", "export")
                .field("user", me.user())
                .field("name", me.name())
                .field("time", now.toString())
                .close()
                .toString();
    }

    public static String contact(Contacts.Contact contact) {
        JsonText out = new JsonText()
                .open()
                .field("kind", "contact")
                .field("user", contact.user())
                .field("name", contact.name());
        contact.account().ifPresent(account -> out.field("account", account));
        out.field("trust", lower(contact.trust()));
        if (contact.muted()) {
            out.field("muted", 1);
        }
        return out.close().toString();
    }

    /** A room, which its messages follow; of one that is not known more than its reference is. */
    public static String room(RoomRef room, Optional<RoomInfo> info) {
        JsonText out = new JsonText().open().field("kind", "room").field("room", room);
        info.ifPresent(known -> {
            out.field("type", lower(known.kind())).field("title", known.title()).field("topic", known.topic());
            known.peer().ifPresent(peer -> out.field("peer", peer.user()));
        });
        return out.close().toString();
    }

    /** A message as it is now. */
    public static String message(ClientEvent.Message message) {
        ClientEvent.Marks marks = message.marks();
        JsonText out = new JsonText()
                .open()
                .field("kind", "message")
                .field("room", message.room())
                .field("id", message.id())
                .field("user", message.sender().user())
                .field("name", message.sender().name())
                .field("time", message.time().toString())
                .field("text", message.text());
        marks.replyTo().ifPresent(to -> out.field("replyTo", to));
        marks.file()
                .ifPresent(file -> out.raw(
                        "file",
                        new JsonText()
                                .open()
                                .field("name", file.name())
                                .field("type", file.type())
                                .field("size", file.size())
                                .close()
                                .toString()));
        List<String> reactions = new ArrayList<>();
        marks.reactions()
                .forEach((reaction, users) -> reactions.add(new JsonText()
                        .open()
                        .field("reaction", reaction)
                        .field("users", users)
                        .close()
                        .toString()));
        return out.raw("edited", Boolean.toString(marks.edited()))
                .raw("deleted", Boolean.toString(marks.deleted()))
                .raw("reactions", reactions)
                .close()
                .toString();
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
