package chat.parley.console.command;

import chat.parley.client.OwnedRooms;
import chat.parley.client.Person;
import chat.parley.client.RoomRef;
import chat.parley.client.naming.NameTags;
import chat.parley.console.ask.Asker;
import chat.parley.console.session.Ranks;
import chat.parley.console.session.Refusal;
import chat.parley.console.session.Session;
import chat.parley.protocol.rules.Rank;
import java.util.List;
import java.util.Optional;

/** Who may stay in a room, and as what. What is done is told when the room has it, by a line of its own. */
final class Members {
    private final Session session;
    private final Asker asker;

    Members(Session session, Asker asker) {
        this.session = session;
        this.asker = asker;
    }

    Group group() {
        return new Group(
                "Members of the current room",
                List.of(
                        Command.named(
                                        "role",
                                        "<name> <rank>",
                                        "makes somebody a guest (reads), member (writes) or admin (decides)")
                                .completing(Completions.PEOPLE, Completions.RANKS)
                                .doing(this::role),
                        Command.named("kick", "<name>", "removes somebody, who can be invited again")
                                .completing(Completions.PEOPLE)
                                .doing(arguments -> rooms().kick(
                                                session.here(),
                                                member(arguments).user())),
                        Command.named(
                                        "ban",
                                        "<name>",
                                        "removes somebody and keeps them out; alone: names who is kept out")
                                .completing(Completions.PEOPLE)
                                .doing(this::ban),
                        Command.named("unban", "<name>", "lets somebody be invited again")
                                .doing(this::unban),
                        Command.named("transfer", "<name>", "makes somebody else the owner; you stay as an admin")
                                .completing(Completions.PEOPLE)
                                .doing(this::transfer)));
    }

    private OwnedRooms rooms() {
        return session.client().owned();
    }

    private Person member(Arguments arguments) {
        RoomRef room = session.here();
        return session.people().member(room, arguments.rest("whom?"));
    }

    private void role(Arguments arguments) {
        RoomRef room = session.here();
        Rank rank = Ranks.read(arguments.lastWord("whom, and to what?"));
        rooms().rank(
                        room,
                        session.people().member(room, arguments.rest("whom?")).user(),
                        rank);
    }

    private void ban(Arguments arguments) {
        RoomRef room = session.here();
        arguments
                .rest()
                .ifPresentOrElse(
                        name -> rooms().ban(
                                        room,
                                        session.people()
                                                .find(Optional.of(room), name)
                                                .user()),
                        () -> banned(room));
    }

    private void banned(RoomRef room) {
        List<Person> banned = rooms().banned(room);
        session.tell(
                banned.isEmpty()
                        ? "nobody is kept out of " + session.rooms().of(room)
                        : "kept out of " + session.rooms().of(room) + ": "
                                + String.join(
                                        ", ",
                                        banned.stream().map(NameTags::stranger).toList()));
    }

    private void unban(Arguments arguments) {
        RoomRef room = session.here();
        Person person = session.people().among(rooms().banned(room), arguments.rest("whom?"), "who is kept out");
        rooms().unban(room, person.user());
        session.tell(NameTags.stranger(person) + " can be invited again");
    }

    private void transfer(Arguments arguments) {
        RoomRef room = session.here();
        Person person = member(arguments);
        String name = session.tags().of(room, person);
        if (!asker.confirms("Make " + name + " the owner of " + session.rooms().of(room)
                + "? You cannot take it back, only they can give it back.")) {
            throw new Refusal("nothing was changed");
        }
        rooms().transfer(room, person.user());
    }
}
