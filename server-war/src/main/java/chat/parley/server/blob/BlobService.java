package chat.parley.server.blob;

import chat.parley.protocol.id.BlobId;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Answers requests for files, whatever carries them. Thread-safe; each request takes its thread as long as it lasts. */
public final class BlobService {
    /** Requests of all people at a time. */
    static final int MAX_OF_PEOPLE = 32;

    /** Requests of one person at a time. */
    static final int MAX_PER_PERSON = 4;

    /** Requests of all linked servers together; people do not take these places. */
    static final int MAX_OF_SERVERS = 8;

    /** Most threads that are ever in use: those who have had to make room may not be gone yet. */
    static final int MAX_REQUESTS = 2 * (MAX_OF_PEOPLE + MAX_OF_SERVERS);

    private static final int OK = 200;
    private static final int NOT_FOUND = 404;

    private static final Logger LOG = System.getLogger(BlobService.class.getName());

    private final BlobTokens tokens;
    private final Keeper keeper;
    private final Uploads uploads;
    private final Downloads downloads;
    private final Turns people;
    private final Turns servers;

    /**
     * Who has been let in, until this is closed.
     */
    record Visitor(Bearer bearer, Turns.Turn turn) implements AutoCloseable {
        @Override
        public void close() {
            turn.close();
        }
    }

    /**
     * @param timer a clock that never jumps
     */
    BlobService(BlobTokens tokens, Keeper keeper, Uploads uploads, Downloads downloads, Clock timer) {
        this.tokens = tokens;
        this.keeper = keeper;
        this.uploads = uploads;
        this.downloads = downloads;
        this.people = new Turns(MAX_OF_PEOPLE, MAX_PER_PERSON, timer);
        this.servers = new Turns(MAX_OF_SERVERS, MAX_OF_SERVERS, timer);
    }

    /**
     * Lets somebody in. Waits for nothing.
     *
     * @throws BlobException if they show no token, or no place is free
     */
    Visitor admit(BlobRequest request) throws BlobException {
        Bearer bearer = tokens.bearer(request.authorization());
        Turns.Turn turn = bearer instanceof Bearer.Person person ? people.begin(person.user()) : servers.begin(bearer);
        return new Visitor(bearer, turn);
    }

    /** The answer, to be written and closed. */
    BlobAnswer answer(Visitor visitor, BlobRequest request) {
        BlobAnswer answer;
        try {
            answer = answer(visitor, id(request.blob()), request);
        } catch (BlobException e) {
            answer = BlobAnswer.error(e);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "a request for a file failed", e);
            answer = BlobAnswer.error(new BlobException(BlobCode.STORE_FAILED, "the server has failed at this"));
        }
        return answer.to(request);
    }

    private BlobAnswer answer(Visitor visitor, BlobId id, BlobRequest request) throws BlobException {
        switch (request.method()) {
            case "GET":
                return downloads.get(id, visitor, request.range());
            case "HEAD":
                return head(visitor.bearer(), id);
            case "PUT":
                if (visitor.bearer() instanceof Bearer.Person person) {
                    return uploads.put(id, person.user(), visitor.turn(), request);
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
