package chat.parley.android.talk;

import android.app.AlertDialog;
import android.content.ClipData;
import android.content.ClipboardManager;
import chat.parley.android.R;
import chat.parley.android.app.Links;
import chat.parley.android.app.PlainText;
import chat.parley.android.app.Screen;
import chat.parley.client.ClientEvent;
import chat.parley.client.Waiting;
import java.util.ArrayList;
import java.util.List;

/** What a long press on a message offers. */
public final class MessageMenu {
    /** What is quickly said to a message. */
    private static final String[] REACTIONS = {
        "\uD83D\uDC4D", "\u2764\uFE0F", "\uD83D\uDE02", "\uD83D\uDE2E", "\uD83D\uDE22", "\uD83C\uDF89"
    };

    private final Screen screen;
    private final Deeds deeds;

    /** What can be done. */
    public interface Deeds {
        void reply(ClientEvent.Message to);

        void edit(ClientEvent.Message message);

        void delete(ClientEvent.Message message);

        void react(ClientEvent.Message to, String reaction);

        /** What waits is not said. */
        void takeBack(Waiting waiting);

        void shareFile(ClientEvent.Message message);

        /** The file goes from this phone; the message stays. */
        void discardFile(ClientEvent.Message message);

        void details(ClientEvent.Message message);
    }

    private record Entry(int label, Runnable deed) {}

    MessageMenu(Screen screen, Deeds deeds) {
        this.screen = screen;
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
                entries.add(new Entry(R.string.copy, () -> copy(message.text())));
            }
            List<String> links = Links.in(PlainText.of(message.text()));
            if (!links.isEmpty()) {
                entries.add(new Entry(R.string.open_link, () -> links(links)));
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
        show(entries);
    }

    /** For what is not said yet. */
    void show(Waiting waiting) {
        List<Entry> entries = new ArrayList<>();
        entries.add(new Entry(R.string.take_back, () -> deeds.takeBack(waiting)));
        if (!waiting.text().isEmpty()) {
            entries.add(new Entry(R.string.copy, () -> copy(waiting.text())));
        }
        show(entries);
    }

    private void show(List<Entry> entries) {
        CharSequence[] labels = new CharSequence[entries.size()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = screen.getText(entries.get(i).label());
        }
        screen.dialog(new AlertDialog.Builder(screen)
                .setItems(labels, (dialog, which) -> entries.get(which).deed().run()));
    }

    private void links(List<String> links) {
        if (links.size() == 1) {
            screen.openLink(links.get(0));
            return;
        }
        screen.dialog(new AlertDialog.Builder(screen)
                .setItems(links.toArray(new CharSequence[0]), (dialog, which) -> screen.openLink(links.get(which))));
    }

    private void reactions(ClientEvent.Message message) {
        screen.dialog(new AlertDialog.Builder(screen)
                .setTitle(R.string.react)
                .setItems(REACTIONS, (dialog, which) -> deeds.react(message, REACTIONS[which])));
    }

    private void copy(String text) {
        screen.getSystemService(ClipboardManager.class)
                .setPrimaryClip(ClipData.newPlainText(screen.getString(R.string.app_name), text));
    }
}
