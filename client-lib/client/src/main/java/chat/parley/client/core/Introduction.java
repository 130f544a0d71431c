package chat.parley.client.core;

import chat.parley.client.account.Greeting;
import chat.parley.protocol.cert.Certificate;
import chat.parley.protocol.cert.Handshake;
import chat.parley.protocol.frame.Challenge;
import chat.parley.protocol.frame.Hello;
import chat.parley.protocol.frame.Welcome;
import chat.parley.protocol.id.DomainId;
import chat.parley.protocol.id.ServerId;
import chat.parley.protocol.json.MalformedJsonException;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** How a client and a server meet on one connection: the one proves its device, the other its key and its domain's word. */
final class Introduction {
    private final Platform platform;
    private final Account account;
    private final Consumer<Hello> answer;
    private final Predicate<DomainId> admitted;
    private final Handshake handshake;
    private Handshake.Session proof;
    private DomainId domain;
    private boolean made;

    /**
     * @param account who the client says it is
     * @param admitted whether a domain's servers are spoken with
     * @param answer sends to the server
     */
    Introduction(Platform platform, Account account, Predicate<DomainId> admitted, Consumer<Hello> answer) {
        this.platform = platform;
        this.account = account;
        this.admitted = admitted;
        this.answer = answer;
        this.handshake = new Handshake(platform.crypto());
    }

    /** Answers the challenge, or says why the server is not spoken with. */
    Optional<String> challenged(Challenge challenge) {
        try {
            Certificate certificate = Certificate.read(challenge.certificate());
            boolean genuine = certificate.valid(
                            platform.crypto(),
                            certificate.domain(),
                            platform.clock().millis())
                    && certificate.domain().toString().equals(challenge.domain())
                    && certificate.server().equals(ServerId.of(challenge.server()));
            if (made || !genuine) {
                return Optional.of("its certificate is not valid");
            }
            if (!admitted.test(certificate.domain())) {
                return Optional.of("it is of another domain");
            }
            domain = certificate.domain();
            String nonce = handshake.nonce();
            proof = new Handshake.Session(
                    certificate.server(), challenge.nonce(), nonce, account.user(), account.device());
            answer.accept(new Hello(
                    account.user().toString(),
                    account.device().toString(),
                    nonce,
                    handshake.signAsDevice(proof, account.key())));
            return Optional.empty();
        } catch (MalformedJsonException | IllegalArgumentException e) {
            return Optional.of("its certificate cannot be read");
        }
    }

    /** Checks the server's proof; says why the server is not spoken with. */
    Optional<String> welcomed(Welcome welcome) {
        if (made || proof == null || !handshake.serverSigned(proof, welcome.signature())) {
            return Optional.of("it has not proved its key");
        }
        made = true;
        return Optional.empty();
    }

    /** The server, once it has proved its key. */
    Optional<Greeting> greeting() {
        return made ? Optional.of(new Greeting(domain, proof.server(), proof.serverNonce())) : Optional.empty();
    }
}
