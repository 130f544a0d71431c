package chat.parley.android.people;

import android.content.Context;
import chat.parley.android.R;
import chat.parley.android.app.Names;
import chat.parley.client.Contacts;
import chat.parley.client.ParleyClient;
import chat.parley.client.Person;
import chat.parley.client.RoomInfo;
import chat.parley.client.RoomRef;
import chat.parley.protocol.id.AccountName;
import chat.parley.protocol.id.UserId;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Somebody may not be who they were.
 *
 * @param account the name under which they were looked up
 */
public record Alarm(Kind kind, UserId user, String name, Optional<AccountName> account) {
    /** Why, the worst first. */
    public enum Kind {
        /** There are two histories of their identity. */
        FORKED,
        /** Their account's name belongs to somebody else now: nothing is sent in the conversation with them. */
        CHANGED
    }

    /** The worst that is known of the people of a room; that a name is another's matters in a conversation of two. */
    public static Optional<Alarm> of(ParleyClient client, RoomRef room) {
        boolean direct = client.room(room).map(RoomInfo::kind).equals(Optional.of(RoomInfo.Kind.DIRECT));
        Set<UserId> here = client.members(room).stream().map(Person::user).collect(Collectors.toSet());
        client.room(room).flatMap(RoomInfo::peer).map(Person::user).ifPresent(here::add);
        Optional<Alarm> worst = Optional.empty();
        for (Contacts.Contact each : client.contacts().all()) {
            Optional<Alarm> alarm = here.contains(each.user()) ? of(each) : Optional.empty();
            if (alarm.filter(one -> one.kind() == Kind.FORKED).isPresent()) {
                return alarm;
            }
            worst = direct && alarm.isPresent() ? alarm : worst;
        }
        return worst;
    }

    /** What is known of a person, if it is bad. */
    static Optional<Alarm> of(Contacts.Contact contact) {
        return switch (contact.trust()) {
            case FORKED -> Optional.of(new Alarm(Kind.FORKED, contact.user(), contact.name(), contact.account()));
            case CHANGED -> Optional.of(new Alarm(Kind.CHANGED, contact.user(), contact.name(), contact.account()));
            case SEEN, VERIFIED -> Optional.empty();
        };
    }

    /** Whether nothing is sent until the person has decided. */
    public boolean blocks() {
        return kind == Kind.CHANGED;
    }

    /** What has happened, and what to do. */
    public String text(Context context) {
        String who = Names.alone(new Person(user, name, false));
        return kind == Kind.FORKED
                ? context.getString(R.string.alarm_forked, who)
                : context.getString(
                        R.string.alarm_changed, account.map(each -> "@" + each).orElse(who));
    }
}
