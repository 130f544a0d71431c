package chat.parley.server;

import chat.parley.server.blob.BlobDoor;
import chat.parley.server.ops.CannotStart;
import chat.parley.server.ops.FailurePolicy;
import chat.parley.server.ops.HaltProcess;
import chat.parley.server.ops.NodeStatus;
import chat.parley.server.ops.SettingReader;
import chat.parley.server.ops.Settings;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Where Payara calls in: builds the node when the application is deployed and takes it down when it ends. A node that
 * cannot start is not left half alive: the failure policy decides, and by default ends the process with one line that
 * says why.
 */
@WebListener
public class Startup implements ServletContextListener {
    private static final Logger LOG = System.getLogger(Startup.class.getName());

    private final FailurePolicy policy;

    @Inject
    private NodeStatus status;

    @Inject
    private BlobDoor files;

    private Assembly assembly;

    /** For Payara. */
    public Startup() {
        this(new HaltProcess());
    }

    Startup(FailurePolicy policy) {
        this.policy = policy;
    }

    @Override
    public void contextInitialized(ServletContextEvent event) {
        try {
            SettingReader reader =
                    new SettingReader(key -> ConfigProvider.getConfig().getOptionalValue(key, String.class));
            assembly = new Assembly(Settings.read(reader), event.getServletContext());
            status.details(assembly::details);
            status.storeFailure(assembly::storeFailure);
            status.trouble(assembly::trouble);
            files.open(assembly.blobs());
            status.now(NodeStatus.Stage.READY);
            LOG.log(
                    Level.INFO,
                    "parley: ready at {0}, data in {1}",
                    assembly.url(),
                    assembly.settings().data());
        } catch (CannotStart e) {
            fail(e);
        } catch (RuntimeException | LinkageError e) {
            fail(new CannotStart("unexpected error " + e, "see the log, and report it", e));
        }
    }

    @Override
    public void contextDestroyed(ServletContextEvent event) {
        if (assembly != null) {
            status.now(NodeStatus.Stage.STOPPING);
            files.shut();
            assembly.close();
        }
    }

    private void fail(CannotStart failure) {
        status.now(NodeStatus.Stage.FAILED);
        LOG.log(Level.ERROR, failure.line(), failure.getCause());
        policy.failed(failure);
    }
}
