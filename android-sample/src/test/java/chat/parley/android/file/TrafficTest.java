package chat.parley.android.file;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.client.ClientEvent;
import chat.parley.client.RoomRef;
import chat.parley.client.SharedFiles;
import chat.parley.protocol.id.EventId;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What comes and goes. */
class TrafficTest {
    private static final RoomRef ROOM = RoomRef.open("room");
    private static final RoomRef OTHER = RoomRef.open("other");
    private static final EventId MESSAGE = new EventId(new byte[EventId.BYTES]);

    private long now;
    private final List<Integer> told = new ArrayList<>();
    private final Traffic traffic = traffic();

    private Traffic traffic() {
        Traffic[] made = new Traffic[1];
        made[0] = new Traffic(() -> now, () -> told.add(made[0].underWay()));
        return made[0];
    }

    private static ClientEvent.FileProgress progress(long number, boolean outgoing, long done) {
        return new ClientEvent.FileProgress(ROOM, number, "a", outgoing, done, 1000);
    }

    private static ClientEvent.FileFailed failed(long number, String code) {
        return new ClientEvent.FileFailed(ROOM, number, "a", code, "why");
    }

    private static SharedFiles.Sending sending(long number) {
        return new SharedFiles.Sending(
                ROOM, number, new ClientEvent.Attachment("a.txt", "text/plain", 900, Optional.empty()), "look");
    }

    @Test
    @DisplayName("what goes is shown with its words until it is said, in its room only")
    void sends_untilSent() {
        traffic.sends(sending(1));
        traffic.happened(progress(1, true, 100));
        assertThat(traffic.sending(OTHER)).isEmpty();
        Move move = traffic.sending(ROOM).get(0);
        assertThat(move.file().name()).isEqualTo("a.txt");
        assertThat(move.caption()).isEqualTo("look");
        assertThat(move.done()).isEqualTo(100);
        traffic.happened(new ClientEvent.Sent(ROOM, 1, MESSAGE));
        assertThat(traffic.sending(ROOM)).isEmpty();
        assertThat(told).as("busy, then idle").containsExactly(1, 0);
    }

    @Test
    @DisplayName("what is over before its number was told does not come up again")
    void over_beforeItWasKnown_staysOver() {
        traffic.happened(new ClientEvent.Sent(ROOM, 1, MESSAGE));
        traffic.sends(sending(1));
        assertThat(traffic.sending(ROOM)).isEmpty();
        traffic.happened(new ClientEvent.FileSaved(ROOM, 2, MESSAGE, Paths.get("x")));
        traffic.fetches(ROOM, MESSAGE, "a", 2);
        assertThat(traffic.fetching(MESSAGE)).isEmpty();
        assertThat(traffic.failure(MESSAGE)).isEmpty();
        traffic.happened(failed(3, "NOT_FOUND"));
        traffic.fetches(ROOM, MESSAGE, "a", 3);
        assertThat(traffic.fetching(MESSAGE)).isEmpty();
        assertThat(traffic.failure(MESSAGE)).contains("NOT_FOUND");
    }

    @Test
    @DisplayName("what was not sent stays until the person has seen it; what the person ended does not")
    void failed_staysUntilSeen() {
        traffic.sends(sending(1));
        traffic.sends(sending(2));
        traffic.happened(failed(1, "TOO_LARGE"));
        traffic.happened(failed(2, "CANCELLED"));
        assertThat(traffic.sending(ROOM)).extracting(Move::failure).containsExactly(Optional.of("TOO_LARGE"));
        assertThat(told).as("what failed is not on its way").containsExactly(1, 0);
        traffic.dismiss(1);
        assertThat(traffic.sending(ROOM)).isEmpty();
    }

    @Test
    @DisplayName("what was lost with the process is shown as not sent, and was never on its way")
    void lost_isNeverUnderWay() {
        traffic.lost(sending(-1), "SOURCE");
        assertThat(traffic.sending(ROOM)).extracting(Move::failure).containsExactly(Optional.of("SOURCE"));
        assertThat(told).as("no service is begun for it").isEmpty();
    }

    @Test
    @DisplayName("a file that did not come says why, until it is fetched again")
    void failure_isOfTheLastAttempt() {
        traffic.fetches(ROOM, MESSAGE, "a", 5);
        traffic.happened(failed(5, "DISK"));
        assertThat(traffic.failure(MESSAGE)).contains("DISK");
        traffic.fetches(ROOM, MESSAGE, "a", 6);
        assertThat(traffic.failure(MESSAGE)).isEmpty();
        assertThat(traffic.fetching(MESSAGE)).map(Move::number).contains(6L);
        traffic.happened(failed(6, "CANCELLED"));
        assertThat(traffic.failure(MESSAGE)).isEmpty();
        assertThat(traffic.isWithout(6)).isTrue();
    }

    @Test
    @DisplayName("the rate is smooth, what is sent again counts for nothing, and the time left follows")
    void rate_isSmooth() {
        traffic.happened(progress(1, false, 0));
        now += TimeUnit.SECONDS.toNanos(1);
        traffic.happened(progress(1, false, 100));
        traffic.fetches(ROOM, MESSAGE, "a", 1);
        Rate rate = traffic.fetching(MESSAGE).get().rate().get();
        assertThat(rate.perSecond()).hasValue(100);
        assertThat(rate.secondsUntil(1000)).hasValue(9);
        now += TimeUnit.SECONDS.toNanos(1);
        traffic.happened(progress(1, false, 50));
        assertThat(rate.perSecond()).as("going back is no progress").hasValue(100);
        now += TimeUnit.SECONDS.toNanos(1);
        traffic.happened(progress(1, false, 250));
        assertThat(rate.perSecond()).hasValue(130);
        now += TimeUnit.SECONDS.toNanos(10);
        traffic.happened(progress(1, false, 250));
        assertThat(rate.perSecond()).as("standing still is slower").hasValue(91);
    }

    @Test
    @DisplayName("what is remembered of what is over has a bound")
    void over_isBounded() {
        traffic.happened(failed(1, "DISK"));
        for (long number = 2; number < 2000; number++) {
            traffic.happened(failed(number, "DISK"));
        }
        assertThat(traffic.isOver(1)).isFalse();
        assertThat(traffic.isOver(1999)).isTrue();
    }
}
