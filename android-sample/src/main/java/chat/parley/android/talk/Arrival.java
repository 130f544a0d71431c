package chat.parley.android.talk;

import android.content.Intent;
import android.os.Bundle;
import chat.parley.client.ClientEvent;
import chat.parley.protocol.id.EventId;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Where a conversation's list is to be: once it has come up, at the message that was looked for, or at the line above what was
 * not seen; then at a day that is gone to. What the client is asked for reaches back so far.
 */
final class Arrival {
    /** In the intent: the message. */
    static final String AT = "at";

    private static final String OVER = "arrived";

    private final Talk talk;
    private final TalkAdapter adapter;
    private final TalkList list;
    private boolean over;
    private Goal next;
    private Goal asked = Goal.NONE;

    /** @param wanted so far back the room is asked for, if it is here */
    private record Goal(Predicate<ClientEvent.Message> wanted, Runnable then) {
        static final Goal NONE = new Goal(message -> true, () -> {});
    }

    Arrival(Intent intent, Optional<Bundle> state, Talk talk, TalkAdapter adapter, TalkList list) {
        this.talk = talk;
        this.adapter = adapter;
        this.list = list;
        this.over = state.filter(each -> each.getBoolean(OVER)).isPresent();
        this.next = over
                ? Goal.NONE
                : at(Optional.ofNullable(intent.getStringExtra(AT)).map(EventId::of));
    }

    void save(Bundle state) {
        state.putBoolean(OVER, over);
    }

    /** The client is asked; how far back. */
    Predicate<ClientEvent.Message> asked() {
        asked = next;
        next = Goal.NONE;
        return asked.wanted();
    }

    /** It has not answered: the next question is for the same. */
    void failed() {
        next = next == Goal.NONE ? asked : next;
    }

    /** Says, once, that the room is shown for the first time: what was not seen has a line above it. */
    boolean isFirst() {
        boolean first = !over;
        over = true;
        return first;
    }

    /** What was asked for is shown. */
    void shown() {
        asked.then().run();
        list.loaded();
    }

    /** To the first message of a day, or of the next one on which something was said, with the next question. */
    void toDay(LocalDate day) {
        Instant before = day.atStartOfDay(ZoneId.systemDefault()).toInstant();
        next = new Goal(message -> message.time().isBefore(before), () -> {
            int place = Talk.place(
                    talk.items(),
                    item -> item instanceof Item.Day each && !each.date().isBefore(day));
            list.to(place < 0 ? adapter.getCount() - 1 : place);
        });
    }

    private Goal at(Optional<EventId> message) {
        return new Goal(each -> !message.isPresent() || message.equals(Optional.of(each.id())), () -> {
            int line = Talk.place(
                    talk.items(),
                    item -> message.isPresent() ? Talk.shows(item, message.get()) : item instanceof Item.Unread);
            message.ifPresent(adapter::mark);
            if (line >= 0) {
                list.to(line);
            }
        });
    }
}
