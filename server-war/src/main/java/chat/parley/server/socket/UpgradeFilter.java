package chat.parley.server.socket;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpUpgradeHandler;
import java.io.IOException;
import java.util.Collections;
import org.glassfish.tyrus.servlet.TyrusHttpUpgradeHandler;

/**
 * Puts a {@link PatientUpgradeHandler} where Tyrus asks for its own, and tells it where a connection comes from that a
 * proxy has passed on. Runs before Tyrus' filter, which comes last.
 */
@WebFilter({ServerEndpoints.SESSION, ServerEndpoints.LINK})
public class UpgradeFilter extends HttpFilter {
    private static final long serialVersionUID = 1L;

    /** The attribute of the servlet context that holds the {@link Proxies}. */
    public static final String PROXIES = Proxies.class.getName();

    private final transient IncomingBudget budget = IncomingBudget.ofThisProcess();

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        // Nobody has set them while the node starts: connections are closed then anyway.
        Proxies proxies = request.getServletContext().getAttribute(PROXIES) instanceof Proxies set ? set : Proxies.NONE;
        String origin = proxies.origin(request.getRemoteAddr(), Collections.list(request.getHeaders(Proxies.HEADER)));
        chain.doFilter(new Upgradable(request, budget, origin), response);
    }

    private static final class Upgradable extends HttpServletRequestWrapper {
        private final IncomingBudget budget;
        private final String origin;

        Upgradable(HttpServletRequest request, IncomingBudget budget, String origin) {
            super(request);
            this.budget = budget;
            this.origin = origin;
        }

        @Override
        public String getRemoteAddr() {
            return origin;
        }

        @Override
        public <T extends HttpUpgradeHandler> T upgrade(Class<T> type) throws IOException, ServletException {
            if (type != TyrusHttpUpgradeHandler.class) {
                return super.upgrade(type);
            }
            PatientUpgradeHandler handler = super.upgrade(PatientUpgradeHandler.class);
            handler.within(budget);
            return type.cast(handler);
        }
    }
}
