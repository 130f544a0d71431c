package chat.parley.protocol.rules;

import chat.parley.protocol.id.DeviceId;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.UserId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The fold of an owned room from its genesis: the package's page explains it. Acts are taken in the order of
 * {@link Precedence}; those void are skipped. Void are what a device did concurrently with the event that shows it
 * revoked or forked, and what a person did concurrently with an effective removal or demotion of theirs. Which removals
 * are effective depends on what is void: so they are found one after the other, highest rank first.
 */
final class Judgement {
    private final IdentityLookup identities;
    private final Precedence precedence;
    private final Map<UserId, List<ControlNode>> byUser = new HashMap<>();
    private final Map<DeviceId, List<ControlNode>> byDevice = new HashMap<>();
    private final Map<EventId, List<EventId>> struck = new HashMap<>();

    /**
     * @param sorted control events with all before them, in the log's order
     */
    Judgement(List<ControlNode> sorted, IdentityLookup identities) {
        this.identities = identities;
        this.precedence = new Precedence(sorted);
        for (ControlNode node : sorted) {
            if (!fact(node)) {
                byUser.computeIfAbsent(node.author().user(), user -> new ArrayList<>())
                        .add(node);
                byDevice.computeIfAbsent(node.author().device(), device -> new ArrayList<>())
                        .add(node);
            }
        }
    }

    RoomState state() {
        Set<EventId> revoked = byRevokedDevices();
        Set<EventId> baseless = new HashSet<>();
        while (true) {
            Set<EventId> skipped = new HashSet<>(revoked);
            skipped.addAll(baseless);
            Set<EventId> confirmed = new HashSet<>();
            OwnedFold run = run(skipped);
            while (confirm(run, confirmed, skipped)) {
                run = run(skipped);
            }
            // A removal that lost its ground to a later one has voided others without right: again without it.
            List<EventId> effective = new ArrayList<>();
            run.strikes().forEach(strike -> effective.add(strike.id()));
            confirmed.removeAll(effective);
            if (confirmed.isEmpty()) {
                return run.state();
            }
            baseless.add(firstOf(confirmed));
        }
    }

    /** Confirms strikes in effect, highest first, up to one that voids more than is skipped: then all is to be run again. */
    private boolean confirm(OwnedFold run, Set<EventId> confirmed, Set<EventId> skipped) {
        List<ControlNode> strikes = new ArrayList<>(run.strikes());
        strikes.sort(Precedence.BY_RANK);
        for (ControlNode strike : strikes) {
            List<EventId> voids = struck.computeIfAbsent(strike.id(), id -> voidedBy(strike));
            if (!voids.isEmpty() && confirmed.add(strike.id()) && skipped.addAll(voids)) {
                return true;
            }
        }
        return false;
    }

    private EventId firstOf(Set<EventId> strikes) {
        for (ControlNode node : precedence.judged()) {
            if (strikes.contains(node.id())) {
                return node.id();
            }
        }
        throw new IllegalStateException("a strike is a node");
    }

    private OwnedFold run(Set<EventId> skipped) {
        OwnedFold run = new OwnedFold(RoomState.EMPTY, identities);
        for (ControlNode node : precedence.judged()) {
            if (skipped.contains(node.id())) {
                run.skip(node);
            } else {
                run.apply(node);
            }
        }
        return run;
    }

    private List<EventId> voidedBy(ControlNode strike) {
        Act act = strike.act();
        if (act instanceof OwnedAct.SetRank demotion) {
            return concurrent(strike, byUser.get(demotion.user()), true);
        }
        UserId removed = act instanceof OwnedAct.Kick kick ? kick.user() : ((OwnedAct.Ban) act).user();
        return concurrent(strike, byUser.get(removed), false);
    }

    private Set<EventId> byRevokedDevices() {
        Set<EventId> found = new HashSet<>();
        for (ControlNode node : precedence.judged()) {
            for (DeviceId device : out(node)) {
                found.addAll(concurrent(node, byDevice.get(device), false));
            }
        }
        return found;
    }

    /** Devices that an event shows to be revoked or forked. */
    private Set<DeviceId> out(ControlNode node) {
        Act act = node.act();
        if (act instanceof Act.Fork fork) {
            return Collections.singleton(fork.device());
        } else if (act instanceof OwnedAct.Refresh refresh) {
            return identities.at(refresh.user(), refresh.identity()).revoked();
        } else if (act instanceof OwnedAct.Enter enter) {
            return identities.at(node.author().user(), enter.identity()).revoked();
        }
        return Collections.<DeviceId>emptySet();
    }

    private List<EventId> concurrent(ControlNode node, List<ControlNode> acts, boolean ofPowerOnly) {
        List<EventId> found = new ArrayList<>();
        if (acts != null) {
            for (ControlNode act : acts) {
                if ((!ofPowerOnly || act.act() instanceof OwnedAct.OfPower) && precedence.concurrent(node, act)) {
                    found.add(act.id());
                }
            }
        }
        return found;
    }

    /** What shows an identity's word, or a device's against itself, holds whoever shows it. */
    private static boolean fact(ControlNode node) {
        return node.act() instanceof OwnedAct.Refresh || node.act() instanceof Act.Fork;
    }
}
