package chat.parley.simulation;

import chat.parley.client.ClientEvent;
import chat.parley.client.ClientListener;
import chat.parley.client.store.ClientStore;
import chat.parley.client.store.Table;
import chat.parley.protocol.crypto.Crypto;
import chat.parley.protocol.event.Event;
import chat.parley.protocol.frame.Events;
import chat.parley.protocol.frame.Heads;
import chat.parley.protocol.frame.Page;
import chat.parley.protocol.frame.Stored;
import chat.parley.protocol.id.DeviceId;
import chat.parley.protocol.id.LogId;
import chat.parley.protocol.log.DurableStore;
import chat.parley.protocol.log.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Checks that cannot fail prove nothing: one part after the other is broken, and the checks must see it. */
class BrokenPartsTest {
    @BeforeEach
    void quiet() {
        Quiet.servers();
    }

    @Test
    @DisplayName("I2: stored is said before the sync")
    void serverThatAcknowledgesBeforeTheDiskHasIt_isSeen() {
        Red.mustBe("stored", new Tweaks() {
            @Override
            public DurableStore serverStore(SimStore store) {
                return new ForwardingStore(store) {
                    private int commits;

                    @Override
                    public void commit() throws StoreException {
                        if (++commits % 2 == 0) {
                            super.commit();
                        }
                    }
                };
            }
        });
    }

    @Test
    @DisplayName("I7: a server forgets leaves when it reads its disk")
    void serverThatForgetsLeavesWhenItReadsItsDisk_isSeen() {
        Red.mustBe("I1|wish|I7|I11|honest", new Tweaks() {
            @Override
            public DurableStore serverStore(SimStore store) {
                return new ForwardingStore(store) {
                    @Override
                    public List<Event> controlAndKeys(LogId log) {
                        List<Event> events = new ArrayList<>(super.controlAndKeys(log));
                        events.removeIf(event -> event.header().control("leave"));
                        return events;
                    }
                };
            }
        });
    }

    @Test
    @DisplayName("I1: a server leaves messages out when asked for them")
    void serverThatForgetsMessagesWhenAskedForThem_isSeen() {
        Red.mustBe("I1|I2", new Tweaks() {
            @Override
            public DurableStore serverStore(SimStore store) {
                return new ForwardingStore(store) {
                    @Override
                    public List<Event> after(LogId log, Map<DeviceId, Long> have, int limit) {
                        List<Event> events = super.after(log, have, limit);
                        return have.isEmpty() || events.isEmpty() ? events : events.subList(0, events.size() - 1);
                    }
                };
            }
        });
    }

    @Test
    @DisplayName("A10, I7: servers that check no signatures")
    void serversThatCheckNoSignatures_areSeen() {
        Red.mustBe("honest|I7", new Tweaks() {
            @Override
            public Crypto serverCrypto(Crypto crypto) {
                return new GullibleCrypto(crypto);
            }

            @Override
            public Scenario scenario(Scenario drawn) {
                return drawn.with(Vice.FORGE);
            }
        });
    }

    @Test
    @DisplayName("I3: a message shown twice")
    void clientThatShowsAMessageTwice_isSeen() {
        Red.mustBe("I3", listening(listener -> event -> {
            listener.on(event);
            if (event instanceof ClientEvent.Message message && message.text().contains("says 2")) {
                listener.on(event);
            }
        }));
    }

    @Test
    @DisplayName("I4, I5: effects shown before causes")
    void clientThatShowsEffectsBeforeCauses_isSeen() {
        Red.mustBe("I4|I5", listening(listener -> {
            List<ClientEvent> held = new ArrayList<>();
            return event -> {
                if (event instanceof ClientEvent.Message && held.isEmpty()) {
                    held.add(event);
                    return;
                }
                listener.on(event);
                if (event instanceof ClientEvent.Message) {
                    held.forEach(listener::on);
                    held.clear();
                }
            };
        }));
    }

    @Test
    @DisplayName("I3: a text encrypted twice")
    void clientWhoseStoreForgetsThatATextWasEncrypted_isSeen() {
        Red.mustBe("I3", storing(store -> new ForwardingClientStore(store) {
            @Override
            public void remove(Table table, String key) {
                if (table != Table.PENDING) {
                    super.remove(table, key);
                }
            }
        }));
    }

    @Test
    @DisplayName("Keys: a chain that is not stored, so that a key is used again after a crash")
    void clientWhoseStoreForgetsTheNextChainKey_isSeen() {
        Red.mustBe("keys", storing(store -> new ForwardingClientStore(store) {
            @Override
            public void put(Table table, String key, String value) {
                if (table != Table.CHAIN || value.startsWith("0 ")) {
                    super.put(table, key, value);
                }
            }
        }));
    }

    @Test
    @DisplayName("Sent: a text that is not stored")
    void clientWhoseStoreForgetsWhatWasSaid_isSeen() {
        Red.mustBe("sent", storing(store -> new ForwardingClientStore(store) {
            @Override
            public void put(Table table, String key, String value) {
                if (table != Table.PENDING) {
                    super.put(table, key, value);
                }
            }
        }));
    }

    @Test
    @DisplayName("I1, I2: news that get lost")
    void wireThatLosesNewsWithoutBreaking_isSeen() {
        Red.mustBe("I1|I2", losing(item -> item instanceof Events));
    }

    @Test
    @DisplayName("I1, I2: a lost disk that is not filled again")
    void diskThatIsLostAndNotFilledAgain_isSeen() {
        Red.mustBe("I1|I2", new Tweaks() {
            @Override
            public boolean loses(Object item, boolean link, Dice dice) {
                return link && item instanceof Page;
            }

            @Override
            public Scenario scenario(Scenario drawn) {
                return drawn.losing(Scenario.Loss.EMPTY);
            }
        });
    }

    @Test
    @DisplayName("I10, I1, I2: heads that get lost")
    void wireThatLosesHeads_isSlow() {
        Red.mustBe("I10|I1|I2", losing(item -> item instanceof Heads, 0.85));
    }

    @Test
    @DisplayName("Sent: acknowledgements that get lost")
    void wireThatLosesAcknowledgements_isSeen() {
        Red.mustBe("sent", losing(item -> item instanceof Stored));
    }

    private static Tweaks listening(UnaryOperator<ClientListener> wrap) {
        return new Tweaks() {
            @Override
            public ClientListener clientListener(ClientListener listener) {
                return wrap.apply(listener);
            }
        };
    }

    private static Tweaks storing(UnaryOperator<ClientStore> wrap) {
        return new Tweaks() {
            @Override
            public ClientStore clientStore(ClientStore store) {
                return wrap.apply(store);
            }
        };
    }

    private static Tweaks losing(Predicate<Object> which) {
        return losing(which, 0.1);
    }

    private static Tweaks losing(Predicate<Object> which, double chance) {
        return new Tweaks() {
            @Override
            public boolean loses(Object item, boolean link, Dice dice) {
                return which.test(item) && dice.chance(chance);
            }
        };
    }
}
