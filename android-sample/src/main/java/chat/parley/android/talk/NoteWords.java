package chat.parley.android.talk;

import android.content.Context;
import chat.parley.android.R;
import chat.parley.android.app.Names;
import chat.parley.android.app.PlainText;
import chat.parley.client.ClientEvent;
import chat.parley.client.Person;
import chat.parley.client.RoomInfo;
import chat.parley.protocol.rules.Rank;

/** What happened in a room, in the words of the phone's language. */
final class NoteWords {
    private final Context context;
    private final Names names;

    private NoteWords(Context context, Names names) {
        this.context = context;
        this.names = names;
    }

    static String of(Context context, Names names, Item.Note note) {
        return new NoteWords(context, names).words(note);
    }

    private String words(Item.Note note) {
        ClientEvent event = note.event();
        if (event instanceof ClientEvent.MemberJoined joined) {
            return context.getString(R.string.note_joined, names.of(joined.person()));
        }
        if (event instanceof ClientEvent.MemberLeft left) {
            return context.getString(R.string.note_left, names.of(left.person()));
        }
        if (event instanceof ClientEvent.Removed removed) {
            return removed(removed);
        }
        if (event instanceof ClientEvent.Ranked ranked) {
            return ranked(ranked);
        }
        if (event instanceof ClientEvent.Retitled retitled) {
            return retitled(retitled, note);
        }
        if (event instanceof ClientEvent.DeviceChanged changed) {
            return device(changed);
        }
        if (event instanceof ClientEvent.BeforeJoining before) {
            return context.getString(R.string.note_before, Integer.toString(before.count()));
        }
        return event instanceof ClientEvent.Unreadable unreadable
                ? context.getString(R.string.note_unreadable, names.of(unreadable.sender()))
                : "";
    }

    private String removed(ClientEvent.Removed removed) {
        if (removed.person().self()) {
            return context.getString(
                    removed.banned() ? R.string.note_you_banned : R.string.note_you_removed, by(removed.by()));
        }
        return context.getString(
                removed.banned() ? R.string.note_banned : R.string.note_removed,
                names.of(removed.person()),
                by(removed.by()));
    }

    private String ranked(ClientEvent.Ranked ranked) {
        String now = context.getString(rank(ranked.rank()));
        return ranked.person().self()
                ? context.getString(R.string.note_you_ranked, now, by(ranked.by()))
                : context.getString(R.string.note_ranked, names.of(ranked.person()), now, by(ranked.by()));
    }

    /** Of name and topic, the one that is another now; the name too if that is not known. */
    private String retitled(ClientEvent.Retitled retitled, Item.Note note) {
        RoomInfo now = retitled.room();
        boolean topicOnly =
                note.before().filter(old -> old.title().equals(now.title())).isPresent();
        if (!topicOnly) {
            return context.getString(R.string.note_retitled, PlainText.title(now.title()), by(retitled.by()));
        }
        return now.topic().isEmpty()
                ? context.getString(R.string.note_no_topic, by(retitled.by()))
                : context.getString(R.string.note_topic, PlainText.line(now.topic()), by(retitled.by()));
    }

    private String device(ClientEvent.DeviceChanged changed) {
        if (changed.person().self()) {
            return context.getString(changed.added() ? R.string.note_own_device : R.string.note_own_device_gone);
        }
        return context.getString(
                changed.added() ? R.string.note_device : R.string.note_device_gone, names.of(changed.person()));
    }

    private String by(Person person) {
        return person.self() ? context.getString(R.string.by_you) : names.of(person);
    }

    private static int rank(Rank rank) {
        return switch (rank) {
            case GUEST -> R.string.now_guest;
            case MEMBER -> R.string.now_member;
            case ADMIN -> R.string.now_admin;
            case OWNER -> R.string.now_owner;
        };
    }
}
