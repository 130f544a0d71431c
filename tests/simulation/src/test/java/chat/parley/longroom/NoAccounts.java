package chat.parley.longroom;

import chat.parley.protocol.frame.Frame;
import chat.parley.server.account.AccountService;
import chat.parley.server.account.Caller;
import chat.parley.server.peer.Peer;
import java.util.Optional;

/** No accounts: these people are their keys. */
final class NoAccounts implements AccountService {
    @Override
    public boolean logIn(Frame frame, Peer peer, String serverNonce, Optional<Caller> caller) {
        return false;
    }

    @Override
    public boolean handle(Frame frame, Peer peer) {
        return false;
    }
}
