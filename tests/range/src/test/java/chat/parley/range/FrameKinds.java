package chat.parley.range;

import chat.parley.protocol.event.EventText;
import chat.parley.protocol.frame.Frame;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** All frames that there are, from the sealed kinds: a new one is attacked as soon as it is there. */
final class FrameKinds {
    private FrameKinds() {}

    static List<Class<?>> all() {
        return kinds(Frame.class).toList();
    }

    /** A frame with this in all its texts. */
    static Frame filled(Class<?> kind, String text) {
        try {
            return (Frame) part(kind, text);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Stream<Class<?>> kinds(Class<?> of) {
        return of.isSealed() ? Stream.of(of.getPermittedSubclasses()).flatMap(FrameKinds::kinds) : Stream.of(of);
    }

    private static Object part(Class<?> type, String text) throws ReflectiveOperationException {
        if (type == EventText.class) {
            return new EventText(text, text, text, text);
        }
        RecordComponent[] components = type.getRecordComponents();
        Object[] values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            values[i] = value(components[i].getGenericType(), text);
        }
        Class<?>[] types = Stream.of(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        Constructor<?> constructor = type.getDeclaredConstructor(types);
        return constructor.newInstance(values);
    }

    private static Object value(Type type, String text) throws ReflectiveOperationException {
        if (type == String.class) {
            return text;
        }
        if (type == long.class) {
            return 1L;
        }
        if (type == boolean.class) {
            return true;
        }
        Class<?> element = (Class<?>) ((ParameterizedType) type).getActualTypeArguments()[0];
        return new ArrayList<>(Arrays.asList(element == String.class ? text : part(element, text)));
    }
}
