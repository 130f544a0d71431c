package chat.parley.client.core;

import chat.parley.client.ClientEvent;
import chat.parley.protocol.id.UserId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * What of muted people this user does not see or hear. All that they write is read, kept and counts as that of anybody:
 * only what is shown of it is less, so that nothing is lost when they are muted no more.
 */
final class Silence {
    private final Predicate<UserId> muted;

    Silence(Predicate<UserId> muted) {
        this.muted = muted;
    }

    boolean over(UserId user) {
        return muted.test(user);
    }

    /** A message as it is shown: without the reactions of the muted; empty if it is theirs. */
    Optional<ClientEvent.Message> seen(ClientEvent.Message message) {
        if (over(message.sender().user())) {
            return Optional.empty();
        }
        ClientEvent.Marks marks = message.marks();
        if (marks.reactions().values().stream()
                .noneMatch(users -> users.stream().anyMatch(muted))) {
            return Optional.of(message);
        }
        ClientEvent.Marks fewer = new ClientEvent.Marks(
                marks.replyTo(), marks.edited(), marks.deleted(), fewer(marks.reactions()), marks.file());
        return Optional.of(new ClientEvent.Message(
                message.room(), message.id(), message.sender(), message.time(), message.text(), fewer, message.late()));
    }

    private SortedMap<String, List<UserId>> fewer(SortedMap<String, List<UserId>> reactions) {
        SortedMap<String, List<UserId>> fewer = new TreeMap<>();
        reactions.forEach((reaction, users) -> {
            List<UserId> heard = new ArrayList<>(users);
            heard.removeIf(muted);
            if (!heard.isEmpty()) {
                fewer.put(reaction, heard);
            }
        });
        return fewer;
    }

    /** Takes out of what is about to be told what is not to be heard. */
    void over(List<ClientEvent> told) {
        List<ClientEvent> heard = new ArrayList<>(told.size());
        for (ClientEvent each : told) {
            heard(each).ifPresent(heard::add);
        }
        told.clear();
        told.addAll(heard);
    }

    private Optional<ClientEvent> heard(ClientEvent event) {
        if (event instanceof ClientEvent.Message message) {
            return seen(message).map(ClientEvent.class::cast);
        } else if (event instanceof ClientEvent.Changed changed) {
            return seen(changed.message())
                    .filter(now -> concerns(changed))
                    .map(now -> new ClientEvent.Changed(now, changed.by()));
        } else if (event instanceof ClientEvent.Older older) {
            List<ClientEvent.Message> messages = new ArrayList<>();
            older.messages().forEach(each -> seen(each).ifPresent(messages::add));
            return Optional.of(new ClientEvent.Older(older.room(), messages, older.beforeJoining(), older.more()));
        }
        boolean silent = event instanceof ClientEvent.Received received
                        && over(received.by().user())
                || event instanceof ClientEvent.Typing typing
                        && typing.typing()
                        && over(typing.who().user())
                || event instanceof ClientEvent.Unreadable unreadable
                        && over(unreadable.sender().user())
                || event instanceof ClientEvent.Invitation invitation
                        && over(invitation.invited().by().user());
        return silent ? Optional.<ClientEvent>empty() : Optional.of(event);
    }

    /** Of what the muted do to others' messages only a deletion shows: the message is gone. */
    private boolean concerns(ClientEvent.Changed changed) {
        return !over(changed.by().user()) || changed.message().marks().deleted();
    }
}
