package chat.parley.android.rooms;

import android.content.Context;
import android.view.LayoutInflater;
import android.view.View;
import android.view.ViewGroup;
import android.widget.BaseAdapter;
import android.widget.ImageView;
import android.widget.TextView;
import chat.parley.android.R;
import chat.parley.android.app.Avatar;
import chat.parley.android.app.Dates;
import chat.parley.android.app.Names;
import chat.parley.android.app.PlainText;
import chat.parley.android.file.FileWords;
import chat.parley.client.ClientEvent;
import chat.parley.client.OwnedRooms;
import chat.parley.client.RoomInfo;
import chat.parley.client.RoomRef;
import java.util.Collections;
import java.util.function.BiConsumer;

/** Invitations, and the rooms below them. */
final class RoomsAdapter extends BaseAdapter {
    private final LayoutInflater inflater;
    private final BiConsumer<OwnedRooms.Invited, Boolean> answer;
    private RoomList list = new RoomList(Collections.emptyList(), Collections.emptyList(), Collections.emptyList());

    /**
     * @param answer hears whether an invitation is accepted
     */
    RoomsAdapter(Context context, BiConsumer<OwnedRooms.Invited, Boolean> answer) {
        this.inflater = LayoutInflater.from(context);
        this.answer = answer;
    }

    void show(RoomList now) {
        list = now;
        notifyDataSetChanged();
    }

    @Override
    public int getCount() {
        return list.invited().size() + list.entering().size() + list.rows().size();
    }

    @Override
    public Object getItem(int position) {
        int invited = list.invited().size();
        int above = invited + list.entering().size();
        if (position < invited) {
            return list.invited().get(position);
        }
        return position < above
                ? list.entering().get(position - invited)
                : list.rows().get(position - above);
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
        return position < list.invited().size() ? 0 : 1;
    }

    @Override
    public boolean areAllItemsEnabled() {
        return false;
    }

    @Override
    public boolean isEnabled(int position) {
        return getItemViewType(position) == 1;
    }

    @Override
    public View getView(int position, View old, ViewGroup parent) {
        Object item = getItem(position);
        if (item instanceof RoomRow row) {
            View view = old != null ? old : inflater.inflate(R.layout.room_row, parent, false);
            fill(view, row);
            return view;
        }
        if (item instanceof RoomList.Entering entering) {
            View view = old != null ? old : inflater.inflate(R.layout.room_row, parent, false);
            fill(view, entering);
            return view;
        }
        View view = old != null ? old : inflater.inflate(R.layout.invited_row, parent, false);
        fill(view, (OwnedRooms.Invited) item);
        return view;
    }

    private void fill(View view, RoomRow row) {
        Context context = view.getContext();
        Avatar.show(view.findViewById(R.id.avatar), row.title(), row.room());
        TextView title = view.findViewById(R.id.title);
        title.setText(row.title());
        kind(view, row.kind());
        TextView last = view.findViewById(R.id.last);
        last.setText(lastLine(context, row));
        TextView time = view.findViewById(R.id.time);
        time.setText(row.last()
                .map(message -> new Dates(context).brief(message.time()))
                .orElse(""));
        TextView unread = view.findViewById(R.id.unread);
        unread.setVisibility(row.unread() > 0 ? View.VISIBLE : View.GONE);
        unread.setText(
                row.unread() == RoomList.MAX_UNREAD
                        ? context.getString(R.string.many, RoomList.MAX_UNREAD)
                        : String.format(
                                context.getResources()
                                        .getConfiguration()
                                        .getLocales()
                                        .get(0),
                                "%d",
                                row.unread()));
        unread.setContentDescription(
                context.getResources().getQuantityString(R.plurals.unread, row.unread(), row.unread()));
    }

    private void fill(View view, RoomList.Entering entering) {
        Context context = view.getContext();
        String title = entering.title().isEmpty() ? context.getString(R.string.entering_unnamed) : entering.title();
        Avatar.show(view.findViewById(R.id.avatar), title, entering.room());
        TextView name = view.findViewById(R.id.title);
        name.setText(title);
        boolean open = entering.room() instanceof RoomRef.Open;
        kind(view, open ? RoomInfo.Kind.OPEN : RoomInfo.Kind.OWNED);
        TextView last = view.findViewById(R.id.last);
        last.setText(R.string.joining);
        TextView time = view.findViewById(R.id.time);
        time.setText("");
        view.findViewById(R.id.unread).setVisibility(View.GONE);
    }

    private static void kind(View view, RoomInfo.Kind kind) {
        ImageView icon = view.findViewById(R.id.kind);
        icon.setImageResource(KindIcon.of(kind));
        icon.setContentDescription(view.getContext().getString(KindIcon.word(kind)));
    }

    private static CharSequence lastLine(Context context, RoomRow row) {
        if (!row.draft().isEmpty()) {
            return context.getString(R.string.draft, PlainText.line(row.draft()));
        }
        if (!row.waits().isEmpty()) {
            return context.getString(R.string.row_waits, PlainText.line(row.waits()));
        }
        if (!row.last().isPresent()) {
            return context.getString(R.string.nothing_yet);
        }
        ClientEvent.Message last = row.last().get();
        String text = FileWords.line(context, last);
        String name = last.sender().self() ? context.getString(R.string.you) : row.speaker();
        return context.getString(R.string.last_line, name, text);
    }

    private void fill(View view, OwnedRooms.Invited invited) {
        TextView text = view.findViewById(R.id.text);
        String name = Names.alone(invited.by());
        text.setText(
                view.getContext().getString(invited.direct() ? R.string.invited_direct : R.string.invited_room, name));
        view.findViewById(R.id.accept).setOnClickListener(button -> answer.accept(invited, true));
        view.findViewById(R.id.decline).setOnClickListener(button -> answer.accept(invited, false));
    }
}
