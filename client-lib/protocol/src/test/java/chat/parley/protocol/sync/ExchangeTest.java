package chat.parley.protocol.sync;

import static chat.parley.protocol.fixture.TestKeys.CRYPTO;
import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.protocol.event.Event;
import chat.parley.protocol.event.EventCodec;
import chat.parley.protocol.event.RefusalCode;
import chat.parley.protocol.fixture.TestPerson;
import chat.parley.protocol.fixture.TestRoom;
import chat.parley.protocol.frame.Compare;
import chat.parley.protocol.frame.Differ;
import chat.parley.protocol.frame.Fetch;
import chat.parley.protocol.frame.Frame;
import chat.parley.protocol.frame.FrameCodec;
import chat.parley.protocol.frame.Page;
import chat.parley.protocol.frame.Pull;
import chat.parley.protocol.id.DeviceId;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.LogId;
import chat.parley.protocol.log.DurableStore;
import chat.parley.protocol.log.EventStore;
import chat.parley.protocol.log.ForwardingEventStore;
import chat.parley.protocol.log.Ledger;
import chat.parley.protocol.log.MemoryEventStore;
import chat.parley.protocol.log.Source;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("PROTOCOL.md, Links")
class ExchangeTest {
    private static final LogId LOG = new LogId(CRYPTO.random(LogId.BYTES));

    private final Map<DeviceId, Long> vector = new HashMap<>();
    private final List<Frame> sent = new ArrayList<>();

    private Exchange exchange() {
        MemoryEventStore memory = new MemoryEventStore();
        DurableStore store = (DurableStore) Proxy.newProxyInstance(
                ExchangeTest.class.getClassLoader(),
                new Class<?>[] {DurableStore.class},
                (proxy, method, arguments) -> {
                    return method.getName().equals("vector") ? vector : method.invoke(memory, arguments);
                });
        Ledger ledger = new Ledger(store, new EventCodec(CRYPTO), CRYPTO);
        return new Exchange(ledger, null, sent::add, UnaryOperator.identity());
    }

    private void devices(int count) {
        while (vector.size() < count) {
            vector.put(new DeviceId(CRYPTO.random(DeviceId.BYTES)), 1L);
        }
    }

    @Test
    @DisplayName("A log of more than 500 devices is compared by ranges, not pulled; by who may compare")
    void want_manyDevices_compared() {
        devices(Exchange.MAX_PULL_DEVICES);
        Exchange few = exchange();
        few.compareRanges();
        few.want(LOG, Set.of());
        devices(Exchange.MAX_PULL_DEVICES + 1);
        Exchange many = exchange();
        many.compareRanges();
        many.want(LOG, Set.of());
        exchange().want(LOG, Set.of());
        assertThat(sent).extracting(Frame::getClass).<Class<?>>containsExactly(Pull.class, Compare.class, Pull.class);
    }

    @Test
    @DisplayName("Section 17: a log that is to be compared is, however few devices it has; once, and not after the end")
    void compare_fewDevices_compared() {
        devices(1);
        Exchange exchange = exchange();
        exchange.compareRanges();
        exchange.compare(LOG);
        exchange.differ(new Differ(LOG.toString(), List.of()));
        exchange.want(LOG, Set.of());
        exchange.close();
        exchange.compare(LOG);
        assertThat(sent).extracting(Frame::getClass).<Class<?>>containsExactly(Compare.class, Pull.class);
    }

    @Test
    @DisplayName("I9: who has events but not what they rest on is asked for that once, not for ever")
    void missing_neverComes_endsAfterAFewQuestions() {
        TestPerson alice = new TestPerson("alice");
        TestRoom room = new TestRoom("lobby");
        room.join(alice);
        Event epoch = room.epoch(alice.device(), CRYPTO.newSecret());
        for (int i = 0; i < 5; i++) {
            room.say(alice.device(), "text " + i);
        }
        Map<EventId, Event> theirs = new LinkedHashMap<>();
        room.arrived().forEach(event -> theirs.put(event.id(), event));
        theirs.remove(epoch.id());
        Ledger ledger = new Ledger(new Memory(), new EventCodec(CRYPTO), CRYPTO);
        Asking asking = new Asking(ledger, sent);
        asking.exchange.want(room.id(), Set.of());

        int answered = 0;
        while (answered < sent.size() && answered < 1000) {
            Frame question = sent.get(answered++);
            List<Event> found = new ArrayList<>();
            if (question instanceof Fetch fetch) {
                fetch.ids()
                        .forEach(id ->
                                Optional.ofNullable(theirs.get(EventId.of(id))).ifPresent(found::add));
            } else {
                found.addAll(theirs.values());
            }
            String log = question instanceof Pull ? room.id().toString() : "";
            asking.exchange.page(new Page(log, FrameCodec.texts(found), false), found);
            ledger.flush();
        }

        assertThat(sent).hasSizeLessThan(10).anyMatch(Fetch.class::isInstance);
        assertThat(ledger.store()
                        .contains(room.arrived().get(room.arrived().size() - 1).id()))
                .isFalse();
        ledger.offer(epoch, asking);
        ledger.flush();
        assertThat(ledger.store().heads(room.id())).isEqualTo(room.store().heads(room.id()));
    }

    @Test
    @DisplayName("I1: a log that lacks more than ranges show in one go is compared again until all is there")
    void compare_moreThanAreFoundInOneGo_goesOn() {
        TestPerson alice = new TestPerson("alice");
        TestRoom room = new TestRoom("lobby");
        room.join(alice);
        for (int i = 0; i < RangeReconciler.MAX_LACKING + 100; i++) {
            room.say(alice.device(), "text");
        }
        EventCodec codec = new EventCodec(CRYPTO);
        Ledger theirs = new Ledger(new Memory(), codec, CRYPTO);
        List<Frame> answers = new ArrayList<>();
        Asking answering = new Asking(theirs, answers);
        room.arrived().forEach(event -> theirs.offer(event, answering));
        theirs.flush();
        Ledger ours = new Ledger(new Memory(), codec, CRYPTO);
        Asking asking = new Asking(ours, sent);
        asking.exchange.compareRanges();
        asking.exchange.compare(room.id());
        for (int asked = 0; asked < sent.size(); asked++) {
            Frame question = sent.get(asked);
            if (question instanceof Compare compare) {
                answering.exchange.answer(compare);
            } else {
                answering.exchange.answer((Fetch) question);
            }
            theirs.flush();
            Frame answer = answers.remove(0);
            if (answer instanceof Differ differ) {
                asking.exchange.differ(differ);
            } else {
                List<Event> events = new ArrayList<>();
                ((Page) answer)
                        .events()
                        .forEach(text -> events.add(
                                room.store().find(codec.idOf(text.header())).orElseThrow()));
                asking.exchange.page((Page) answer, events);
            }
            ours.flush();
        }
        assertThat(ours.store().heads(room.id())).isEqualTo(theirs.store().heads(room.id()));
    }

    private static final class Memory extends ForwardingEventStore implements DurableStore {
        private final MemoryEventStore events = new MemoryEventStore();

        @Override
        protected EventStore events() {
            return events;
        }

        @Override
        public void commit() {
            // It is as durable as it gets.
        }
    }

    /** One end of a connection that asks the other for what is missing, as a session of a server does. */
    private static final class Asking implements Source {
        private final Exchange exchange;

        private Asking(Ledger ledger, List<Frame> sent) {
            exchange = new Exchange(ledger, this, sent::add, UnaryOperator.identity());
        }

        @Override
        public void stored(List<Event> events) {
            // Nobody waits for that.
        }

        @Override
        public void failed(List<Event> events) {
            throw new AssertionError();
        }

        @Override
        public void refused(Event event, RefusalCode code, String reason) {
            throw new AssertionError(reason);
        }

        @Override
        public void missing(Event event, Set<EventId> ids, boolean held) {
            exchange.missing(event, ids);
        }
    }
}
