package chat.parley.console.picture;

import java.util.Map;
import java.util.Set;

/** Which terminals are asked what they can draw. */
final class Surface {
    /** These print a question that they do not know. */
    private static final Set<String> SIMPLE = Set.of("dumb", "linux", "vt100", "vt52", "ansi", "cons25");

    private Surface() {}

    /**
     * Whether it is: not one that would print the question, nor a multiplexer, which draws its windows anew and loses
     * pictures.
     *
     * @param type of the terminal, as in {@code TERM}
     */
    static boolean answers(String type, Map<String, String> environment) {
        boolean multiplexed = environment.containsKey("TMUX")
                || environment.containsKey("STY")
                || environment.containsKey("ZELLIJ")
                || type.startsWith("tmux")
                || type.startsWith("screen");
        boolean prints = SIMPLE.contains(type)
                || type.startsWith("dumb")
                || type.startsWith("eterm")
                || environment.containsKey("INSIDE_EMACS")
                || "Apple_Terminal".equals(environment.get("TERM_PROGRAM"));
        return !multiplexed && !prints;
    }
}
