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

/** Tells a person what becomes of the identities of those they know, and of their own where another device has written. */
final class IdentityWatch {
    private final Desk desk;
    private final ContactBook contacts;
    private final List<ClientEvent> told;

    IdentityWatch(Desk desk, ContactBook contacts, List<ClientEvent> told) {
        this.desk = desk;
        this.contacts = contacts;
        this.told = told;
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
                person(event.user()).ifPresent(person -> told.add(new ClientEvent.DeviceChanged(person, added)));
            }
        }
    }

    /** Two events of one number in an identity's log: two histories of it are about. */
    void forked(Event event) {
        UserId user = event.user();
        boolean own = user.equals(desk.account().user());
        if (event.header().rules().equals(IdentityRules.NAME) && (own || contacts.forked(user))) {
            String whose = own
                    ? "your own identity"
                    : "the identity of "
                            + person(user).map(Person::distinctName).orElse("?");
            told.add(new ClientEvent.Problem(
                    "IDENTITY_FORKED",
                    "there are two different histories of " + whose
                            + ": a key is in two hands, or somebody shows different"
                            + " people different things. Trust no message of theirs before you have met them"));
        }
    }

    private Optional<Person> person(UserId user) {
        if (user.equals(desk.account().user())) {
            return Optional.of(new Person(user, desk.account().name(), true));
        }
        return contacts.find(user).map(Contacts.Contact::name).map(name -> new Person(user, name, false));
    }
}
