package chat.parley.console.ask;

import java.util.Optional;

/** Asks the person. Called by the thread that carries out their commands; what they answer is in no history and no log. */
public interface Asker {
    /** Whether somebody sits there who can be asked to confirm, or to type something again. */
    boolean present();

    /** What the person answers; empty if they give up. */
    Optional<String> ask(String question);

    /** The same, not shown while it is typed. The caller wipes it. */
    Optional<char[]> secret(String question);

    /** Whether the person says yes. */
    default boolean confirms(String question) {
        return !present()
                || ask(question + " (yes or no)")
                        .filter(answer -> answer.strip().equalsIgnoreCase("yes"))
                        .isPresent();
    }
}
