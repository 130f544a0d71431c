package chat.parley.client.contacts;

import chat.parley.client.AccountException;
import chat.parley.client.ClientEvent;
import chat.parley.client.Contacts;
import chat.parley.client.Person;
import chat.parley.client.account.Greeting;
import chat.parley.client.account.Self;
import chat.parley.protocol.frame.AccountFind;
import chat.parley.protocol.frame.AccountFound;
import chat.parley.protocol.id.AccountName;
import chat.parley.protocol.id.UserId;
import chat.parley.protocol.trust.SafetyNumber;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** What a client knows of people, kept in its store. Used on the client's thread. */
public final class ContactBook implements Contacts {
    /** Most names that are asked about at a time. */
    static final int MAX_QUESTIONS = 64;

    /** So long an answer may take, in milliseconds. */
    static final long ANSWER_MILLIS = 30_000;

    private final Self self;
    private final People people;
    private final Map<String, Question> open = new HashMap<>();

    private record Question(CompletableFuture<Optional<Contact>> answer, long until) {}

    public ContactBook(Self self) {
        this.self = self;
        this.people = new People(self.store());
    }

    @Override
    public List<Contact> all() {
        List<Contact> all = new ArrayList<>(people.all());
        all.removeIf(contact -> contact.user().equals(self.user()));
        all.sort(Comparator.comparing(Contact::name).thenComparing(Contact::user));
        return all;
    }

    @Override
    public Optional<Contact> find(UserId user) {
        return people.find(user);
    }

    @Override
    public CompletableFuture<Optional<Contact>> lookUp(AccountName name) {
        Question asked = open.get(name.value());
        if (asked != null) {
            return asked.answer();
        }
        CompletableFuture<Optional<Contact>> answer = new CompletableFuture<>();
        if (!self.server().isPresent()) {
            answer.completeExceptionally(notAnswered());
        } else if (open.size() >= MAX_QUESTIONS) {
            answer.completeExceptionally(new AccountException(
                    AccountException.Code.BUSY, "many names are being asked about: wait for the answers"));
        } else {
            open.put(name.value(), new Question(answer, self.now() + ANSWER_MILLIS));
            self.send(new AccountFind(name.value()));
        }
        return answer;
    }

    @Override
    public SafetyNumber safetyNumber(UserId user) {
        return SafetyNumber.of(self.crypto(), self.user(), user);
    }

    @Override
    public Optional<Boolean> verify(UserId user, String shown) {
        Optional<Boolean> matches = safetyNumber(user).matches(shown);
        matches.ifPresent(right -> people.verified(user, right));
        self.step();
        return matches;
    }

    @Override
    public void accept(AccountName name) {
        for (People.Named named : people.names()) {
            if (named.name().startsWith(name + "@")) {
                named.changed().ifPresent(now -> {
                    people.name(named.name(), now, Optional.empty());
                    people.verified(now, false);
                });
            }
        }
        self.step();
    }

    @Override
    public void mute(Person person) {
        if (person.user().equals(self.user())) {
            throw new IllegalArgumentException("that is you");
        }
        people.mute(person.user(), person.name());
        self.step();
    }

    @Override
    public void unmute(UserId user) {
        people.unmute(user);
        self.step();
    }

    @Override
    public Comparison comparison() {
        return self.comparison();
    }

    @Override
    public void compare(UserId user) {
        self.compare(user);
    }

    /** Whether nothing may be sent to a person alone: their name is somebody else's now, and nobody has accepted that. */
    public boolean blocked(UserId user) {
        return people.names().stream()
                .anyMatch(named -> named.user().equals(user) && named.changed().isPresent());
    }

    /** Whether the person does not want to hear somebody. */
    public boolean muted(UserId user) {
        return people.muted(user);
    }

    /** Learns people from what is told of rooms; durable with what they were told of. */
    public void heard(List<ClientEvent> told) {
        for (ClientEvent each : told) {
            if (each instanceof ClientEvent.Joined joined) {
                joined.members().forEach(this::met);
            } else if (each instanceof ClientEvent.MemberJoined joined) {
                met(joined.person());
            }
        }
    }

    /** Two histories of an identity have been seen; false if that was known, or nobody knows the person. */
    public boolean forked(UserId user) {
        return people.forked(user);
    }

    /** A server says whose a name is. */
    public void found(AccountFound found, List<ClientEvent> told) {
        Optional<UserId> user = user(found);
        Question question = open.remove(found.name());
        if (question == null) {
            return;
        }
        String key = key(new AccountName(found.name())).orElseThrow(ContactBook::notAnswered);
        Optional<People.Named> before = people.named(key);
        user.filter(now -> !people.known(now)).ifPresent(now -> people.met(now, found.name()));
        if (!before.isPresent()) {
            user.ifPresent(now -> people.name(key, now, Optional.empty()));
        } else if (user.isPresent()) {
            People.Named named = before.get();
            boolean changed = !user.get().equals(named.user());
            people.name(key, named.user(), changed ? user : Optional.empty());
            if (changed && !user.equals(named.changed())) {
                told.add(new ClientEvent.Problem(
                        "NAME_CHANGED",
                        "the name " + found.name()
                                + " is now given to somebody else than before: nothing is sent to them"
                                + " until you accept that. Ask the person first, by another way"));
            }
        }
        Optional<UserId> shown = before.isPresent() ? Optional.of(before.get().user()) : user;
        self.afterwards(() -> question.answer().complete(shown.flatMap(people::find)));
    }

    public void tick() {
        for (Map.Entry<String, Question> each : new ArrayList<>(open.entrySet())) {
            if (self.now() >= each.getValue().until()) {
                open.remove(each.getKey()).answer().completeExceptionally(notAnswered());
            }
        }
    }

    /** The connection is gone. */
    public void lost() {
        List<Question> unanswered = new ArrayList<>(open.values());
        open.clear();
        unanswered.forEach(question -> question.answer().completeExceptionally(notAnswered()));
    }

    private void met(Person person) {
        if (!person.self()) {
            people.met(person.user(), person.name());
        }
    }

    /** Names are a domain's: that of the server spoken with. */
    private Optional<String> key(AccountName name) {
        return self.server().map(Greeting::domain).map(domain -> name + "@" + domain);
    }

    private static Optional<UserId> user(AccountFound found) {
        return found.user().isEmpty() ? Optional.empty() : Optional.of(UserId.of(found.user()));
    }

    private static AccountException notAnswered() {
        return new AccountException(
                AccountException.Code.NOT_CONNECTED, "no server has said whose the name is: try again later");
    }
}
