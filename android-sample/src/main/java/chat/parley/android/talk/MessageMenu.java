package chat.parley.android.talk;

import android.app.AlertDialog;
import android.content.ClipData;
import android.content.ClipboardManager;
import android.content.Context;
import chat.parley.android.R;
import chat.parley.client.ClientEvent;
import java.util.ArrayList;
import java.util.List;

/** What a long press on a message offers. */
final class MessageMenu {
    /** What is quickly said to a message. */
    private static final String[] REACTIONS = {
        "\uD83D\uDC4D", "\u2764\uFE0F", "\uD83D\uDE02", "\uD83D\uDE2E", "\uD83D\uDE22", "\uD83C\uDF89"
    };

    private final Context context;
    private final Deeds deeds;

    /** What can be done. */
    interface Deeds {
        void reply(ClientEvent.Message to);

        void edit(ClientEvent.Message message);

        void delete(ClientEvent.Message message);

        void react(ClientEvent.Message to, String reaction);

        void shareFile(ClientEvent.Message message);

        /** The file goes from this phone; the message stays. */
        void discardFile(ClientEvent.Message message);

        void details(ClientEvent.Message message);
    }

    private record Entry(int label, Runnable deed) {}

    MessageMenu(Context context, Deeds deeds) {
        this.context = context;
        this.deeds = deeds;
    }

    /**
     * @param outranks whether this user may take back what the sender said
     * @param here whether the message's file lies on this phone
     */
    void show(ClientEvent.Message message, boolean outranks, boolean here) {
        List<Entry> entries = new ArrayList<>();
        if (!message.marks().deleted()) {
            entries.add(new Entry(R.string.reply, () -> deeds.reply(message)));
            entries.add(new Entry(R.string.react, () -> reactions(message)));
            if (!message.text().isEmpty()) {
                entries.add(new Entry(R.string.copy, () -> copy(message)));
            }
            if (message.sender().self() && !message.marks().file().isPresent()) {
                entries.add(new Entry(R.string.edit, () -> deeds.edit(message)));
            }
            if (here) {
                entries.add(new Entry(R.string.share, () -> deeds.shareFile(message)));
                entries.add(new Entry(R.string.file_discard, () -> deeds.discardFile(message)));
            }
            if (message.sender().self() || outranks) {
                entries.add(new Entry(R.string.delete, () -> deeds.delete(message)));
            }
        }
        entries.add(new Entry(R.string.details, () -> deeds.details(message)));
        CharSequence[] labels = new CharSequence[entries.size()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = context.getText(entries.get(i).label());
        }
        new AlertDialog.Builder(context)
                .setItems(labels, (dialog, which) -> entries.get(which).deed().run())
                .show();
    }

    private void reactions(ClientEvent.Message message) {
        new AlertDialog.Builder(context)
                .setTitle(R.string.react)
                .setItems(REACTIONS, (dialog, which) -> deeds.react(message, REACTIONS[which]))
                .show();
    }

    private void copy(ClientEvent.Message message) {
        context.getSystemService(ClipboardManager.class)
                .setPrimaryClip(ClipData.newPlainText(context.getString(R.string.app_name), message.text()));
    }
}
