package chat.parley.android.talk;

import android.view.View;
import android.widget.AbsListView;
import android.widget.ListView;
import java.util.List;

/** The list of a conversation: where it stands, the way back to its end, and what is older above it. */
final class TalkList {
    /** So many items below what is seen are no reason for the button. */
    private static final int NEAR = 3;

    /** A list that has just come up, or gets other items meanwhile, forgets where it was to go. */
    private static final int TRIES = 4;

    private final ListView list;
    private final View newest;
    private final TalkAdapter adapter;
    private final Runnable askOlder;
    private final Runnable endSeen;
    /** Where the list is to go and has not come yet; -1 if nowhere. */
    private int goal = -1;

    private int tries;
    private boolean loaded;
    private boolean asking;
    private boolean more = true;

    /**
     * @param newest leads to the end of the list
     * @param askOlder asks for what is older than all that is here; answered by {@link #older}
     * @param endSeen run whenever the end comes to be seen, with what is loaded there
     */
    TalkList(ListView list, View newest, TalkAdapter adapter, Runnable askOlder, Runnable endSeen) {
        this.list = list;
        this.newest = newest;
        this.adapter = adapter;
        this.askOlder = askOlder;
        this.endSeen = endSeen;
        list.setAdapter(adapter);
        list.setOnScrollListener(new Edges());
        newest.setOnClickListener(view -> toEnd());
    }

    /** What was asked for is here, and where to go is said. */
    void loaded() {
        loaded = true;
    }

    void show(List<Item> items) {
        adapter.show(items);
    }

    /** Shows items among which there are older ones, and stays where it is. */
    void older(List<Item> items, boolean stillMore) {
        int before = adapter.getCount();
        int top = list.getFirstVisiblePosition();
        asking = false;
        more = stillMore;
        adapter.show(items);
        list.setSelection(top + adapter.getCount() - before);
    }

    /** Brings an item up where it is seen, with a little of what is above it. */
    void to(int position) {
        // Else the list would rather stay at its end, where it is when it comes up.
        list.setTranscriptMode(AbsListView.TRANSCRIPT_MODE_DISABLED);
        goal = position;
        tries = TRIES;
        list.setSelectionFromTop(position, list.getHeight() / 4);
    }

    void toEnd() {
        goal = -1;
        list.setTranscriptMode(AbsListView.TRANSCRIPT_MODE_NORMAL);
        list.setSelection(adapter.getCount() - 1);
        newest.setVisibility(View.GONE);
    }

    private void again() {
        if (goal >= 0) {
            list.setSelectionFromTop(goal, list.getHeight() / 4);
        }
    }

    private final class Edges implements AbsListView.OnScrollListener {
        private boolean touched;

        @Override
        public void onScrollStateChanged(AbsListView view, int state) {
            touched = true;
            goal = -1;
        }

        @Override
        public void onScroll(AbsListView view, int first, int visible, int total) {
            if (goal >= first && goal < first + visible) {
                goal = -1;
            } else if (goal >= 0 && tries > 0 && total > goal) {
                tries--;
                list.post(TalkList.this::again);
            }
            if (goal < 0 && total > 0 && first + visible == total) {
                list.setTranscriptMode(AbsListView.TRANSCRIPT_MODE_NORMAL);
                if (loaded) {
                    endSeen.run();
                }
            }
            newest.setVisibility(first + visible + NEAR < total ? View.VISIBLE : View.GONE);
            if (touched && first == 0 && total > 0 && more && !asking) {
                asking = true;
                askOlder.run();
            }
        }
    }
}
