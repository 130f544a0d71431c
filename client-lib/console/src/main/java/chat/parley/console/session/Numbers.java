package chat.parley.console.session;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Short numbers for things on the screen. A thing keeps its number for as long as the program runs, and no number is given
 * twice: what a person read a minute ago still names what it named. Only the newest are kept. Thread-safe.
 */
public final class Numbers<T> {
    private final int capacity;
    private final Map<T, Integer> numbers = new HashMap<>();
    private final Map<Integer, T> things = new LinkedHashMap<>();
    private int last;

    /**
     * @param capacity so many things are kept
     */
    public Numbers(int capacity) {
        this.capacity = capacity;
    }

    /** The thing's number, from 1 on; a new one if it has none. */
    public synchronized int of(T thing) {
        Integer known = numbers.get(thing);
        if (known != null) {
            return known;
        }
        numbers.put(thing, ++last);
        things.put(last, thing);
        if (things.size() > capacity) {
            numbers.remove(things.remove(things.keySet().iterator().next()));
        }
        return last;
    }

    /** The thing that has the number. */
    public synchronized Optional<T> at(int number) {
        return Optional.ofNullable(things.get(number));
    }

    /** The thing's number, if it has one. */
    public synchronized Optional<Integer> find(T thing) {
        return Optional.ofNullable(numbers.get(thing));
    }
}
