package chat.parley.client.core;

import chat.parley.client.ClientEvent;
import chat.parley.client.Contacts;
import chat.parley.client.Person;
import chat.parley.client.contacts.ContactBook;
import chat.parley.protocol.event.Event;
import chat.parley.protocol.id.LogId;
import chat.parley.protocol.id.UserId;
import chat.parley.protocol.rules.ActCodec;
import chat.parley.protocol.rules.IdentityRules;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Tells a person what becomes of the identities of those they know, and of their own where another device has written. */
final class IdentityWatch {
    private final Desk desk;
    private final ContactBook contacts;
    private final List<ClientEvent> told;
    private Consumer<UserId> changed = user -> {};

    IdentityWatch(Desk desk, ContactBook contacts, List<ClientEvent> told) {
        this.desk = desk;
        this.contacts = contacts;
        this.told = told;
    }

    /** Who hears of everybody whose devices have changed. */
    void tellChanges(Consumer<UserId> reader) {
        changed = reader;
    }

    /** Reads what is new; part of the transaction that stores it. */
    void digest(List<Event> news) {
        Set<LogId> begun = new HashSet<>();
        for (Event event : news) {
            if (!event.header().rules().equals(IdentityRules.NAME)) {
                continue;
            }
            String kind = event.header().kind();
            boolean added = kind.equals(ActCodec.ADD_DEVICE);
            if (event.header().genesis()) {
                // Whom one has not met has no new devices.
                begun.add(event.log());
            } else if ((added || kind.equals(ActCodec.REVOKE_DEVICE))
                    && !begun.contains(event.log())
                    && !desk.outbox().has(event.id())) {
                person(event.user()).ifPresent(person -> {
                    told.add(new ClientEvent.DeviceChanged(person, added));
                    changed.accept(person.user());
                });
            }
        }
    }

    /** Two events of one number in an identity's log: two histories of it are about. */
    void forked(Event event) {
        UserId user = event.user();
        boolean own = user.equals(desk.account().user());
        if (event.header().rules().equals(IdentityRules.NAME) && (own || contacts.forked(user))) {
            told.add(new ClientEvent.Problem(
                    "IDENTITY_FORKED",
                    "there are two different histories of " + identity(user)
                            + ": a key is in two hands, or somebody shows different"
                            + " people different things. Trust no message of theirs before you have met them"));
        }
    }

    /** A second server knows that a device is revoked to which rooms here give keys, and the first has not told. */
    void keptBack(UserId user, String here, String there) {
        told.add(new ClientEvent.Problem(
                "IDENTITY_KEPT_BACK",
                "a device was revoked in " + identity(user) + ": " + there + " knows that, and " + here
                        + " has not told. The device gets no more keys from here. The server was cut off, or keeps it back from"
                        + " you: if you see this again, use another server, and tell the operator"));
    }

    /** The first server has shown what rests on a part of an identity, and only a second one had that part. */
    void notHandedOver(UserId user, String here, String there) {
        told.add(new ClientEvent.Problem(
                "IDENTITY_KEPT_BACK",
                here + " did not hand over a part of " + identity(user) + " on which others build, and " + there
                        + " did. If you see this again, use another server, and tell the operator"));
    }

    /** No server hands over a part of an identity that somebody has seen. */
    void withheld(UserId user) {
        told.add(new ClientEvent.Problem(
                "IDENTITY_WITHHELD",
                "others know a part of " + identity(user)
                        + " that no server hands over to you: it may be that a device was"
                        + " revoked. Say nothing in confidence to them before you have asked them by another way, and tell the"
                        + " operator"));
    }

    private String identity(UserId user) {
        return user.equals(desk.account().user())
                ? "your own identity"
                : "the identity of " + person(user).map(Person::distinctName).orElse("somebody you have not met");
    }

    private Optional<Person> person(UserId user) {
        if (user.equals(desk.account().user())) {
            return Optional.of(new Person(user, desk.account().name(), true));
        }
        return contacts.find(user).map(Contacts.Contact::name).map(name -> new Person(user, name, false));
    }
}
