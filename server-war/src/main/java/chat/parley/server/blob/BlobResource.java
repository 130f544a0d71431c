package chat.parley.server.blob;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Optional;

/** {@link BlobService} over Jakarta REST: nothing but the way in and out. */
@Path("/")
@RequestScoped
public class BlobResource {
    private static final String DESCRIPTION = "/META-INF/openapi.json";
    private static final long UNKNOWN = -1;

    @Inject
    private BlobDoor door;

    @GET
    @Path("openapi.json")
    @Produces("application/json")
    public InputStream description() {
        return BlobResource.class.getResourceAsStream(DESCRIPTION);
    }

    @GET
    @Path("{blob}")
    public void get(@PathParam("blob") String blob, @Context HttpHeaders headers, @Suspended AsyncResponse response) {
        answer("GET", blob, headers, nothing(), response);
    }

    @HEAD
    @Path("{blob}")
    public void head(@PathParam("blob") String blob, @Context HttpHeaders headers, @Suspended AsyncResponse response) {
        answer("HEAD", blob, headers, nothing(), response);
    }

    @PUT
    @Path("{blob}")
    public void put(
            @PathParam("blob") String blob,
            @Context HttpHeaders headers,
            InputStream body,
            @Suspended AsyncResponse response) {
        answer("PUT", blob, headers, body, response);
    }

    private void answer(String method, String blob, HttpHeaders headers, InputStream body, AsyncResponse response) {
        // The headers are the request's: its own thread reads them, for they may be gone on another.
        BlobRequest request = new BlobRequest(
                method,
                blob,
                header(headers, HttpHeaders.AUTHORIZATION),
                header(headers, "Content-Range"),
                header(headers, "Range"),
                length(headers),
                body);
        // It is written before this goes on, or never.
        door.enter(request, answer -> response.resume(response(answer)));
    }

    private static Response response(BlobAnswer answer) {
        Response.ResponseBuilder response = Response.status(answer.status());
        answer.headers().forEach(response::header);
        boolean body = answer.headers().containsKey(BlobAnswer.LENGTH);
        return body ? response.entity((StreamingOutput) answer.body()::write).build() : response.build();
    }

    private static Optional<String> header(HttpHeaders headers, String name) {
        return Optional.ofNullable(headers.getHeaderString(name));
    }

    private static long length(HttpHeaders headers) {
        try {
            return header(headers, HttpHeaders.CONTENT_LENGTH)
                    .map(Long::parseLong)
                    .orElse(UNKNOWN);
        } catch (NumberFormatException e) {
            return UNKNOWN;
        }
    }

    private static InputStream nothing() {
        return new ByteArrayInputStream(new byte[0]);
    }
}
