package chat.parley.client.blob;

import chat.parley.protocol.id.BlobId;
import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;

/**
 * One transfer's way to the servers: the one in use, how often in a row nothing came of it, and when to try another. Used by
 * the transfer's thread.
 */
final class Line {
    /** After so many failures in a row the transfer ends; it can go on later. */
    static final int MAX_FAILURES = 12;

    /** So often a server is asked again that has a file and cannot copy it. */
    private static final int MAX_UNCOPIED = 4;

    /** Between two attempts, in milliseconds: the first pause, which doubles, and the longest. */
    private static final long MIN_PAUSE_MILLIS = 100;

    private static final long MAX_PAUSE_MILLIS = 5000;

    /** A longer pause that a server asks for is none of an attempt, but a rest: in seconds. */
    private static final long MAX_HEEDED_SECONDS = 30;

    /** A server is believed that it takes nothing for so long at most, in seconds: a day. */
    private static final long MAX_REST_SECONDS = 86_400;

    private static final String RETRY_AFTER = "Retry-After";

    /** Longest explanation of a server that is passed on, in characters. */
    private static final int MAX_REASON = 300;

    /** Longest answer that is read for its meaning, in bytes. */
    private static final int MAX_JSON = 4096;

    private final BlobHttp http;
    private final BlobServers servers;
    private final BlobId blob;
    private final Cancellation cancellation;
    private Optional<BlobServers.Access> access = Optional.empty();
    private boolean useless = true;
    private int failures;
    private long asked;

    Line(BlobHttp http, BlobServers servers, BlobId blob, Cancellation cancellation) {
        this.http = http;
        this.servers = servers;
        this.blob = blob;
        this.cancellation = cancellation;
    }

    /** Sends to the server in use, or to another one if that was of no use. */
    BlobHttp.Answer send(String method, Map<String, String> headers, long length, BlobHttp.Body body)
            throws IOException, TransferException, InterruptedException {
        cancellation.check();
        if (useless) {
            access = Optional.of(servers.access(access));
            useless = false;
        }
        String base = access.get().server().replaceFirst("^ws", "http");
        return http.send(new BlobHttp.Request(
                method, base + "/blobs/" + blob, access.get().token(), headers, length, body));
    }

    /** Something has come across. */
    void progressed() {
        failures = 0;
    }

    /** Another server, or another token, after a pause; ends the transfer if that has not helped several times. */
    void failed(TransferException.Code code, String reason) throws TransferException, InterruptedException {
        useless = true;
        again(code, reason);
    }

    /** The same server, after a pause. */
    void again(TransferException.Code code, String reason) throws TransferException, InterruptedException {
        failures++;
        if (failures >= MAX_FAILURES) {
            throw new TransferException(code, reason);
        }
        long pause = Math.min(MAX_PAUSE_MILLIS, MIN_PAUSE_MILLIS << Math.min(failures - 1, 10));
        cancellation.pause(Math.max(pause, asked));
        asked = 0;
    }

    /** Decides what a refusal means: returns where another attempt may help. */
    void refused(BlobHttp.Answer answer) throws IOException, TransferException, InterruptedException {
        JsonObject json = json(answer);
        String code = json.getString("code", "HTTP " + answer.status());
        String explained = inert(json.getString("reason", ""));
        String reason = explained.isEmpty() ? "the server refuses: " + code : "the server refuses: " + explained;
        long seconds = number(answer, RETRY_AFTER, MAX_REST_SECONDS).orElse(0L);
        asked = seconds <= MAX_HEEDED_SECONDS ? seconds * 1000 : 0;
        switch (code) {
            case "BLOB_TOO_LARGE":
                throw new TransferException(TransferException.Code.TOO_LARGE, reason);
            case "QUOTA_EXCEEDED":
                throw new TransferException(TransferException.Code.QUOTA, reason, seconds * 1000);
            case "BAD_REQUEST":
            case "LENGTH_REQUIRED":
            case "BAD_RANGE":
                failed(TransferException.Code.REFUSED, reason);
                return;
            case "NOT_FOUND":
                failed(TransferException.Code.NOT_FOUND, "no server has this file");
                return;
            case "NOT_COPIED":
                notCopied(reason);
                return;
            case "TOO_SLOW":
            case "SUPERSEDED":
            case "WRONG_OFFSET":
                again(TransferException.Code.NO_SERVER, reason);
                return;
            default:
                failed(TransferException.Code.NO_SERVER, reason);
        }
    }

    /** What a server writes is for people to read, not for their screens to obey. */
    private static String inert(String explanation) {
        String line = explanation.replaceAll("[\\p{C}\\p{Zl}\\p{Zp}]+", " ").trim();
        return line.length() <= MAX_REASON ? line : line.substring(0, MAX_REASON) + "...";
    }

    /** The server has it all: another one would have to be brought it anew, so that comes last. */
    private void notCopied(String reason) throws TransferException, InterruptedException {
        if (failures < MAX_UNCOPIED) {
            again(TransferException.Code.NO_SERVER, reason);
        } else {
            failed(TransferException.Code.NO_SERVER, reason);
        }
    }

    /** An answer's object; empty if it is none. */
    static JsonObject json(BlobHttp.Answer answer) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (InputStream body = answer.body()) {
            byte[] buffer = new byte[MAX_JSON];
            for (int n = body.read(buffer); n >= 0 && bytes.size() + n <= MAX_JSON; n = body.read(buffer)) {
                bytes.write(buffer, 0, n);
            }
        }
        try (JsonReader reader = Json.createReader(new ByteArrayInputStream(bytes.toByteArray()))) {
            return reader.readObject();
        } catch (JsonException | ClassCastException e) {
            return Json.createObjectBuilder().build();
        }
    }

    /** A header's number, from 0 to {@code most}. */
    static Optional<Long> number(BlobHttp.Answer answer, String header, long most) {
        try {
            return answer.header(header).map(Long::parseLong).filter(value -> value >= 0 && value <= most);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
