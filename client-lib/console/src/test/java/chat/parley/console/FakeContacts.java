package chat.parley.console;

import chat.parley.client.Contacts;
import chat.parley.client.ParleyClients;
import chat.parley.client.Person;
import chat.parley.protocol.id.AccountName;
import chat.parley.protocol.id.UserId;
import chat.parley.protocol.trust.SafetyNumber;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/** Carol is known; the domain knows her as {@code @carol}, and nobody else. */
public final class FakeContacts implements Contacts {
    public static final UserId CAROL = new UserId(FakeClient.id(3));

    private final FakeClient client;
    private final List<Contact> contacts = new CopyOnWriteArrayList<>(
            List.of(new Contact(CAROL, "carol", Optional.of(new AccountName("carol")), Trust.SEEN)));

    private volatile Comparison comparison = new Comparison(Outcome.NO_SECOND_SERVER, Optional.empty());

    FakeContacts(FakeClient client) {
        this.client = client;
    }

    /** Somebody else is known, too. */
    public void add(Contact contact) {
        contacts.add(contact);
    }

    @Override
    public List<Contact> all() {
        return List.copyOf(contacts);
    }

    @Override
    public Optional<Contact> find(UserId user) {
        return contacts.stream().filter(contact -> contact.user().equals(user)).findFirst();
    }

    @Override
    public CompletableFuture<Optional<Contact>> lookUp(AccountName name) {
        return CompletableFuture.completedFuture(contacts.stream()
                .filter(contact -> contact.account().filter(name::equals).isPresent())
                .findFirst());
    }

    @Override
    public SafetyNumber safetyNumber(UserId user) {
        return SafetyNumber.of(ParleyClients.crypto(), client.me().user(), user);
    }

    @Override
    public Optional<Boolean> verify(UserId user, String shown) {
        return safetyNumber(user).matches(shown);
    }

    @Override
    public void mute(Person person) {
        Optional<Contact> known = find(person.user());
        contacts.removeIf(contact -> contact.user().equals(person.user()));
        contacts.add(new Contact(
                person.user(),
                known.map(Contact::name).orElse(person.name()),
                known.flatMap(Contact::account),
                known.map(Contact::trust).orElse(Trust.SEEN),
                true));
    }

    @Override
    public void unmute(UserId user) {
        contacts.replaceAll(contact -> contact.user().equals(user)
                ? new Contact(user, contact.name(), contact.account(), contact.trust())
                : contact);
    }

    /** A second server was asked, and so it went. */
    public void compared(Comparison now) {
        comparison = now;
    }

    @Override
    public Comparison comparison() {
        return comparison;
    }

    @Override
    public void compare(UserId user) {
        client.called("compare " + user);
    }

    @Override
    public void accept(AccountName name) {
        client.called("accept " + name);
    }
}
