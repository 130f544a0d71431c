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
import org.glassfish.tyrus.servlet.TyrusHttpUpgradeHandler;

/** Puts a {@link PatientUpgradeHandler} where Tyrus asks for its own. Runs before Tyrus' filter, which comes last. */
@WebFilter({ServerEndpoints.SESSION, ServerEndpoints.LINK})
public class UpgradeFilter extends HttpFilter {
    private static final long serialVersionUID = 1L;

    private final transient IncomingBudget budget = IncomingBudget.ofThisProcess();

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        chain.doFilter(new Upgradable(request, budget), response);
    }

    private static final class Upgradable extends HttpServletRequestWrapper {
        private final IncomingBudget budget;

        Upgradable(HttpServletRequest request, IncomingBudget budget) {
            super(request);
            this.budget = budget;
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
