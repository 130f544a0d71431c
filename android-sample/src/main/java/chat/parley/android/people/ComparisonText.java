package chat.parley.android.people;

import android.content.Context;
import chat.parley.android.R;
import chat.parley.android.app.Dates;
import chat.parley.android.app.LinkState;
import chat.parley.client.Contacts.Compared;
import chat.parley.client.Contacts.Comparison;
import java.time.ZoneId;

/** When identities were last compared with a second server, and how that went. */
final class ComparisonText {
    private ComparisonText() {}

    static String of(Context context, Comparison comparison) {
        String last = comparison.last().map(each -> of(context, each)).orElse("");
        String now = switch (comparison.outcome()) {
            case NOT_YET -> context.getString(R.string.comparison_not_yet);
            case NO_SECOND_SERVER -> context.getString(R.string.comparison_one_server);
            case NOT_REACHED -> context.getString(R.string.comparison_not_reached);
            case DONE -> "";
        };
        return (now + "\n" + last).trim();
    }

    private static String of(Context context, Compared last) {
        Dates dates = new Dates(context);
        String time =
                dates.day(last.time().atZone(ZoneId.systemDefault()).toLocalDate()) + ", " + dates.time(last.time());
        return context.getString(
                last.news() == 0 ? R.string.comparison_same : R.string.comparison_news,
                LinkState.host(last.server()),
                time);
    }
}
