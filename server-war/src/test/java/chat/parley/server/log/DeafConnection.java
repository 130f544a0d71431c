package chat.parley.server.log;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** A connection that breaks between the first commit and its answer. */
record DeafConnection(Connection real) {
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
            if (method.getName().equals("execute") && arguments[0].equals("COMMIT")) {
                real.close();
                throw new SQLException("the connection is lost", "08006");
            }
            return method.getName().equals("createStatement") ? wrap(Statement.class, result) : result;
        });
    }
}
