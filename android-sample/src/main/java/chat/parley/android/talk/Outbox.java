package chat.parley.android.talk;

import chat.parley.protocol.id.EventId;
import java.util.Optional;

/** Gives what was typed to the client, one text at a time: it outlives the turning of the phone. Of the screens' thread. */
final class Outbox {
    private boolean busy;
    private Screen screen;

    /** Who hears what has become of it. */
    interface Screen {
        /** @param number under which more is heard of it; empty for a change of what was said before */
        void given(Optional<Long> number, String text);

        void notGiven(RuntimeException e);
    }

    void show(Screen now) {
        screen = now;
    }

    /** Whether a text is on its way to the client: another one waits for the person. */
    boolean isBusy() {
        return busy;
    }

    /** @param answered what is answered, if anything is */
    void say(Voice voice, Optional<EventId> answered, String text) {
        busy = true;
        voice.say(answered, text, number -> given(Optional.of(number), text), this::notGiven);
    }

    void edit(Voice voice, EventId message, String text) {
        busy = true;
        voice.edit(message, text, () -> given(Optional.empty(), text), this::notGiven);
    }

    private void given(Optional<Long> number, String text) {
        busy = false;
        screen.given(number, text);
    }

    private void notGiven(RuntimeException e) {
        busy = false;
        screen.notGiven(e);
    }
}
