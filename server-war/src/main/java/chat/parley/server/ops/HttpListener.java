package chat.parley.server.ops;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where Payara listens. While an application is being deployed Payara's own runtime interface does not tell yet, so this
 * asks its configuration, by reflection: there is no interface to compile against.
 *
 * @param address the address it is bound to
 * @param port its port
 * @param secure whether it speaks TLS
 */
public record HttpListener(String address, int port, boolean secure) {
    private static final String SECURE_NAME = "https-listener";

    /** The listener others should use, TLS before plain; empty if Payara does not tell. */
    public static Optional<HttpListener> ofPayara() {
        try {
            List<HttpListener> enabled = PayaraConfiguration.listeners();
            return enabled.stream()
                    .filter(HttpListener::secure)
                    .findFirst()
                    .or(() -> enabled.stream().findFirst());
        } catch (ReflectiveOperationException | RuntimeException e) {
            return Optional.empty();
        }
    }

    /** The base URL made of this listener and the application's context path. */
    public URI url(String contextPath) throws UnknownHostException {
        String host = switch (address) {
            case "", "0.0.0.0", "::" -> InetAddress.getLocalHost().getHostAddress();
            default -> address;
        };
        String shown = host.contains(":") ? "[" + host + "]" : host;
        return URI.create((secure ? "wss://" : "ws://") + shown + ":" + port + contextPath);
    }

    private static final class PayaraConfiguration {
        private static final String DOM = "org.glassfish.grizzly.config.dom.";

        static List<HttpListener> listeners() throws ReflectiveOperationException {
            Object habitat = Class.forName("org.glassfish.internal.api.Globals")
                    .getMethod("getDefaultHabitat")
                    .invoke(null);
            Object network = habitat.getClass()
                    .getMethod("getService", Class.class, Annotation[].class)
                    .invoke(habitat, Class.forName(DOM + "NetworkConfig"), new Annotation[0]);
            Object all = get(network, "NetworkConfig", "getNetworkListeners");
            List<?> each = (List<?>) get(all, "NetworkListeners", "getNetworkListener");
            List<HttpListener> enabled = new ArrayList<>();
            for (Object listener : each) {
                if (Boolean.parseBoolean(text(listener, "getEnabled"))) {
                    enabled.add(new HttpListener(
                            text(listener, "getAddress"),
                            Integer.parseInt(text(listener, "getPort")),
                            SECURE_NAME.equals(text(listener, "getName"))));
                }
            }
            return enabled;
        }

        private static String text(Object listener, String getter) throws ReflectiveOperationException {
            Object value = get(listener, "NetworkListener", getter);
            return value == null ? "" : value.toString();
        }

        private static Object get(Object target, String type, String getter) throws ReflectiveOperationException {
            Method method = Class.forName(DOM + type).getMethod(getter);
            return method.invoke(target);
        }
    }
}
