package chat.parley.client.net;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Supplier;

/** Makes what one thread may use usable by all: each call runs on that thread, and its caller waits for it. */
final class OnThread {
    private final Function<Callable<Object>, Object> thread;

    /**
     * @param thread runs a call and returns what it returns, or throws what it throws, unchecked
     */
    OnThread(Function<Callable<Object>, Object> thread) {
        this.thread = thread;
    }

    /**
     * @param target what does the work; asked for at each call, as it may be replaced
     */
    <T> T of(Class<T> facet, Supplier<? extends T> target) {
        return facet.cast(Proxy.newProxyInstance(
                facet.getClassLoader(),
                new Class<?>[] {facet},
                (proxy, method, arguments) -> thread.apply(() -> invoke(target.get(), method, arguments))));
    }

    private static Object invoke(Object target, Method method, Object[] arguments) throws Exception {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            Throwable cause = e.getCause();
            throw cause instanceof Exception ? (Exception) cause : e;
        }
    }
}
