package chat.parley.server.blob;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Map;
import java.util.Set;

/** Where files are, below the application's context path. */
@ApplicationPath("/blobs")
public class BlobApplication extends Application {
    /** Jersey's own description, unless turned off, is one more way in: {@code openapi.json} is ours. */
    private static final String NO_WADL = "jersey.config.server.wadl.disableWadl";

    @Override
    public Set<Class<?>> getClasses() {
        return Set.of(BlobResource.class);
    }

    @Override
    public Map<String, Object> getProperties() {
        return Map.of(NO_WADL, true);
    }
}
