package chat.parley.server.blob;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Set;

/** Where files are, below the application's context path. */
@ApplicationPath("/blobs")
public class BlobApplication extends Application {
    @Override
    public Set<Class<?>> getClasses() {
        return Set.of(BlobResource.class);
    }
}
