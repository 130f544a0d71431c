package chat.parley.android.search;

import android.content.Context;
import android.graphics.Typeface;
import android.text.SpannableString;
import android.text.SpannableStringBuilder;
import android.text.Spanned;
import android.text.style.ForegroundColorSpan;
import android.text.style.StyleSpan;
import android.view.LayoutInflater;
import android.view.View;
import android.view.ViewGroup;
import android.widget.BaseAdapter;
import android.widget.TextView;
import chat.parley.android.R;
import chat.parley.android.app.Avatar;
import chat.parley.android.app.Dates;
import chat.parley.android.app.Names;
import chat.parley.client.ClientEvent;

/** Messages that were found, each with who said it, where and when. */
final class FoundAdapter extends BaseAdapter {
    private final Context context;
    private final boolean rooms;
    private Found found = Found.nothing("");

    /** @param rooms whether the room is named */
    FoundAdapter(Context context, boolean rooms) {
        this.context = context;
        this.rooms = rooms;
    }

    void show(Found now) {
        found = now;
        notifyDataSetChanged();
    }

    @Override
    public int getCount() {
        return found.messages().size();
    }

    @Override
    public ClientEvent.Message getItem(int position) {
        return found.messages().get(position);
    }

    @Override
    public long getItemId(int position) {
        return position;
    }

    @Override
    public View getView(int position, View old, ViewGroup parent) {
        View view = old != null ? old : LayoutInflater.from(context).inflate(R.layout.found_row, parent, false);
        ClientEvent.Message message = getItem(position);
        String name = message.sender().self()
                ? context.getString(R.string.you)
                : found.names().getOrDefault(message.room(), Names.NONE).of(message.sender());
        Avatar.show(
                view.findViewById(R.id.avatar),
                message.sender().name(),
                message.sender().user());
        TextView title = view.findViewById(R.id.title);
        title.setText(rooms ? found.titles().getOrDefault(message.room(), "") : name);
        TextView time = view.findViewById(R.id.time);
        time.setText(new Dates(context).brief(message.time()));
        TextView text = view.findViewById(R.id.text);
        CharSequence said = marked(Snippet.of(message.text(), found.words()));
        text.setText(rooms ? new SpannableStringBuilder(name).append(": ").append(said) : said);
        return view;
    }

    private CharSequence marked(Snippet snippet) {
        SpannableString text = new SpannableString(snippet.text());
        for (Snippet.Hit each : snippet.hits()) {
            text.setSpan(
                    new ForegroundColorSpan(context.getColor(R.color.accent)),
                    each.from(),
                    each.to(),
                    Spanned.SPAN_EXCLUSIVE_EXCLUSIVE);
            text.setSpan(new StyleSpan(Typeface.BOLD), each.from(), each.to(), Spanned.SPAN_EXCLUSIVE_EXCLUSIVE);
        }
        return text;
    }
}
