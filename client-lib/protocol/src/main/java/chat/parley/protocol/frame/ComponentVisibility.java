package chat.parley.protocol.frame;

import jakarta.json.bind.config.PropertyVisibilityStrategy;
import java.lang.reflect.Field;
import java.lang.reflect.Method;

/**
 * JSON-B sees the fields of a frame, which are its components, and none of its methods. So it writes the same where
 * records were compiled to plain classes, as on Android, whose accessors are no bean getters.
 */
public final class ComponentVisibility implements PropertyVisibilityStrategy {
    @Override
    public boolean isVisible(Field field) {
        return true;
    }

    @Override
    public boolean isVisible(Method method) {
        return false;
    }
}
