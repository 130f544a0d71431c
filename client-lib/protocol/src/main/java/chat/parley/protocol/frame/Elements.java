package chat.parley.protocol.frame;

import java.util.List;
import java.util.Objects;

/** Checks lists in frames: JSON has {@code [null]}, and no reader of a frame expects it. */
final class Elements {
    private Elements() {}

    /**
     * The list itself.
     *
     * @throws NullPointerException if the list or an element is missing
     * @throws ClassCastException if an element is of another type, which a binding library may let through
     */
    static <T> List<T> checked(List<T> list, Class<T> type, String name) {
        for (T element : Objects.requireNonNull(list, name)) {
            type.cast(Objects.requireNonNull(element, name));
        }
        return list;
    }
}
