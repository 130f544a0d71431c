package chat.parley.protocol.rules;

import chat.parley.protocol.id.DeviceId;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.UserId;
import chat.parley.protocol.rules.Hierarchy.Bar;
import chat.parley.protocol.rules.Hierarchy.Invitation;
import chat.parley.protocol.rules.Hierarchy.Seat;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * One run over control events of an owned room, in a given order: each act takes effect if the state it meets allows it.
 * Which order, and which acts are void from the outset, {@link Judgement} decides.
 */
final class OwnedFold {
    private final IdentityLookup identities;
    private final Roster roster;
    private final SortedMap<UserId, Seat> seats = new TreeMap<>();
    private final SortedMap<UserId, Bar> barred = new TreeMap<>();
    private final SortedMap<EventId, Invitation> invitations = new TreeMap<>();
    private final Set<EventId> idle = new TreeSet<>();
    private final List<Verdicts.Removal> removals = new ArrayList<>();
    private final List<ControlNode> strikes = new ArrayList<>();
    private Optional<Hierarchy.Origin> origin = Optional.empty();

    OwnedFold(RoomState from, IdentityLookup identities) {
        this.identities = identities;
        this.roster = new Roster(from, identities);
        if (from.hierarchy().isPresent()) {
            Hierarchy ranks = from.hierarchy().get();
            origin = Optional.of(ranks.origin());
            seats.putAll(ranks.seats());
            barred.putAll(ranks.barred());
            invitations.putAll(ranks.invitations());
            idle.addAll(ranks.verdicts().idle());
            removals.addAll(ranks.verdicts().removals());
        }
    }

    RoomState state() {
        return new RoomState(roster.members(), roster.gone(), origin.map(this::ranks));
    }

    /** The removals and demotions that this run has put into effect. */
    List<ControlNode> strikes() {
        return strikes;
    }

    /** Applies an act that is void: only what it cites of identities, which its owner has signed, counts. */
    void skip(ControlNode node) {
        idle.add(node.id());
        if (node.act() instanceof OwnedAct.Enter enter) {
            roster.putOut(revoked(node.author().user(), enter.identity()));
        }
    }

    void apply(ControlNode node) {
        if (!effective(node)) {
            skip(node);
        }
    }

    private boolean effective(ControlNode node) {
        Act act = node.act();
        UserId author = node.author().user();
        if (act instanceof OwnedAct.Create create) {
            origin = Optional.of(new Hierarchy.Origin(node.id(), author, create.charter()));
            roster.enter(author, create.name(), create.identity());
            seats.put(author, new Seat(Rank.OWNER, node.id()));
            return true;
        } else if (act instanceof OwnedAct.Enter enter) {
            return enter(node, enter);
        } else if (act instanceof OwnedAct.Refresh refresh) {
            revoke(node, refresh);
            roster.refresh(refresh.user(), refresh.identity());
            return true;
        } else if (act instanceof Act.Fork fork) {
            roster.putOut(Collections.singleton(fork.device()));
            return true;
        } else if (act instanceof Act.Leave) {
            roster.leave(author);
            return seats.remove(author) != null;
        }
        OwnedAct.OfPower power = (OwnedAct.OfPower) act;
        if (Powers.refusal(ranks(), author, power).isPresent()) {
            return false;
        }
        exercise(node, power);
        return true;
    }

    private boolean enter(ControlNode node, OwnedAct.Enter enter) {
        UserId user = node.author().user();
        Optional<Rank> rank = Powers.entry(ranks(), user, enter);
        if (!rank.isPresent() || roster.gone().contains(node.author().device())) {
            return false;
        }
        roster.putOut(revoked(user, enter.identity()));
        roster.enter(user, enter.name(), enter.identity());
        if (!roster.members().containsKey(user)) {
            return false;
        }
        seats.putIfAbsent(user, new Seat(rank.get(), node.id()));
        uninvite(user);
        return true;
    }

    private void exercise(ControlNode node, OwnedAct.OfPower act) {
        UserId author = node.author().user();
        if (act instanceof OwnedAct.Invite invite) {
            invitations.put(node.id(), new Invitation(invite.invited(), invite.rank(), author));
            if (invite.invited() instanceof OwnedAct.Person person) {
                barred.remove(person.user());
            }
        } else if (act instanceof OwnedAct.RevokeInvite revoke) {
            invitations.remove(revoke.invitation());
        } else if (act instanceof OwnedAct.Kick kick) {
            remove(node, kick.user(), kick.seen(), false);
        } else if (act instanceof OwnedAct.Ban ban) {
            remove(node, ban.user(), ban.seen(), true);
        } else if (act instanceof OwnedAct.Unban unban) {
            barred.remove(unban.user());
        } else if (act instanceof OwnedAct.SetRank set) {
            if (set.rank().weight() < seats.get(set.user()).rank().weight()) {
                strikes.add(node);
            }
            rank(set.user(), set.rank());
        } else if (act instanceof OwnedAct.Resign resign) {
            rank(author, Rank.ADMIN);
            resign.successor().ifPresent(successor -> rank(successor, Rank.OWNER));
        }
    }

    private void remove(ControlNode node, UserId user, List<EventId> seen, boolean ban) {
        strikes.add(node);
        removals.add(new Verdicts.OfPerson(node.id(), seen, user, new TreeSet<>(roster.gone())));
        int weight = ranks().weight(node.author().user());
        roster.leave(user);
        seats.remove(user);
        uninvite(user);
        Bar before = barred.getOrDefault(user, new Bar(false, 0));
        barred.put(user, new Bar(ban || before.banned(), Math.max(weight, before.weight())));
    }

    /** Revocations are signed by the root of the identity: whoever cites them, they count. */
    private Set<DeviceId> revoked(UserId user, List<EventId> heads) {
        return identities.at(user, heads).revoked();
    }

    /** The first to tell of a revocation, with what was seen until then, says what clients hide. */
    private void revoke(ControlNode node, OwnedAct.Refresh refresh) {
        Set<DeviceId> news = new TreeSet<>(revoked(refresh.user(), refresh.identity()));
        roster.putOut(news);
        for (Verdicts.Removal removal : removals) {
            if (removal instanceof Verdicts.OfDevices told) {
                news.removeAll(told.devices());
            }
        }
        if (!news.isEmpty()) {
            removals.add(new Verdicts.OfDevices(node.id(), refresh.seen(), Collections.unmodifiableSet(news)));
        }
    }

    private void uninvite(UserId user) {
        OwnedAct.Person person = new OwnedAct.Person(user);
        invitations.values().removeIf(each -> each.invited().equals(person));
    }

    private void rank(UserId user, Rank rank) {
        seats.put(user, new Seat(rank, seats.get(user).since()));
    }

    /** A view on what this run has so far. */
    private Hierarchy ranks() {
        return ranks(origin.get());
    }

    private Hierarchy ranks(Hierarchy.Origin of) {
        return new Hierarchy(
                of,
                Collections.unmodifiableSortedMap(seats),
                Collections.unmodifiableSortedMap(barred),
                Collections.unmodifiableSortedMap(invitations),
                new Verdicts(Collections.unmodifiableSet(idle), Collections.unmodifiableList(removals)));
    }
}
