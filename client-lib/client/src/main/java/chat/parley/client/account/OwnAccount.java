package chat.parley.client.account;

import chat.parley.client.Accounts;
import chat.parley.client.ClientEvent;
import chat.parley.client.Devices;
import chat.parley.protocol.frame.AccountFind;
import chat.parley.protocol.frame.AccountFound;
import chat.parley.protocol.frame.Frame;
import java.util.List;
import java.util.Optional;

/** Account and devices of a client's user, as one thing that its connection tells what happens. */
public final class OwnAccount {
    /** Between two questions whose one's own name is, on a connection that stays, in milliseconds. */
    static final long ASK_MILLIS = 60 * 60_000L;

    private final Self self;
    private final Talk talk;
    private final Errands errands;
    private final KnownAccounts known;
    private final AccountDesk accounts;
    private final DeviceDesk devices;
    private boolean toldLost;
    private long asked;

    public OwnAccount(Self self) {
        this.self = self;
        this.talk = new Talk(self);
        this.errands = new Errands(self);
        this.known = new KnownAccounts(self.store());
        VaultDoor door = new VaultDoor(self, talk, errands, known);
        this.accounts = new AccountDesk(self, talk, errands, known, door, new KeptVault(self, errands, known, door));
        this.devices = new DeviceDesk(self, errands, known, accounts.root());
    }

    public Accounts accounts() {
        return accounts;
    }

    public Devices devices() {
        return devices;
    }

    /** Whether something is being done about either. */
    public boolean busy() {
        return errands.busy();
    }

    /** A server has been greeted: it is asked whose name one's own is, and again now and then. */
    public void greeted() {
        toldLost = false;
        askWhose();
    }

    private void askWhose() {
        asked = self.now();
        ownHere().ifPresent(own -> self.send(new AccountFind(own.name().value())));
    }

    /** Whether a frame was an answer that is waited for. */
    public boolean take(Frame frame, List<ClientEvent> told) {
        if (frame instanceof AccountFound) {
            found((AccountFound) frame, told);
        }
        return talk.take(frame);
    }

    public void tick() {
        talk.tick(self.now());
        if (self.now() - asked >= ASK_MILLIS) {
            askWhose();
        }
    }

    /** The connection is gone. */
    public void lost() {
        talk.lost();
    }

    private void found(AccountFound found, List<ClientEvent> told) {
        ownHere().ifPresent(own -> {
            if (!found.name().equals(own.name().value())) {
                return;
            }
            boolean lost =
                    !found.user().isEmpty() && !found.user().equals(self.user().toString());
            known.lost(lost);
            if (lost && !toldLost) {
                toldLost = true;
                told.add(new ClientEvent.Problem(
                        "NAME_LOST",
                        "the name " + own.name()
                                + " was registered by somebody else at the same time, and is theirs now."
                                + " You are who you were, and your rooms know you: register another name, with the password"
                                + " you have"));
            }
        });
    }

    private Optional<KnownAccounts.Own> ownHere() {
        return known.own()
                .filter(own -> self.server()
                        .filter(server -> server.domain().equals(own.domain()))
                        .isPresent());
    }
}
