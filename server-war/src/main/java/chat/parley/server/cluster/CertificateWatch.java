package chat.parley.server.cluster;

import chat.parley.protocol.cert.Certificate;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Takes a certificate that the operator has replaced into use while the server runs, and warns every day of one that is
 * about to expire. Used on the node's thread.
 */
public final class CertificateWatch {
    /** Between two looks at the file. */
    public static final Duration LOOK = Duration.ofMinutes(1);

    /** So long before a certificate expires warnings begin. */
    public static final Duration NOTICE = Duration.ofDays(7);

    private static final Duration REPEAT = Duration.ofDays(1);
    private static final Logger LOG = System.getLogger(CertificateWatch.class.getName());

    private final IdentityFolder folder;
    private final ServerIdentity identity;
    private final Clock clock;
    private long looked;
    private long warned = Long.MIN_VALUE;
    private String complaint = "";

    public CertificateWatch(IdentityFolder folder, ServerIdentity identity, Clock clock) {
        this.folder = folder;
        this.identity = identity;
        this.clock = clock;
        this.looked = clock.millis();
    }

    /**
     * Looks at the file, if the last look was long enough ago.
     *
     * @return whether a new certificate is in use now
     */
    public boolean look() {
        boolean renewed = false;
        if (clock.millis() - looked >= LOOK.toMillis()) {
            looked = clock.millis();
            renewed = renew();
        }
        warn();
        return renewed;
    }

    private boolean renew() {
        String problem = "";
        try {
            Optional<Certificate> next = folder.successor(identity.certificate());
            if (next.isPresent()) {
                identity.renew(next.get());
                warned = Long.MIN_VALUE;
                complaint = "";
                LOG.log(Level.INFO, "a new certificate is in use, valid until {0}", end());
                return true;
            }
        } catch (IdentityFolder.WrongIdentityException e) {
            problem = e.getMessage() + "; " + e.remedy();
        } catch (IOException e) {
            problem = "it cannot be read (" + e + ")";
        }
        if (!problem.isEmpty() && !problem.equals(complaint)) {
            LOG.log(Level.WARNING, "the certificate in the data folder is not taken into use: {0}", problem);
        }
        complaint = problem;
        return false;
    }

    private void warn() {
        long now = clock.millis();
        boolean soon = identity.certificate().notAfter() - now < NOTICE.toMillis();
        if (soon && (warned == Long.MIN_VALUE || now - warned >= REPEAT.toMillis())) {
            warned = now;
            LOG.log(
                    Level.WARNING,
                    "this server''s certificate expires at {0}; issue a new one with: parley domain renew",
                    end());
        }
    }

    private String end() {
        return Instant.ofEpochMilli(identity.certificate().notAfter()).toString();
    }
}
