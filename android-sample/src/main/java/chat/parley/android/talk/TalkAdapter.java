package chat.parley.android.talk;

import android.content.Context;
import android.content.res.Resources;
import android.view.Gravity;
import android.view.LayoutInflater;
import android.view.View;
import android.view.ViewGroup;
import android.widget.BaseAdapter;
import android.widget.LinearLayout;
import android.widget.TextView;
import chat.parley.android.R;
import chat.parley.android.app.Avatar;
import chat.parley.android.app.Dates;
import chat.parley.android.app.Links;
import chat.parley.android.app.Names;
import chat.parley.android.app.PlainText;
import chat.parley.android.file.FilePart;
import chat.parley.android.file.FileWords;
import chat.parley.android.file.Label;
import chat.parley.android.file.Move;
import chat.parley.client.ClientEvent;
import chat.parley.client.Person;
import chat.parley.client.Waiting;
import chat.parley.protocol.id.EventId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The items of a conversation as views. */
final class TalkAdapter extends BaseAdapter {
    private final LayoutInflater inflater;
    private final Context context;
    private final Dates dates;
    private final FilePart files;
    private final Supplier<Names> names;
    private final Consumer<String> link;
    private final Consumer<ClientEvent.Message> reacted;
    private Optional<EventId> marked = Optional.empty();
    private List<Item> items = new ArrayList<>();

    /**
     * @param names how people are called
     * @param link opens one
     * @param reacted shows who has reacted to a message, and how
     */
    TalkAdapter(
            Context context,
            FilePart files,
            Supplier<Names> names,
            Consumer<String> link,
            Consumer<ClientEvent.Message> reacted) {
        this.reacted = reacted;
        this.link = link;
        this.context = context;
        this.names = names;
        this.inflater = LayoutInflater.from(context);
        this.dates = new Dates(context);
        this.files = files;
    }

    /** Marks a message that was looked for. */
    void mark(EventId message) {
        marked = Optional.of(message);
        notifyDataSetChanged();
    }

    void show(List<Item> now) {
        items = now;
        notifyDataSetChanged();
    }

    @Override
    public int getCount() {
        return items.size();
    }

    @Override
    public Item getItem(int position) {
        return items.get(position);
    }

    @Override
    public long getItemId(int position) {
        return position;
    }

    @Override
    public int getViewTypeCount() {
        return 2;
    }

    @Override
    public int getItemViewType(int position) {
        Item item = items.get(position);
        return item instanceof Item.Day || item instanceof Item.Note || item instanceof Item.Unread ? 1 : 0;
    }

    @Override
    public boolean areAllItemsEnabled() {
        return false;
    }

    @Override
    public boolean isEnabled(int position) {
        Item item = items.get(position);
        return item instanceof Item.Bubble || item instanceof Item.Unsent;
    }

    @Override
    public View getView(int position, View old, ViewGroup parent) {
        int layout = getItemViewType(position) == 0 ? R.layout.bubble : R.layout.day;
        View view = old != null ? old : inflater.inflate(layout, parent, false);
        Item item = items.get(position);
        if (item instanceof Item.Bubble bubble) {
            fill(view, bubble);
        } else if (item instanceof Item.Unsent unsent) {
            fill(view, unsent.waiting());
        } else if (item instanceof Item.Sending sending) {
            fill(view, sending.move());
        } else if (item instanceof Item.Day day) {
            line(view, dates.day(day.date()), R.color.ink_soft);
        } else if (item instanceof Item.Unread) {
            line(view, context.getString(R.string.unread_line), R.color.accent);
        } else if (item instanceof Item.Note note) {
            line(view, NoteWords.of(context, names.get(), note), R.color.ink_soft);
        }
        return view;
    }

    private void line(View view, String words, int color) {
        TextView line = text(view, R.id.text);
        line.setText(words);
        line.setTextColor(context.getColor(color));
    }

    private void fill(View view, Item.Bubble bubble) {
        ClientEvent.Message message = bubble.message();
        boolean own = message.sender().self();
        place(view, own, bubble.first());
        view.setBackgroundResource(marked.equals(Optional.of(message.id())) ? R.color.marked : 0);
        TextView sender = text(view, R.id.sender);
        sender.setVisibility(bubble.first() && !own ? View.VISIBLE : View.GONE);
        sender.setText(names.get().of(message.sender()));
        sender.setTextColor(Avatar.color(sender, message.sender().user()));
        TextView answered = text(view, R.id.answered);
        answered.setVisibility(message.marks().replyTo().isPresent() ? View.VISIBLE : View.GONE);
        answered.setText(bubble.answered().map(this::quote).orElse(context.getString(R.string.answered_gone)));
        TextView text = text(view, R.id.text);
        boolean deleted = message.marks().deleted();
        Links.show(text, deleted ? context.getString(R.string.deleted) : PlainText.of(message.text()), link);
        text.setTextColor(context.getColor(deleted ? R.color.ink_soft : R.color.ink));
        String file = "";
        if (message.marks().file().isPresent() && !deleted) {
            file = files.show(view, message);
        } else {
            files.hide(view);
        }
        // A file's part has its caption.
        text.setVisibility(file.isEmpty() ? View.VISIBLE : View.GONE);
        String foot = dates.time(message.time());
        if (message.marks().edited() && !deleted) {
            foot = context.getString(R.string.edited, foot);
        }
        text(view, R.id.foot).setText(Foot.of(context, foot, bubble.state()));
        TextView reactions = text(view, R.id.reactions);
        reactions.setVisibility(message.marks().reactions().isEmpty() ? View.GONE : View.VISIBLE);
        reactions.setText(reactions(message));
        reactions.setContentDescription(context.getString(R.string.reactions_only, reactions(message)));
        reactions.setOnClickListener(touched -> reacted.accept(message));
        describe(view, bubble, (file + " " + text.getText()).trim(), foot);
    }

    private void fill(View view, Move move) {
        unsaid(view, "");
        String file = files.show(view, move);
        boolean goes = !move.isFailed();
        text(view, R.id.foot).setText(goes ? Foot.mark(Far.SENDING) : "");
        view.setContentDescription(context.getString(
                R.string.bubble_spoken,
                context.getString(R.string.you),
                (file + " " + move.caption()).trim(),
                goes ? Foot.word(context, Far.SENDING) : ""));
    }

    private void unsaid(View view, String words) {
        place(view, true, false);
        view.setBackgroundResource(0);
        text(view, R.id.sender).setVisibility(View.GONE);
        text(view, R.id.answered).setVisibility(View.GONE);
        text(view, R.id.reactions).setVisibility(View.GONE);
        TextView text = text(view, R.id.text);
        Links.show(text, PlainText.of(words), link);
        text.setTextColor(context.getColor(R.color.ink));
        text.setVisibility(words.isEmpty() ? View.GONE : View.VISIBLE);
    }

    private void fill(View view, Waiting waiting) {
        String words = waiting.file()
                .map(file -> context.getString(
                        R.string.file_line,
                        Label.shown(file.name()) + (waiting.text().isEmpty() ? "" : "\n" + waiting.text())))
                .orElse(waiting.text());
        unsaid(view, words);
        files.hide(view);
        String time = dates.time(waiting.since());
        boolean onlyServer = waiting.what() == Waiting.For.SERVER;
        String why = Foot.word(context, waiting.what());
        text(view, R.id.foot)
                .setText(
                        onlyServer
                                ? Foot.of(context, time, Optional.of(Far.SENDING))
                                : context.getString(R.string.waits_foot, time, why));
        view.setContentDescription(
                context.getString(R.string.bubble_spoken, context.getString(R.string.you), words, why));
    }

    private void place(View view, boolean own, boolean first) {
        Resources sizes = context.getResources();
        int inset = sizes.getDimensionPixelSize(R.dimen.bubble_inset);
        int edge = sizes.getDimensionPixelSize(R.dimen.gap);
        view.setPaddingRelative(
                own ? inset : edge,
                first ? sizes.getDimensionPixelSize(R.dimen.small_gap) : view.getPaddingBottom(),
                own ? edge : inset,
                view.getPaddingBottom());
        ((LinearLayout) view).setGravity(own ? Gravity.END : Gravity.START);
        view.findViewById(R.id.bubble).setBackgroundResource(own ? R.drawable.bubble_own : R.drawable.bubble_other);
    }

    /** What TalkBack says: all that is seen, the answered message first. */
    private void describe(View view, Item.Bubble bubble, String said, String foot) {
        ClientEvent.Message message = bubble.message();
        Person sender = message.sender();
        String name =
                sender.self() ? context.getString(R.string.you) : names.get().of(sender);
        String words = said;
        if (message.marks().replyTo().isPresent()) {
            TextView answered = text(view, R.id.answered);
            words = context.getString(R.string.answer_spoken, answered.getText(), words);
        }
        if (!message.marks().reactions().isEmpty()) {
            words = context.getString(R.string.reactions_spoken, words, reactions(message));
        }
        view.setContentDescription(
                context.getString(R.string.bubble_spoken, name, words, Foot.spoken(context, foot, bubble.state())));
    }

    private String quote(ClientEvent.Message message) {
        return context.getString(
                R.string.last_line, names.get().of(message.sender()), FileWords.line(context, message));
    }

    private static String reactions(ClientEvent.Message message) {
        StringBuilder text = new StringBuilder();
        message.marks()
                .reactions()
                .forEach((reaction, users) -> text.append(text.length() == 0 ? "" : "  ")
                        .append(PlainText.line(reaction))
                        .append(users.size() > 1 ? " " + users.size() : ""));
        return text.toString();
    }

    private static TextView text(View view, int id) {
        return view.findViewById(id);
    }
}
