package chat.parley.console.command;

import chat.parley.client.Contacts.Compared;
import chat.parley.client.Contacts.Comparison;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** When identities were last compared with a second server, and how that went. */
final class ComparisonText {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("d MMM uuuu HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private ComparisonText() {}

    static String of(Comparison comparison) {
        String last = comparison.last().map(ComparisonText::of).orElse("");
        return switch (comparison.outcome()) {
            case NOT_YET -> "no second server was asked yet what it knows of people's devices: it is soon";
            case NO_SECOND_SERVER ->
                "only one server is known: no second one can be asked whether it keeps something back" + after(last);
            case NOT_REACHED -> "no second server could be asked what it knows of people's devices" + after(last);
            case DONE -> last;
        };
    }

    private static String after(String last) {
        return last.isEmpty() ? "" : "; before that, " + last;
    }

    private static String of(Compared last) {
        String people = last.identities() == 1 ? "1 person" : last.identities() + " people";
        return last.server() + " was asked on " + TIME.format(last.time()) + " about the devices of " + people + ": "
                + (last.news() == 0 ? "it knew nothing else" : "it knew more than the server here had told");
    }
}
