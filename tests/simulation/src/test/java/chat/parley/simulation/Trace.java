package chat.parley.simulation;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** All that happened in a run, one line each; two runs are the same when their digests are. */
final class Trace {
    private final Timeline timeline;
    private final MessageDigest digest;
    private final StringBuilder kept;

    /**
     * @param keep whether the lines themselves are wanted; heartbeats are left out there
     */
    Trace(Timeline timeline, boolean keep) {
        this.timeline = timeline;
        this.kept = keep ? new StringBuilder() : null;
        try {
            this.digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    void add(String who, String what) {
        long now = timeline.now();
        String line = now / Timeline.SECOND + "."
                + String.valueOf(Timeline.SECOND + now % Timeline.SECOND).substring(1) + " " + who + " " + what + "\n";
        digest.update(line.getBytes(StandardCharsets.UTF_8));
        if (kept != null && !what.equals("ping") && !what.equals("pong")) {
            kept.append(line);
        }
    }

    /** Ends the trace. */
    String digest() {
        return HexFormat.of().formatHex(digest.digest());
    }

    String lines() {
        return kept == null ? "" : kept.toString();
    }
}
