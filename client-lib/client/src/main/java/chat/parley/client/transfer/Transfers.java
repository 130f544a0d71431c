package chat.parley.client.transfer;

import chat.parley.client.ClientEvent;
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
    private final Map<Long, Long> notBefore = new LinkedHashMap<>();
    private final List<ClientEvent> news = new ArrayList<>();
    private final Runnable step;
    private boolean ended;

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
        notBefore.remove(number);
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
        running.values().forEach(each -> each.news().ifPresent(news::add));
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
            boolean rests = notBefore.getOrDefault(each.number(), 0L) > clock.millis();
            boolean served = !each.work().online() || tokens.here();
            if (!served) {
                tokens.want();
            } else if (!rests
                    && running.size() + ready.size() < carrier.limits().atOnce()) {
                ready.add(each);
            }
        }
        for (Transfer each : ready) {
            waiting.remove(each.number());
            notBefore.remove(each.number());
            running.put(each.number(), each);
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
        transfer.news().ifPresent(news::add);
        if (then.isPresent()) {
            then.get().run();
        } else if (failure.code() == TransferException.Code.NO_SERVER && !transfer.cancelled()) {
            notBefore.put(transfer.number(), clock.millis() + AGAIN_MILLIS);
            waiting.put(transfer.number(), transfer);
        } else {
            give(transfer, failure);
        }
        begin();
        step.run();
    }

    private void give(Transfer transfer, TransferException why) {
        transfer.work().abandoned(why);
        news.add(transfer.failed(why));
    }
}
