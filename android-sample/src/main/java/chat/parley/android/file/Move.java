package chat.parley.android.file;

import chat.parley.client.ClientEvent;
import chat.parley.client.RoomRef;
import java.util.Optional;

/** A file that comes or goes, as far as it is. Of the screens' thread. */
public final class Move {
    private final RoomRef room;
    private final long number;
    private final boolean outgoing;
    private final String name;
    private Optional<ClientEvent.Attachment> file = Optional.empty();
    private String caption = "";
    private Optional<Rate> rate = Optional.empty();
    private Optional<String> failure = Optional.empty();
    private long done;
    private long total;

    Move(RoomRef room, long number, boolean outgoing, String name) {
        this.room = room;
        this.number = number;
        this.outgoing = outgoing;
        this.name = name;
    }

    /** What is known of one that goes. */
    void describe(ClientEvent.Attachment known, String said) {
        file = Optional.of(known);
        caption = said;
    }

    void at(long nowDone, long nowTotal, long nanos) {
        if (rate.isPresent()) {
            rate.get().at(nowDone, nanos);
        } else {
            rate = Optional.of(new Rate(nowDone, nanos));
        }
        done = nowDone;
        total = nowTotal;
    }

    void failed(String code) {
        failure = Optional.of(code);
    }

    public RoomRef room() {
        return room;
    }

    /** The client's. */
    public long number() {
        return number;
    }

    boolean outgoing() {
        return outgoing;
    }

    /** The file that goes, as others will see it. */
    public ClientEvent.Attachment file() {
        return file.orElseGet(() -> new ClientEvent.Attachment(name, Label.UNTYPED, total, Optional.empty()));
    }

    public String caption() {
        return caption;
    }

    Optional<Rate> rate() {
        return rate;
    }

    long done() {
        return done;
    }

    /** 0 while nothing has moved. */
    long total() {
        return total;
    }

    /** Whether it will not go. */
    public boolean isFailed() {
        return failure.isPresent();
    }

    /** Why it has ended without its file: a code of the client. */
    Optional<String> failure() {
        return failure;
    }
}
