package chat.parley.android.app;

import android.content.Context;
import chat.parley.android.R;
import chat.parley.client.ClientEvent;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** What the client tells of problems, in the language of the phone. */
final class Problems {
    /** This device writes nothing any more until the account's password is given. */
    static final String RENEWAL = "PASSWORD_NEEDED";

    /** A server of another domain was turned away. */
    static final String DOMAIN = "DOMAIN_CHANGED";

    /** The client has ended by itself. */
    static final String STOPPED = "CLIENT_STOPPED";

    /** What somebody must not overlook: it is about who is who, about this device, or about what was said. */
    private static final Set<String> LOUD = new HashSet<>(Arrays.asList(
            "IDENTITY_FORKED",
            "IDENTITY_KEPT_BACK",
            "IDENTITY_WITHHELD",
            "DEVICE_FORKED",
            "NAME_CHANGED",
            DOMAIN,
            "NAME_LOST",
            "DEVICE_COPIED",
            RENEWAL,
            "GHOST_READER",
            "HISTORY_DISPROVED",
            "NOT_SENT",
            STOPPED));

    /** Nothing else in the app says whom these are about. */
    private static final Set<String> NAMED = new HashSet<>(Arrays.asList("IDENTITY_KEPT_BACK", "IDENTITY_WITHHELD"));

    private Problems() {}

    static boolean loud(ClientEvent.Problem problem) {
        return LOUD.contains(problem.code());
    }

    /** The library's own English where there is nothing better, and where only it says about whom, and of which servers. */
    static String text(Context context, ClientEvent.Problem problem) {
        String words = word(problem.code()).map(context::getString).orElse(problem.text());
        return NAMED.contains(problem.code()) ? words + "\n\n" + problem.text() : words;
    }

    private static Optional<Integer> word(String code) {
        return switch (code) {
            case "IDENTITY_FORKED" -> Optional.of(R.string.problem_identity_forked);
            case "IDENTITY_KEPT_BACK" -> Optional.of(R.string.problem_identity_kept_back);
            case "IDENTITY_WITHHELD" -> Optional.of(R.string.problem_identity_withheld);
            case "DEVICE_FORKED" -> Optional.of(R.string.problem_device_forked);
            case "NAME_CHANGED" -> Optional.of(R.string.problem_name_changed);
            case DOMAIN -> Optional.of(R.string.problem_domain_changed);
            case "NAME_LOST" -> Optional.of(R.string.problem_name_lost);
            case "DEVICE_COPIED" -> Optional.of(R.string.problem_device_copied);
            case RENEWAL -> Optional.of(R.string.problem_password_needed);
            case "GHOST_READER" -> Optional.of(R.string.problem_ghost_reader);
            case "FOLD_DIFFERS" -> Optional.of(R.string.problem_fold_differs);
            case "HISTORY_DISPROVED" -> Optional.of(R.string.problem_history_disproved);
            case "NOT_SENT" -> Optional.of(R.string.problem_not_sent);
            case "PEER_NOT_IN" -> Optional.of(R.string.problem_peer_not_in);
            case "NOT_INVITED" -> Optional.of(R.string.problem_not_invited);
            case "LINK_NOT_KNOWN_YET" -> Optional.of(R.string.problem_link_not_known);
            case "OLDER_UNREACHABLE" -> Optional.of(R.string.problem_older_unreachable);
            case "BAD_BOX" -> Optional.of(R.string.problem_bad_box);
            case STOPPED -> Optional.of(R.string.problem_client_stopped);
            default -> Optional.empty();
        };
    }
}
