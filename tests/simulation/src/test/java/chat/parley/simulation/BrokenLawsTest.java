package chat.parley.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.protocol.event.Event;
import chat.parley.protocol.event.EventClass;
import chat.parley.protocol.log.Laws;
import chat.parley.protocol.log.Outcome;
import chat.parley.protocol.log.Replica;
import chat.parley.protocol.rules.Act;
import chat.parley.protocol.rules.ControlNode;
import chat.parley.protocol.rules.OwnedAct;
import chat.parley.protocol.rules.RoomRules;
import chat.parley.protocol.rules.RoomState;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Each law of acceptance is switched off on all servers, one at a time, and the checks must see it. */
class BrokenLawsTest {
    @BeforeEach
    void quiet() {
        Quiet.servers();
    }

    @Test
    @DisplayName("I4: without closure, events are stored before their ancestors")
    void withoutClosure_isSeen() {
        Red.mustBe("I4", judging(store -> new Laws() {
            @Override
            public Outcome judge(Replica replica, Event event) {
                Outcome outcome = replica.offer(event);
                if (outcome instanceof Outcome.Missing && event.header().eventClass() == EventClass.CONTENT) {
                    store.add(event);
                    return new Outcome.Accepted();
                }
                return outcome;
            }
        }));
    }

    @Test
    @DisplayName("I3: without the check of duplicates, an event is taken again and again")
    void withoutTheCheckOfDuplicates_isSeen() {
        Red.mustBe("I3", judging(store -> new Laws() {
            @Override
            public Outcome judge(Replica replica, Event event) {
                Outcome outcome = replica.offer(event);
                if (outcome instanceof Outcome.Duplicate) {
                    store.add(event);
                    return new Outcome.Accepted();
                }
                return outcome;
            }
        }));
    }

    @Test
    @DisplayName("I7: a leave that has no effect")
    void leaveWithoutEffect_isSeen() {
        Red.mustBe("I7|I1|wish|honest", folding(without(Act.Leave.class)));
    }

    @Test
    @DisplayName("I7: a proof of a fork that has no effect")
    void forkProofWithoutEffect_isSeen() {
        Red.mustBe("I7|I1|honest", withForker(folding(without(Act.Fork.class))));
    }

    @Test
    @DisplayName("I7: a revocation that has no effect")
    void revocationWithoutEffect_isSeen() {
        Red.mustBe("I7|I1|honest", withForker(folding(without(Act.Devices.class))));
    }

    @Test
    @DisplayName("I7: a removal that does not win: who was put out comes back by joining again")
    void removalThatDoesNotWin_isSeen() {
        Red.mustBe("I7|I1|honest", withForker(folding(new Laws() {
            @Override
            public RoomState fold(RoomRules rules, RoomState state, List<ControlNode> nodes) {
                RoomState forgetful = state;
                for (ControlNode each : nodes) {
                    forgetful = rules.fold(new RoomState(forgetful.members(), Set.of()), List.of(each));
                }
                return forgetful;
            }
        })));
    }

    @Test
    @DisplayName("I7 A32: clients that pass over removals go on under keys that the removed have")
    void clientsThatPassOverRemovals_areSeen() {
        Laws broken = without(OwnedAct.Kick.class, OwnedAct.Ban.class);
        // Mostly servers refuse what such a client writes, before it comes to that.
        Red.mustBe("I7", "honest", new Tweaks() {
            @Override
            public Laws clientLaws() {
                return broken;
            }

            @Override
            public Scenario scenario(Scenario drawn) {
                return drawn.withOwnedRoom();
            }
        });
    }

    @Test
    @DisplayName("Seams: laws that only pass on change nothing")
    void lawsThatOnlyPassOn_changeNothing() throws Simulation.Failed {
        for (long seed = 1; seed <= 5; seed++) {
            String own = Simulation.run(seed, Tweaks.NONE, false).digest();
            assertThat(Simulation.run(seed, folding(new Laws() {}), false).digest())
                    .isEqualTo(own);
        }
    }

    private static Tweaks judging(Function<SimStore, Laws> laws) {
        return new Tweaks() {
            @Override
            public Laws laws(SimStore store) {
                return laws.apply(store);
            }
        };
    }

    private static Tweaks folding(Laws laws) {
        return judging(store -> laws);
    }

    @SafeVarargs
    private static Laws without(Class<? extends Act>... kinds) {
        return new Laws() {
            @Override
            public RoomState fold(RoomRules rules, RoomState state, List<ControlNode> nodes) {
                List<ControlNode> left = new ArrayList<>(nodes);
                left.removeIf(node -> List.of(kinds).stream().anyMatch(kind -> kind.isInstance(node.act())));
                return rules.fold(state, left);
            }
        };
    }

    private static Tweaks withForker(Tweaks broken) {
        return new Tweaks() {
            @Override
            public Laws laws(SimStore store) {
                return broken.laws(store);
            }

            @Override
            public Scenario scenario(Scenario drawn) {
                return drawn.with(Vice.FORK);
            }
        };
    }
}
