package chat.parley.protocol.rules;

import chat.parley.protocol.event.RefusalCode;
import chat.parley.protocol.id.UserId;
import chat.parley.protocol.rules.Hierarchy.Bar;
import chat.parley.protocol.rules.Hierarchy.Invitation;
import java.util.Optional;

/**
 * Who may do what in an owned room in a given state. Asked twice of every act: in the state at its {@code control},
 * where it decides whether the event is accepted, and in the state that the fold has when its turn comes, where it
 * decides whether the act has an effect.
 */
final class Powers {
    private Powers() {}

    /** Why an act of power is refused to an author; empty if it is theirs to do. */
    static Optional<RefusalCode> refusal(Hierarchy ranks, UserId author, OwnedAct.OfPower act) {
        return !ranks.charter().direct() && allowed(ranks, author, act)
                ? Optional.empty()
                : Optional.of(RefusalCode.NOT_ALLOWED);
    }

    private static boolean allowed(Hierarchy ranks, UserId author, OwnedAct.OfPower act) {
        int weight = ranks.weight(author);
        if (act instanceof OwnedAct.Resign resign) {
            Optional<UserId> successor = resign.successor();
            return weight == Rank.OWNER.weight()
                    && (!successor.isPresent()
                            || !successor.get().equals(author) && ranks.seats().containsKey(successor.get()));
        }
        if (weight < Rank.ADMIN.weight()) {
            return false;
        }
        if (act instanceof OwnedAct.Invite invite) {
            return invite.rank().weight() < weight
                    && (!(invite.invited() instanceof OwnedAct.Person person)
                            || !ranks.seats().containsKey(person.user())
                                    && readmits(ranks.barred().get(person.user()), weight));
        } else if (act instanceof OwnedAct.RevokeInvite revoke) {
            return ranks.invitations().containsKey(revoke.invitation());
        } else if (act instanceof OwnedAct.Kick kick) {
            return ranks.weight(kick.user()) < weight;
        } else if (act instanceof OwnedAct.Ban ban) {
            return ranks.weight(ban.user()) < weight;
        } else if (act instanceof OwnedAct.Unban unban) {
            Bar bar = ranks.barred().get(unban.user());
            return bar != null && bar.weight() <= weight;
        }
        OwnedAct.SetRank set = (OwnedAct.SetRank) act;
        return ranks.seats().containsKey(set.user())
                && ranks.weight(set.user()) < weight
                && set.rank().weight() < weight;
    }

    /** Whether an invitation by name opens the door again. */
    private static boolean readmits(Bar bar, int weight) {
        return bar == null || !bar.banned() && bar.weight() <= weight;
    }

    /** The rank with which a person comes in; empty if they do not. A member keeps theirs. */
    static Optional<Rank> entry(Hierarchy ranks, UserId user, OwnedAct.Enter enter) {
        Optional<Rank> present = ranks.rank(user);
        if (present.isPresent() || !enter.invitation().isPresent()) {
            return present;
        }
        if (ranks.charter().direct()) {
            boolean one = user.equals(ranks.origin().creator())
                    || user.equals(ranks.charter().peer().get());
            boolean open = enter.invitation().get().equals(ranks.origin().genesis());
            return one && open ? Optional.of(Rank.MEMBER) : Optional.empty();
        }
        Invitation invitation = ranks.invitations().get(enter.invitation().get());
        if (invitation == null || ranks.barred().containsKey(user)) {
            return Optional.empty();
        }
        boolean meant = !(invitation.invited() instanceof OwnedAct.Person person)
                || person.user().equals(user);
        return meant && holds(ranks, invitation) ? Optional.of(invitation.rank()) : Optional.empty();
    }

    /** Whether the maker of an invitation still has the rank to make it. */
    static boolean holds(Hierarchy ranks, Invitation invitation) {
        int maker = ranks.weight(invitation.by());
        return maker >= Rank.ADMIN.weight() && maker > invitation.rank().weight();
    }
}
