package chat.parley.android.talk;

import android.content.Context;
import chat.parley.android.R;
import chat.parley.android.app.Dates;
import chat.parley.android.app.Names;
import chat.parley.client.ClientEvent;
import chat.parley.client.Person;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What there is to know of a message besides what it says, as lines. */
final class Details {
    private final Context context;
    private final Dates dates;
    private final Names names;

    Details(Context context, Names names) {
        this.context = context;
        this.names = names;
        this.dates = new Dates(context);
    }

    /**
     * @param state of an own message, if something was heard of it
     * @param who it has come to, of those who tell
     */
    ArrayList<String> of(ClientEvent.Message message, Optional<Far> state, Reach.Who who) {
        ArrayList<String> lines = new ArrayList<>();
        lines.add(
                message.sender().self()
                        ? context.getString(R.string.details_by_you)
                        : context.getString(R.string.details_by, names.of(message.sender())));
        lines.add(context.getString(R.string.details_sent, dates.full(message.time())));
        if (message.marks().edited()) {
            lines.add(context.getString(R.string.details_edited));
        }
        if (!message.sender().self()) {
            return lines;
        }
        state.filter(each -> each.compareTo(Far.SAFE) <= 0)
                .ifPresent(each -> lines.add(context.getString(R.string.details_state, Foot.word(context, each))));
        add(lines, R.string.details_read, who.read());
        add(lines, R.string.details_got, who.got());
        if (who.read().isEmpty() && who.got().isEmpty()) {
            lines.add(context.getString(R.string.details_nobody));
        }
        return lines;
    }

    private void add(List<String> lines, int label, List<Person> people) {
        if (!people.isEmpty()) {
            StringBuilder list = new StringBuilder();
            people.forEach(each -> list.append(list.length() == 0 ? "" : ", ").append(names.of(each)));
            lines.add(context.getString(label, list));
        }
    }
}
