package chat.parley.server.link;

import chat.parley.protocol.cert.Certificate;
import chat.parley.protocol.cert.Handshake;
import chat.parley.protocol.frame.Challenge;
import chat.parley.protocol.frame.Frame;
import chat.parley.protocol.frame.Introduce;
import chat.parley.protocol.frame.ProblemCode;
import chat.parley.protocol.id.ServerId;
import chat.parley.protocol.json.MalformedJsonException;
import chat.parley.server.peer.Peer;
import java.util.function.Consumer;

/** How a link begins: both ends prove which servers of the domain they are (PROTOCOL.md, section "Links", 1 to 3). */
final class Introduction {
    private final LinkHub.Context context;
    private final Peer peer;
    private final boolean dialled;
    private final Consumer<Certificate> established;
    private final Handshake handshake;
    private final String nonce;
    private Certificate expected;
    private Handshake.Link proof;

    /**
     * @param dialled whether this server has dialled the other
     * @param established hears who the other has proved to be
     */
    Introduction(LinkHub.Context context, Peer peer, boolean dialled, Consumer<Certificate> established) {
        this.context = context;
        this.peer = peer;
        this.dialled = dialled;
        this.established = established;
        this.handshake = new Handshake(context.crypto());
        this.nonce = handshake.nonce();
    }

    /** The other has dialled: it is challenged. */
    void challenge() {
        peer.send(new Challenge(
                context.identity().domain().toString(),
                context.identity().id().toString(),
                context.identity().certificate().write(),
                nonce));
    }

    /** Takes a frame of who has not proved yet who it is. */
    void take(Frame frame) {
        if (frame instanceof Challenge challenge && dialled && proof == null) {
            expected = trusted(challenge.certificate());
            if (expected != null) {
                proof = new Handshake.Link(
                        expected.server(), challenge.nonce(), context.identity().id(), nonce);
                peer.send(new Introduce(
                        context.identity().certificate().write(),
                        nonce,
                        handshake.signAsDialler(proof, context.identity().key())));
            }
        } else if (frame instanceof Introduce introduce && dialled && proof != null) {
            if (handshake.dialledSigned(proof, introduce.signature())) {
                established.accept(expected);
            } else {
                peer.refuse(ProblemCode.AUTHENTICATION_FAILED, "the signature is not the server's");
            }
        } else if (frame instanceof Introduce introduce && !dialled) {
            introduced(introduce);
        } else {
            peer.refuse(ProblemCode.NOT_AUTHENTICATED, "a link begins with challenge and introduction");
        }
    }

    private void introduced(Introduce introduce) {
        Certificate theirs = trusted(introduce.certificate());
        if (theirs == null) {
            return;
        }
        proof = new Handshake.Link(context.identity().id(), nonce, theirs.server(), introduce.nonce());
        if (!handshake.diallerSigned(proof, introduce.signature())) {
            peer.refuse(ProblemCode.AUTHENTICATION_FAILED, "the signature is not the server's");
            return;
        }
        peer.send(new Introduce(
                "", "", handshake.signAsDialled(proof, context.identity().key())));
        established.accept(theirs);
    }

    private Certificate trusted(String text) {
        try {
            Certificate theirs = Certificate.read(text);
            ServerId self = context.identity().id();
            if (theirs.server().equals(self)) {
                peer.close("this is the same server");
                return null;
            }
            if (context.identity()
                    .trusts(context.crypto(), theirs, context.clock().millis())) {
                return theirs;
            }
        } catch (MalformedJsonException e) {
            // Refused below, with all that is no certificate of the domain.
        }
        peer.refuse(
                ProblemCode.BAD_CERTIFICATE,
                "no valid certificate of domain " + context.identity().domain().brief()
                        + "; issue one with: parley domain issue");
        return null;
    }
}
