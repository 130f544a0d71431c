package chat.parley.server;

import chat.parley.protocol.crypto.Crypto;
import chat.parley.protocol.crypto.LazysodiumStreams;
import chat.parley.protocol.crypto.Secret;
import chat.parley.protocol.event.EventCodec;
import chat.parley.protocol.id.DomainId;
import chat.parley.server.blob.Blobs;
import chat.parley.server.cluster.IdentityFolder;
import chat.parley.server.cluster.ServerIdentity;
import chat.parley.server.log.BatchConnection;
import chat.parley.server.log.Database;
import chat.parley.server.log.JdbcEventStore;
import chat.parley.server.log.PostgresDatabase;
import chat.parley.server.log.SqliteDatabase;
import chat.parley.server.log.UnusableException;
import chat.parley.server.ops.CannotStart;
import chat.parley.server.ops.Settings;
import chat.parley.server.ops.StoreSettings;
import chat.parley.server.ops.Surroundings;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;

/** Opens what a node has on its disk and in its database; what cannot be opened says what to do about it. */
final class Belongings {
    private static final Logger LOG = System.getLogger(Belongings.class.getName());

    private final Surroundings around;
    private final IdentityFolder folder;
    private final Crypto crypto;

    Belongings(Surroundings around, IdentityFolder folder, Crypto crypto) {
        this.around = around;
        this.folder = folder;
        this.crypto = crypto;
    }

    /** Without the domain's secret this server's registration codes and decoys are no other server's. */
    Secret accountsSecret() throws CannotStart {
        try {
            Optional<Secret> secret = folder.accountsSecret();
            if (secret.isEmpty()) {
                LOG.log(
                        Level.WARNING,
                        "no {0} in {1}: issue the certificate again with \"parley domain issue\", or registration codes"
                                + " are good at no server",
                        IdentityFolder.ACCOUNTS_SECRET,
                        around.settings().data());
            }
            return secret.orElseGet(crypto::newSecret);
        } catch (IdentityFolder.WrongIdentityException e) {
            throw new CannotStart(e.getMessage(), e.remedy(), e);
        } catch (IOException e) {
            throw new CannotStart(
                    "the accounts secret in " + around.settings().data() + " cannot be read (" + e + ")",
                    "give this user the right to read it",
                    e);
        }
    }

    /** Who this server is. */
    ServerIdentity identity() throws CannotStart {
        ServerIdentity identity;
        try {
            identity = folder.load(around.url());
        } catch (IdentityFolder.WrongIdentityException e) {
            throw new CannotStart(e.getMessage(), e.remedy(), e);
        } catch (IOException e) {
            throw new CannotStart(
                    "the keys in " + around.settings().data() + " cannot be read (" + e + ")",
                    "give this user the right to read and write them",
                    e);
        }
        Optional<DomainId> pinned = around.settings().domain();
        if (pinned.isPresent() && !pinned.get().equals(identity.domain())) {
            throw new CannotStart(
                    "the certificate is of domain " + identity.domain() + " and not of " + pinned.get(),
                    "use a certificate of that domain, or correct " + Settings.DOMAIN);
        }
        return identity;
    }

    /** Its database. */
    JdbcEventStore store(DomainId domain, EventCodec codec) throws CannotStart {
        StoreSettings settings = around.settings().store();
        Database database;
        String name;
        if (settings.url().isPresent()) {
            database = new PostgresDatabase(
                    settings.url().get(), settings.user(), settings.password(), settings.schema(), domain);
            name = settings.toString();
        } else {
            database = new SqliteDatabase(around.settings().data(), domain);
            name = "in " + around.settings().data();
        }
        try {
            return new JdbcEventStore(database, codec);
        } catch (UnusableException e) {
            throw new CannotStart("the database " + name + " cannot be used (" + e.getMessage() + ")", e.remedy(), e);
        }
    }

    /** Its files. */
    Blobs blobs(BatchConnection batches, Blobs.Surroundings node) throws CannotStart {
        try {
            return new Blobs(
                    new Blobs.Place(around.settings().data(), batches, crypto, new LazysodiumStreams(around.sodium())),
                    around.settings().blobs(),
                    node);
        } catch (IOException e) {
            throw new CannotStart(
                    "the files in " + around.settings().data() + " cannot be used (" + e + ")",
                    "give this user the right to read and write there",
                    e);
        }
    }
}
