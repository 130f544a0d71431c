package chat.parley.server.account;

import static chat.parley.protocol.fixture.TestKeys.CRYPTO;

import chat.parley.protocol.account.Decoy;
import chat.parley.protocol.account.RegistrationCodes;
import chat.parley.protocol.fixture.TestAccount;
import chat.parley.protocol.fixture.TestKeys;
import chat.parley.protocol.frame.Frame;
import chat.parley.protocol.frame.FrameCodec;
import chat.parley.protocol.id.DeviceId;
import chat.parley.protocol.id.ServerId;
import chat.parley.server.fixture.FakeClock;
import chat.parley.server.fixture.FakePeer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Servers of one domain, which tell each other about accounts when {@link #settle} lets them. */
final class TestDomain {
    static final RegistrationCodes CODES =
            new RegistrationCodes(CRYPTO, RegistrationCodes.secret(CRYPTO, TestKeys.seed("domain")));

    final FakeClock clock = new FakeClock();
    final List<Server> servers = new ArrayList<>();
    final Set<DeviceId> live = new HashSet<>();
    private final FrameCodec codec = new FrameCodec();
    private final Deque<Runnable> wire = new ArrayDeque<>();
    private boolean apart;

    /** One server. */
    final class Server {
        final ServerId id;
        final MemoryAccountStore store = new MemoryAccountStore();
        final List<Runnable> waiting = new ArrayList<>();
        final AccountDirectory directory;
        final AccountSpread spread;
        final AccountDesk desk;
        int sent;

        Server(String name, Registration registration) {
            id = new ServerId(TestKeys.signing(name).publicKey());
            directory = new AccountDirectory(TestAccount.DOMAIN, store, CRYPTO, CODES, registration);
            spread = new AccountSpread(directory, waiting::add, frame -> toOthers(this, frame));
            desk = new AccountDesk(
                    directory,
                    spread,
                    waiting::add,
                    new AccountDesk.Context(
                            id,
                            CRYPTO,
                            new Decoy(CRYPTO, TestKeys.secret("decoy")),
                            (user, device) -> live.contains(device),
                            clock,
                            AccountLimits.of(3, 5, 20)));
            spread.failuresTo(desk);
        }

        /** The batch of events that was open is over. */
        void quiet() {
            List<Runnable> now = new ArrayList<>(waiting);
            waiting.clear();
            now.forEach(Runnable::run);
        }

        FakePeer client(String address) {
            return new FakePeer(codec, address);
        }
    }

    Server server(Registration registration) {
        Server server = new Server("server-" + servers.size(), registration);
        servers.add(server);
        return server;
    }

    void part() {
        apart = true;
    }

    /** The links are back: both ends greet. */
    void heal() {
        apart = false;
        greet();
    }

    void greet() {
        for (Server from : servers) {
            toOthers(from, from.spread.greeting());
        }
    }

    /** Until nobody says anything any more. */
    void settle() {
        boolean busy = true;
        while (busy) {
            servers.forEach(Server::quiet);
            busy = !wire.isEmpty();
            if (busy) {
                wire.poll().run();
            }
        }
    }

    private void toOthers(Server from, Frame frame) {
        for (Server to : servers) {
            if (to != from && !apart) {
                send(from, to, frame);
            }
        }
    }

    private void send(Server from, Server to, Frame frame) {
        from.sent++;
        wire.add(() -> {
            FakePeer answers = new FakePeer(codec, "link");
            to.spread.handle(frame, answers);
            answers.frames().forEach(each -> send(to, from, each));
        });
    }
}
