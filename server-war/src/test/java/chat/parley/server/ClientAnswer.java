package chat.parley.server;

import static chat.parley.server.fixture.Keys.CRYPTO;

import chat.parley.protocol.cert.Handshake;
import chat.parley.protocol.frame.BadFrameException;
import chat.parley.protocol.frame.Challenge;
import chat.parley.protocol.frame.FrameCodec;
import chat.parley.protocol.frame.Hello;
import chat.parley.protocol.id.ServerId;
import chat.parley.server.fixture.Human;

/** What a client says to a challenge. */
record ClientAnswer(String challenge) {
    String hello() throws BadFrameException {
        Human human = new Human("client");
        Handshake handshake = new Handshake(CRYPTO);
        try (FrameCodec codec = new FrameCodec()) {
            Challenge asked = (Challenge) codec.read(challenge);
            Handshake.Session proof = new Handshake.Session(
                    ServerId.of(asked.server()), asked.nonce(), handshake.nonce(), human.user(), human.device());
            return codec.write(new Hello(
                    human.user().toString(),
                    human.device().toString(),
                    proof.deviceNonce(),
                    handshake.signAsDevice(proof, human.key())));
        }
    }
}
