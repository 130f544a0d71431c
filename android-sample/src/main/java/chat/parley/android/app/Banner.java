package chat.parley.android.app;

import android.content.Context;
import android.widget.TextView;
import chat.parley.android.R;

/** The line that says which node the client is on, and that it has moved. */
public final class Banner {
    private Banner() {}

    public static void show(TextView view, LinkState link) {
        boolean off = !link.host().isPresent();
        view.setText(text(view.getContext(), link));
        view.setTextColor(view.getContext().getColor(off ? R.color.warning : R.color.ink_soft));
        view.setBackgroundColor(view.getContext().getColor(off ? R.color.warning_page : R.color.page));
    }

    /** The same as a text. */
    public static String text(Context context, LinkState link) {
        if (link.isStopped()) {
            return context.getString(R.string.link_stopped);
        }
        if (!link.host().isPresent()) {
            return context.getString(R.string.link_none);
        }
        String host = link.host().get();
        return link.movedFrom()
                .map(past -> context.getString(R.string.link_moved, past, host))
                .orElse(context.getString(R.string.link_on, host));
    }
}
