package chat.parley.server.blob;

import chat.parley.protocol.id.BlobId;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Answers requests for files, whatever carries them. Thread-safe; each request takes its thread as long as it lasts. */
public final class BlobService {
    /** Requests of one person at a time; linked servers have as many together as there are threads. */
    private static final int MAX_PER_PERSON = 4;

    private static final int MAX_OF_SERVERS = 8;
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;

    private static final Logger LOG = System.getLogger(BlobService.class.getName());

    private final BlobTokens tokens;
    private final Keeper keeper;
    private final Uploads uploads;
    private final Downloads downloads;
    private final Turns people = new Turns(MAX_PER_PERSON);
    private final Turns servers = new Turns(MAX_OF_SERVERS);

    BlobService(BlobTokens tokens, Keeper keeper, Uploads uploads, Downloads downloads) {
        this.tokens = tokens;
        this.keeper = keeper;
        this.uploads = uploads;
        this.downloads = downloads;
    }

    /** The answer, to be written and closed. */
    public BlobAnswer answer(BlobRequest request) {
        BlobAnswer answer;
        try {
            answer = allowed(request);
        } catch (BlobException e) {
            answer = BlobAnswer.error(e);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "a request for a file failed", e);
            answer = BlobAnswer.error(new BlobException(BlobCode.STORE_FAILED, "the server has failed at this"));
        }
        return request.method().equals("HEAD") ? answer.headOnly() : answer;
    }

    private BlobAnswer allowed(BlobRequest request) throws BlobException {
        Bearer bearer = tokens.bearer(request.authorization());
        BlobId id = id(request.blob());
        Turns.Turn turn = bearer instanceof Bearer.Person person ? people.begin(person.user()) : servers.begin(bearer);
        boolean handedOver = false;
        try {
            BlobAnswer answer = answer(bearer, id, request).ending(turn);
            handedOver = true;
            return answer;
        } finally {
            if (!handedOver) {
                turn.close();
            }
        }
    }

    private BlobAnswer answer(Bearer bearer, BlobId id, BlobRequest request) throws BlobException {
        switch (request.method()) {
            case "GET":
                return downloads.get(id, bearer, request.range());
            case "HEAD":
                return head(bearer, id);
            case "PUT":
                if (bearer instanceof Bearer.Person person) {
                    return uploads.put(id, person.user(), request);
                }
                throw new BlobException(BlobCode.BAD_TOKEN, "servers fetch files, they do not bring them");
            default:
                throw new BlobException(BlobCode.BAD_REQUEST, "GET, HEAD and PUT are understood");
        }
    }

    private BlobAnswer head(Bearer bearer, BlobId id) throws BlobException {
        Optional<BlobStore.Kept> kept = keeper.find(id);
        if (kept.isPresent()) {
            Map<String, String> headers = Downloads.headers(id, kept.get().bytes());
            headers.put(BlobAnswer.UPLOAD_COMPLETE, "?1");
            return BlobAnswer.empty(OK, headers);
        }
        Map<String, String> headers = new TreeMap<>();
        headers.put(BlobAnswer.UPLOAD_COMPLETE, "?0");
        long offset = bearer instanceof Bearer.Person person ? uploads.offset(id, person.user()) : 0;
        headers.put(BlobAnswer.UPLOAD_OFFSET, Long.toString(offset));
        return BlobAnswer.empty(NOT_FOUND, headers);
    }

    private static BlobId id(String text) throws BlobException {
        try {
            return BlobId.of(text);
        } catch (IllegalArgumentException e) {
            throw new BlobException(BlobCode.BAD_REQUEST, "this is no file's id");
        }
    }
}
