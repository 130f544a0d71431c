package chat.parley.client.transfer;

import chat.parley.client.ClientEvent;
import chat.parley.client.ClientEvent.FileProgress.Stage;
import chat.parley.client.blob.TransferException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The transfers of a client: so many at a time, the others in line. Used by the client's thread. */
public final class Transfers {
    /** Most altogether. */
    public static final int MAX_TRANSFERS = 256;

    /** So long one waits that no server could serve, in milliseconds. */
    static final long AGAIN_MILLIS = 10_000;

    private final Carrier carrier;
    private final Clock clock;
    private final Tokens tokens;
    private final Map<Long, Transfer> waiting = new LinkedHashMap<>();
    private final Map<Long, Transfer> running = new LinkedHashMap<>();
    private final Map<Long, Rest> rests = new LinkedHashMap<>();
    private final List<ClientEvent> news = new ArrayList<>();
    private final Runnable step;
    private boolean ended;

    /** One is not begun before a time, and is told to be in this stage until then. */
    private record Rest(long until, Stage stage) {}

    /** @param step makes durable, and tells, what came of a transfer */
    public Transfers(Carrier carrier, Clock clock, Tokens tokens, Runnable step) {
        this.carrier = carrier;
        this.clock = clock;
        this.tokens = tokens;
        this.step = step;
    }

    /** Whether there is room for one more. */
    public boolean full() {
        return waiting.size() + running.size() >= MAX_TRANSFERS;
    }

    /** Puts one in line. */
    public void add(Transfer transfer) {
        waiting.put(transfer.number(), transfer);
        begin();
    }

    /** Ends one; false if there is none of this number. */
    public boolean cancel(long number) {
        Transfer transfer = running.get(number);
        if (transfer != null) {
            transfer.cancel();
            return true;
        }
        transfer = waiting.remove(number);
        rests.remove(number);
        if (transfer == null) {
            return false;
        }
        give(transfer, new TransferException(TransferException.Code.CANCELLED, "the transfer was cancelled"));
        return true;
    }

    /** Ends all, and forgets them: what is stored of them stays. */
    public void end() {
        ended = true;
        running.values().forEach(Transfer::cancel);
        waiting.clear();
    }

    /** Begins what can begin, and looks how far the others are. */
    public void tick() {
        begin();
        running.values().forEach(each -> progress(each).ifPresent(news::add));
        waiting.values().forEach(each -> each.news(waits(each)).ifPresent(news::add));
    }

    private Optional<ClientEvent> progress(Transfer each) {
        Stage stalled = served(each) ? Stage.STALLED : Stage.WAITING_SERVER;
        return each.news(
                clock.millis(), each.work().online() ? stalled : each.work().stage());
    }

    private Stage waits(Transfer each) {
        if (resting(each)) {
            return rests.get(each.number()).stage();
        }
        return served(each) ? Stage.WAITING_TURN : Stage.WAITING_SERVER;
    }

    private boolean resting(Transfer each) {
        Rest rest = rests.get(each.number());
        return rest != null && rest.until() > clock.millis();
    }

    private boolean served(Transfer each) {
        return !each.work().online() || tokens.here();
    }

    /** Whether there is something to tell. */
    public boolean hasNews() {
        return !news.isEmpty();
    }

    /** What is to be told. */
    public List<ClientEvent> takeNews() {
        List<ClientEvent> taken = new ArrayList<>(news);
        news.clear();
        return taken;
    }

    /** Something is to be told besides. */
    public void tell(ClientEvent event) {
        news.add(event);
    }

    private void begin() {
        Set<Transfer> ready = new LinkedHashSet<>();
        for (Transfer each : waiting.values()) {
            if (!served(each)) {
                tokens.want();
            } else if (!resting(each)
                    && running.size() + ready.size() < carrier.limits().atOnce()) {
                ready.add(each);
            }
        }
        for (Transfer each : ready) {
            waiting.remove(each.number());
            rests.remove(each.number());
            running.put(each.number(), each);
            each.begins(clock.millis());
            carrier.places().transfers().execute(() -> run(each));
        }
    }

    /** On the transfer's thread. */
    private void run(Transfer transfer) {
        try {
            Runnable then = transfer.run();
            carrier.places().client().execute(() -> over(transfer, Optional.of(then), null));
        } catch (TransferException e) {
            carrier.places().client().execute(() -> over(transfer, Optional.empty(), e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            TransferException fault =
                    new TransferException(TransferException.Code.REFUSED, "it cannot be moved: " + e.getMessage(), e);
            carrier.places().client().execute(() -> over(transfer, Optional.empty(), fault));
        }
    }

    private void over(Transfer transfer, Optional<Runnable> then, TransferException failure) {
        if (ended) {
            return;
        }
        running.remove(transfer.number());
        progress(transfer).ifPresent(news::add);
        if (then.isPresent()) {
            then.get().run();
        } else if (transfer.cancelled()) {
            give(transfer, failure);
        } else if (failure.restMillis() > 0) {
            news.add(transfer.rests(failure));
            rest(transfer, failure.restMillis(), Stage.RESTING);
        } else if (failure.code() == TransferException.Code.NO_SERVER) {
            rest(transfer, AGAIN_MILLIS, Stage.WAITING_SERVER);
        } else {
            give(transfer, failure);
        }
        begin();
        step.run();
    }

    private void rest(Transfer transfer, long millis, Stage stage) {
        rests.put(transfer.number(), new Rest(clock.millis() + millis, stage));
        waiting.put(transfer.number(), transfer);
    }

    private void give(Transfer transfer, TransferException why) {
        transfer.work().abandoned(why);
        news.add(transfer.failed(why));
    }
}
