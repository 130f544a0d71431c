package chat.parley.console.command;

import chat.parley.client.Contacts;
import chat.parley.client.Person;
import chat.parley.client.naming.InertText;
import chat.parley.client.naming.NameTags;
import chat.parley.console.session.People;
import chat.parley.console.session.Refusal;
import chat.parley.console.session.Session;
import chat.parley.protocol.id.AccountName;
import chat.parley.protocol.id.DomainId;
import chat.parley.protocol.trust.SafetyNumber;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The people one has met, and whether they are who they seem to be. */
final class PeopleKnown {
    private final Session session;

    PeopleKnown(Session session) {
        this.session = session;
    }

    Group group() {
        List<Command> commands = new ArrayList<>(List.of(
                Command.named("contacts", "", "names the people you have met, and what is known of who they are")
                        .doing(arguments -> contacts()),
                Command.named("verify", "<name> [digits]", "shows the safety number that you and somebody compare")
                        .detail("compare it by telephone, or side by side; with what their screen shows, typed or"
                                + " scanned, after the name, it is compared for you")
                        .completing(Completions.PEOPLE)
                        .doing(this::verify),
                Command.named("trust", "<@name>", "takes somebody's changed identity for theirs from now on")
                        .detail(
                                "do it only after they told you, not in writing, that they have a new one; then /verify them")
                        .completing(Completions.ACCOUNTS)
                        .doing(this::trust),
                Command.named("domain", "[accept]", "says whether a server of another domain was turned away")
                        .detail("you speak with the servers of one domain only; accept takes that other one in its"
                                + " place: do it only after your operator has told you, not in writing")
                        .completing(Completions.words("accept"))
                        .doing(this::domain)));
        commands.addAll(new Muting(session).commands());
        return new Group("People", commands);
    }

    private void contacts() {
        List<Contacts.Contact> all = session.client().contacts().all();
        if (all.isEmpty()) {
            session.tell("you have met nobody yet; /tell @name asks the domain for somebody");
        }
        all.forEach(contact -> session.tell(NameTags.stranger(new Person(contact.user(), contact.name(), false))
                + contact.account().map(name -> " (@" + name + ")").orElse("") + ": " + trust(contact)));
    }

    private static String trust(Contacts.Contact contact) {
        return switch (contact.trust()) {
            case SEEN -> "not compared yet; /verify";
            case VERIFIED -> "verified";
            case CHANGED ->
                "THE NAME HAS ANOTHER IDENTITY NOW: nothing is sent to it; ask them, then /trust @"
                        + contact.account().map(AccountName::value).orElse("name");
            case FORKED -> "DIFFERENT SERVERS SHOW DIFFERENT DEVICES OF THEIRS: ask them, and tell the operator";
        };
    }

    private void verify(Arguments arguments) {
        People.Cut cut = session.people().cut(session.focus().current(), arguments.rest("whom?"));
        Person person = session.people().find(session.focus().current(), cut.name());
        if (person.user().equals(session.client().me().user())) {
            throw new Refusal("that is you: the safety number is between you and somebody else");
        }
        String name = InertText.name(person.name());
        if (cut.rest().isEmpty()) {
            show(person, name);
            return;
        }
        boolean same = session.client()
                .contacts()
                .verify(person.user(), cut.rest())
                .orElseThrow(() -> new Refusal("that is no safety number: type all " + SafetyNumber.DIGITS
                        + " digits that their screen shows, or what the QR code says"));
        if (!same) {
            throw new Refusal("NOT THE SAME: somebody may be between you and " + name
                    + ", or a digit is wrong; compare once more, and say nothing in confidence until it matches");
        }
        session.tell("the same: " + name + " is verified");
    }

    private void show(Person person, String name) {
        SafetyNumber number = session.client().contacts().safetyNumber(person.user());
        session.draw(number.code());
        session.tell("you and " + name + ": " + number.grouped());
        session.tell("their screen must show the same; /verify " + name + " <what it shows> compares it for you");
        session.tell(ComparisonText.of(session.client().contacts().comparison()));
        session.client().contacts().compare(person.user());
    }

    private void domain(Arguments arguments) {
        boolean accept = arguments.word().map(this::isAccept).orElse(false);
        arguments.end();
        Optional<DomainId> other = session.client().otherDomain();
        if (other.isEmpty()) {
            session.tell("no server of another domain was turned away since this program runs");
        } else if (accept) {
            session.client().acceptDomain(other.get());
            session.tell("the domain " + other.get() + " is yours from now on");
        } else {
            session.tell(
                    "a server of the domain " + other.get() + " was turned away; /domain accept takes it as yours");
        }
    }

    private boolean isAccept(String word) {
        if (!word.equals("accept")) {
            throw new Refusal("there is nothing called " + word + ": /domain, or /domain accept");
        }
        return true;
    }

    private void trust(Arguments arguments) {
        String typed = arguments.rest("whom?");
        AccountName name = new AccountName(typed);
        boolean changed = session.client().contacts().all().stream()
                .anyMatch(each -> each.trust() == Contacts.Trust.CHANGED
                        && each.account().filter(name::equals).isPresent());
        if (!changed) {
            throw new Refusal(
                    "nothing has changed about @" + name + ", as far as is known here: /contacts says of whom");
        }
        session.client().contacts().accept(name);
        session.tell("@" + name + " is taken for who has the name now, and is not verified: /verify @" + name);
    }
}
