package chat.parley.android.store;

import java.lang.annotation.Annotation;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Runs the desktop's tests of a contract within a test of Robolectric, whose runner does not know them as such. */
final class ContractRun {
    private ContractRun() {}

    /** Each test on an object of its own; says how many there were. */
    static int all(Supplier<?> contract) throws Exception {
        List<Method> tests = methods(contract.get(), Test.class);
        for (Method test : tests) {
            Object subject = contract.get();
            for (Method each : methods(subject, BeforeEach.class)) {
                call(subject, each);
            }
            call(subject, test);
            for (Method each : methods(subject, AfterEach.class)) {
                call(subject, each);
            }
        }
        return tests.size();
    }

    private static List<Method> methods(Object subject, Class<? extends Annotation> mark) {
        List<Method> found = new ArrayList<>();
        for (Class<?> type = subject.getClass(); type != Object.class; type = type.getSuperclass()) {
            for (Method each : type.getDeclaredMethods()) {
                if (each.isAnnotationPresent(mark)) {
                    found.add(each);
                }
            }
        }
        return found;
    }

    private static void call(Object subject, Method method) throws Exception {
        method.setAccessible(true);
        try {
            method.invoke(subject);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e;
        }
    }
}
