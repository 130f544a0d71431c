package chat.parley.console.command;

import chat.parley.client.OwnedRooms;
import chat.parley.client.Person;
import chat.parley.client.RoomInfo;
import chat.parley.client.RoomRef;
import chat.parley.client.naming.InertText;
import chat.parley.client.naming.NameTags;
import chat.parley.console.session.People;
import chat.parley.console.session.Ranks;
import chat.parley.console.session.Refusal;
import chat.parley.console.session.Session;
import chat.parley.console.session.Ticket;
import chat.parley.protocol.rules.Rank;
import java.util.List;
import java.util.Optional;

/** Letting people into rooms, and being let in. */
final class Invitations {
    private static final String LINK = "parley:room:";

    private final Session session;

    Invitations(Session session) {
        this.session = session;
    }

    Group group() {
        return new Group(
                "Invitations",
                List.of(
                        Command.named("invite", "<name> [rank]", "invites somebody to the current room")
                                .detail(
                                        "the name is of a contact, @name as the domain knows it, or a user id;"
                                                + " the rank is guest (reads), member (writes; if not given) or admin (decides)")
                                .detail(
                                        "/invite link [rank] makes a link with which anybody comes in until it is revoked")
                                .completing(Completions.PEOPLE, Completions.RANKS)
                                .doing(this::invite),
                        Command.named(
                                        "invitations",
                                        "",
                                        "numbers the invitations for you, and those of the current room")
                                .doing(arguments -> list()),
                        Command.named("enter", "<n or link>", "accepts invitation n, or comes in by a link")
                                .unkept()
                                .doing(this::enter),
                        Command.named("decline", "<n>", "does not accept invitation n")
                                .doing(this::decline),
                        Command.named("revoke", "<n>", "takes invitation or link n of a room back")
                                .doing(this::revoke)));
    }

    private void invite(Arguments arguments) {
        RoomRef room = session.here();
        String typed = arguments.rest("whom?");
        People.Cut cut = session.people().cut(Optional.of(room), typed);
        Rank rank = cut.rest().isEmpty() ? Rank.MEMBER : Ranks.read(cut.rest());
        if (cut.name().equals("link")) {
            new Links(session).show(room, rank);
            return;
        }
        Person person = session.people().find(Optional.of(room), cut.name());
        session.client().owned().invite(room, person.user(), rank);
        session.tell(
                NameTags.stranger(person) + " is invited to " + session.rooms().of(room) + " as " + Ranks.of(rank));
    }

    private void list() {
        List<OwnedRooms.Invited> received = session.client().owned().invited();
        received.forEach(invited -> {
            int number = session.tickets().of(new Ticket.Received(invited.room()));
            session.tell(
                    number + ": " + session.rooms().offer(invited) + ": /enter " + number + " or /decline " + number);
        });
        int issued = session.focus().current().map(this::issued).orElse(0);
        if (received.isEmpty() && issued == 0) {
            session.tell("there are no invitations");
        }
    }

    private int issued(RoomRef room) {
        boolean owned = session.client()
                .room(room)
                .filter(info -> info.kind() == RoomInfo.Kind.OWNED)
                .isPresent();
        List<OwnedRooms.Invitation> invitations =
                owned ? session.client().owned().invitations(room) : List.of();
        invitations.forEach(invitation -> {
            int number = session.tickets().of(new Ticket.Issued(room, invitation.id()));
            String whom = invitation.user().map(NameTags::stranger).orElse("whoever has a link");
            session.tell(
                    number + ": " + whom + " may come into " + session.rooms().of(room) + " as "
                            + Ranks.of(invitation.rank()) + ", by "
                            + InertText.name(invitation.by().name()) + ": /revoke "
                            + number + " takes it back");
        });
        return invitations.size();
    }

    private void enter(Arguments arguments) {
        String typed = arguments.rest("which one?");
        if (typed.startsWith(LINK)) {
            session.comeIn(() -> session.client().owned().enter(typed));
        } else {
            RoomRef room = received(typed);
            session.comeIn(() -> {
                session.client().owned().enter(room);
                return room;
            });
        }
    }

    private void decline(Arguments arguments) {
        RoomRef room = received(arguments.rest("which one?"));
        session.client().owned().decline(room);
        session.tell("declined; you are not asked again");
    }

    private RoomRef received(String typed) {
        if (ticket(typed) instanceof Ticket.Received ticket) {
            return ticket.room();
        }
        throw new Refusal("you are not invited by " + typed + ": /invitations numbers them");
    }

    private void revoke(Arguments arguments) {
        String typed = arguments.rest("which one?");
        if (ticket(typed) instanceof Ticket.Issued ticket) {
            session.client().owned().revoke(ticket.room(), ticket.id());
            session.tell("taken back: nobody comes into " + session.rooms().of(ticket.room()) + " by it any more");
            return;
        }
        throw new Refusal(typed + " is an invitation for you: /decline " + typed + " turns it down");
    }

    private Ticket ticket(String typed) {
        return Arguments.numberIn(typed)
                .flatMap(session.tickets()::at)
                .orElseThrow(() -> new Refusal(
                        "there is no invitation " + Arguments.quoted(typed) + ": /invitations numbers them"));
    }
}
