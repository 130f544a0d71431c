package chat.parley.server.log;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicLong;

/** A connection that counts the rows that are read over it. */
record CountingConnection(Connection real, AtomicLong rows) {
    Connection proxy() {
        return (Connection) wrap(Connection.class, real);
    }

    private Object wrap(Class<?> type, Object target) {
        return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
            Object result;
            try {
                result = method.invoke(target, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
            if (method.getName().equals("next") && result.equals(true)) {
                rows.incrementAndGet();
            }
            boolean leadsToRows = result instanceof Statement || result instanceof ResultSet;
            return leadsToRows ? wrap(method.getReturnType(), result) : result;
        });
    }
}
