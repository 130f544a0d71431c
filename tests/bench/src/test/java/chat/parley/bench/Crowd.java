package chat.parley.bench;

import chat.parley.protocol.event.Event;
import chat.parley.protocol.event.EventClass;
import chat.parley.protocol.fixture.TestPerson;
import chat.parley.protocol.fixture.TestRoom;
import chat.parley.protocol.rules.Act;
import chat.parley.protocol.rules.ActCodec;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/**
 * Members of one open room on one node, and what of their messages has come where. Everything that is said must reach
 * every other member once; a second copy, or a member that is cut off, is trouble.
 */
final class Crowd implements Member.Ear {
    private static final byte[] SEQ = "\\\"seq\\\":".getBytes(StandardCharsets.US_ASCII);
    private static final int DEVICE_CHARS = 43;
    private static final int DEVICE_BEFORE = 3 + DEVICE_CHARS;
    private static final int PING_SECONDS = 10;
    private static final int BODY_BYTES = 300;
    private static final long PATIENCE_SECONDS = 240;

    private final Loop loop = new Loop();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final TestRoom room;
    private final List<Member> members = new ArrayList<>();
    private final Map<Member, Integer> numbers = new HashMap<>();
    private final Map<Member, Voice> voices = new HashMap<>();
    private final Map<String, Flight> flying = new HashMap<>();
    private final LongAdder deliveries = new LongAdder();
    private final LongAdder frames = new LongAdder();
    private final List<String> troubles = new ArrayList<>();
    private final Times times = new Times();
    private Consumer<Voice> landed = voice -> {};

    /** A message under way: who has it, and since when it should have been there. */
    private record Flight(Voice voice, Event event, long due, BitSet reached) {}

    Crowd(URI session, int size) {
        this(session, "bench-" + System.nanoTime(), size);
    }

    private Crowd(URI session, String name, int size) {
        room = new TestRoom(name);
        for (int i = 0; i < size; i++) {
            TestPerson person = new TestPerson(name + "/" + i);
            Member member = new Member(person, loop, session, this);
            members.add(member);
            numbers.put(member, i);
        }
    }

    List<Member> members() {
        return members;
    }

    Times times() {
        return times;
    }

    long deliveries() {
        return deliveries.sum();
    }

    long frames() {
        return frames.sum();
    }

    long bytes() {
        return members.stream().mapToLong(member -> member.line().bytesIn()).sum();
    }

    void execute(Runnable task) {
        loop.execute(task);
    }

    /** Logs all in, so many at a time; returns the seconds that took. */
    double connect(int atOnce) {
        Semaphore slots = new Semaphore(atOnce);
        CountDownLatch done = new CountDownLatch(members.size());
        long start = System.nanoTime();
        for (Member each : members) {
            acquire(slots);
            each.connect(() -> {
                slots.release();
                done.countDown();
            });
        }
        await(done);
        timer.scheduleAtFixedRate(
                () -> loop.execute(() -> members.forEach(Member::ping)), PING_SECONDS, PING_SECONDS, TimeUnit.SECONDS);
        return seconds(start);
    }

    /** Has all join, so many at a time, each with a new identity; returns the seconds that took. */
    double join(int atOnce) {
        List<List<Event>> posts = new ArrayList<>();
        for (List<Member> group : groups(atOnce)) {
            List<Event> joins = new ArrayList<>();
            for (Member each : group) {
                room.take(each.person().events());
                Act.Join act = new Act.Join(
                        namespace(), name(), each.person().name(), each.person().heads());
                joins.add(room.draft(
                        each.person().device(), EventClass.CONTROL, ActCodec.JOIN, new ActCodec().write(act)));
            }
            for (int i = 0; i < group.size(); i++) {
                room.keep(joins.get(i));
                List<Event> post = new ArrayList<>(group.get(i).person().events());
                post.add(joins.get(i));
                posts.add(post);
            }
        }
        long start = System.nanoTime();
        for (List<Member> group : groups(atOnce)) {
            CountDownLatch done = new CountDownLatch(group.size());
            for (Member each : group) {
                List<Event> post = posts.get(numbers.get(each));
                loop.execute(() -> each.enter(room.id(), post, done::countDown));
            }
            await(done);
        }
        return seconds(start);
    }

    /** The first members are those who speak. */
    List<Voice> voices(int count) {
        List<Voice> chosen = new ArrayList<>();
        for (Member each : members.subList(0, count)) {
            Voice voice = new Voice(each, room);
            voices.put(each, voice);
            chosen.add(voice);
        }
        return chosen;
    }

    /** Who hears when a message has reached all; on the crowd's thread. */
    void landed(Consumer<Voice> listener) {
        landed = listener;
    }

    /** Says something; on the crowd's thread. */
    void say(Voice voice, long due) {
        byte[] text = new byte[BODY_BYTES];
        Arrays.fill(text, (byte) 'x');
        List<Event> events = voice.say(text);
        for (Event each : events) {
            boolean message = each.header().eventClass() == EventClass.CONTENT;
            BitSet reached = new BitSet(members.size());
            reached.set(numbers.get(voice.member()));
            flying.put(key(each), new Flight(voice, each, message ? due : 0, reached));
        }
        voice.member().post(events, () -> {});
    }

    /** Waits until everything has landed. */
    void drain() {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (System.nanoTime() < end && troubles().isEmpty()) {
            CountDownLatch asked = new CountDownLatch(1);
            int[] left = new int[1];
            loop.execute(() -> {
                left[0] = flying.size();
                asked.countDown();
            });
            await(asked);
            if (left[0] == 0) {
                return;
            }
        }
        throw new AssertionError(
                "not everything has arrived: " + flying.size() + " messages are under way; " + troubles());
    }

    List<String> troubles() {
        loop.check();
        synchronized (troubles) {
            return new ArrayList<>(troubles);
        }
    }

    void close() {
        timer.shutdown();
        loop.execute(() -> members.forEach(member -> member.line().close()));
        loop.execute(loop::close);
    }

    @Override
    public void events(Member member, byte[] bytes, int from, int length) {
        frames.increment();
        int at = from;
        int end = from + length;
        while (true) {
            int found = Bytes.find(bytes, at, end - at, SEQ);
            if (found < 0) {
                return;
            }
            at = found + SEQ.length;
            String device = new String(bytes, found - DEVICE_BEFORE, DEVICE_CHARS, StandardCharsets.ISO_8859_1);
            Flight flight = flying.get(device + Bytes.number(bytes, at));
            // A frame for all may hold its author's own events too.
            if (flight != null && flight.voice().member() != member) {
                arrived(member, flight);
            }
        }
    }

    @Override
    public void trouble(String what) {
        synchronized (troubles) {
            troubles.add(what);
        }
    }

    private void arrived(Member member, Flight flight) {
        int number = numbers.get(member);
        if (flight.reached().get(number)) {
            trouble(member.person() + " got " + flight.event().id() + " twice");
            return;
        }
        flight.reached().set(number);
        Voice voice = voices.get(member);
        if (voice != null) {
            voice.heard(flight.event());
        }
        if (flight.due() > 0) {
            deliveries.increment();
            times.add(System.nanoTime() - flight.due());
        }
        if (flight.reached().cardinality() == members.size()) {
            flying.remove(key(flight.event()));
            if (flight.due() > 0) {
                landed.accept(flight.voice());
            }
        }
    }

    /** The first one joins alone and finds nothing there, and so does the last, who sees all others. */
    private List<List<Member>> groups(int atOnce) {
        List<List<Member>> groups = new ArrayList<>();
        for (int first = 0; first < members.size(); ) {
            int size = first == 0 ? 1 : Math.min(atOnce, Math.max(1, members.size() - 1 - first));
            groups.add(members.subList(first, first + size));
            first += size;
        }
        return groups;
    }

    private static String namespace() {
        return TestRoom.NAMESPACE;
    }

    private String name() {
        return members.get(0).person().name().replaceAll("/.*", "");
    }

    private static String key(Event event) {
        return event.header().device().toString() + event.header().seq();
    }

    private static void acquire(Semaphore slots) {
        try {
            if (!slots.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("nothing goes on");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void await(CountDownLatch latch) {
        try {
            for (long waited = 0; !latch.await(1, TimeUnit.SECONDS); waited++) {
                if (waited == PATIENCE_SECONDS || !troubles().isEmpty()) {
                    throw new AssertionError(latch.getCount() + " are still waited for; " + troubles());
                }
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }
}
