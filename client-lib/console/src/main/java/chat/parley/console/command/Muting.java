package chat.parley.console.command;

import chat.parley.client.Contacts;
import chat.parley.client.Person;
import chat.parley.client.naming.InertText;
import chat.parley.client.naming.NameTags;
import chat.parley.console.session.Session;
import java.util.List;
import java.util.stream.Collectors;

/** People whom one does not want to hear. */
final class Muting {
    private final Session session;

    Muting(Session session) {
        this.session = session;
    }

    List<Command> commands() {
        return List.of(
                Command.named("mute", "<name>", "no longer shows what somebody says, in no room, nor their invitations")
                        .detail("they are not told, and what they say is kept: /unmute shows it again")
                        .completing(Completions.PEOPLE)
                        .doing(this::mute),
                Command.named("unmute", "<name>", "shows again what somebody says; /history what they said meanwhile")
                        .completing(Completions.PEOPLE)
                        .doing(this::unmute),
                Command.named("muted", "", "names those whom you have muted").doing(arguments -> list()));
    }

    private void mute(Arguments arguments) {
        Person person = session.people().find(session.focus().current(), arguments.rest("whom?"));
        session.client().contacts().mute(person);
        String name = InertText.name(person.name());
        session.tell(name + " is muted: you no longer see what they say; /unmute " + name + " ends that");
    }

    private void unmute(Arguments arguments) {
        Person person = session.people().among(muted(), arguments.rest("whom?"), "whom you have muted");
        session.client().contacts().unmute(person.user());
        session.tell(InertText.name(person.name()) + " is no longer muted; /history shows what they said meanwhile");
    }

    private void list() {
        List<Person> muted = muted();
        session.tell(
                muted.isEmpty()
                        ? "you have muted nobody"
                        : "muted: " + muted.stream().map(NameTags::stranger).collect(Collectors.joining(", ")));
    }

    private List<Person> muted() {
        return session.client().contacts().all().stream()
                .filter(Contacts.Contact::muted)
                .map(each -> new Person(each.user(), each.name(), false))
                .toList();
    }
}
