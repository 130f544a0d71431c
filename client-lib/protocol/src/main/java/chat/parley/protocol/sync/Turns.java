package chat.parley.protocol.sync;

import chat.parley.protocol.id.LogId;

/**
 * Which of several {@link Exchange}s asks about a log: several would all be sent the same. Who has to wait is called by
 * {@link Exchange#resume} when it may try again. Used by one thread.
 */
public interface Turns {
    /** For an exchange that is alone. */
    Turns ALWAYS = new Turns() {
        @Override
        public boolean anyFree() {
            return true;
        }

        @Override
        public boolean take(LogId log) {
            return true;
        }

        @Override
        public void goOn(LogId log) {
            // Nobody waits.
        }

        @Override
        public void giveBack(LogId log) {
            // Nobody waits.
        }
    };

    /** Whether there is any log of which a turn can be had. */
    boolean anyFree();

    /** Takes the turn for a log; false if another has it. */
    boolean take(LogId log);

    /** The last question was answered, and another one is asked. */
    void goOn(LogId log);

    /** The log is not asked about any more. */
    void giveBack(LogId log);
}
