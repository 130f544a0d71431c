package chat.parley.client.account;

import chat.parley.protocol.crypto.SigningKey;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * Gets at the identity's root key: it is here as long as there is no account, then in the vault that may be kept here, and
 * in the one at the domain's servers.
 */
final class RootKey {
    private final Self self;
    private final KnownAccounts known;
    private final KeptVault kept;
    private final Function<char[], CompletableFuture<VaultDoor.Open>> atServer;

    /**
     * @param atServer opens the vault of the user's account at a server
     */
    RootKey(
            Self self,
            KnownAccounts known,
            KeptVault kept,
            Function<char[], CompletableFuture<VaultDoor.Open>> atServer) {
        this.self = self;
        this.known = known;
        this.kept = kept;
        this.atServer = atServer;
    }

    /** Where there is no account at a server: from here, or from the vault that is kept here. */
    CompletableFuture<SigningKey> here(char[] password) {
        return self.root()
                .map(CompletableFuture::completedFuture)
                .orElseGet(() -> kept.open(password).thenApply(root -> root.orElseThrow(KeptVault::wrongPassword)));
    }

    /** From here first, which no server and nobody's wrong passwords can keep back; then from a server. */
    CompletableFuture<SigningKey> anywhere(char[] password) {
        Optional<SigningKey> root = self.root();
        if (root.isPresent()) {
            return CompletableFuture.completedFuture(root.get());
        }
        boolean onlyHere = !known.good() || !self.server().isPresent();
        if (!kept.isHere() || kept.waits() > 0 && !onlyHere) {
            return fromServer(password);
        }
        VaultDoor.checkLength(password);
        return kept.open(password).thenCompose(opened -> {
            if (opened.isPresent()) {
                return CompletableFuture.completedFuture(opened.get());
            }
            if (onlyHere) {
                throw KeptVault.wrongPassword();
            }
            return fromServer(password);
        });
    }

    private CompletableFuture<SigningKey> fromServer(char[] password) {
        return atServer.apply(password).thenApply(open -> open.vault().root());
    }
}
