package chat.parley.android.file;

import android.content.Context;
import android.content.res.Resources;
import android.view.View;
import android.view.ViewStub;
import android.widget.Button;
import android.widget.LinearLayout;
import android.widget.ProgressBar;
import android.widget.TextView;
import chat.parley.android.R;
import chat.parley.android.app.PlainText;
import chat.parley.client.ClientEvent;
import java.io.File;
import java.util.List;
import java.util.Optional;

/** The part of a bubble that is about a file: the preview, the name, how far it is, and what can be done. */
public final class FilePart {
    /** From here on, letters are too large for two buttons side by side. */
    private static final float LARGE_LETTERS = 1.3f;

    private static final int FULL = 1000;

    private final Cabinet cabinet;
    private final Deeds deeds;
    private Shelf shelf = Shelf.EMPTY;

    /** What can be done with the file of a message. */
    interface Deeds {
        void accept(ClientEvent.Message message);

        void decline(ClientEvent.Message message);

        void cancel(Move move);

        void dismiss(Move move);

        void open(ClientEvent.Message message, File file);

        void save(File file);
    }

    /** What one file is, for the views. */
    private record Shown(
            ClientEvent.Attachment file, Object key, Stage stage, Optional<Move> move, Optional<String> failure) {}

    FilePart(Cabinet cabinet, Deeds deeds) {
        this.cabinet = cabinet;
        this.deeds = deeds;
    }

    void show(Shelf now) {
        shelf = now;
    }

    /** A bubble without a file. */
    public void hide(View bubble) {
        View part = bubble.findViewById(R.id.file_part);
        if (part != null) {
            part.setVisibility(View.GONE);
        }
    }

    /** Shows the file of a message; returns the same in words. */
    public String show(View bubble, ClientEvent.Message message) {
        ClientEvent.Attachment file = message.marks().file().get();
        Shelf.Place place = shelf.of(message.id());
        Optional<String> failure = cabinet.traffic().failure(message.id());
        Stage stage =
                Stage.of(message.sender().self(), place.state(), place.file().isPresent(), failure.isPresent());
        Optional<Move> move = cabinet.traffic().fetching(message.id());
        View part = part(bubble);
        String words = fill(part, new Shown(file, message.id(), stage, move, failure), message.text());
        View picture = part.findViewById(R.id.picture);
        boolean opens = stage.deeds().get(0) == Stage.Deed.OPEN;
        picture.setOnClickListener(
                opens ? view -> deeds.open(message, place.file().get()) : null);
        picture.setClickable(opens);
        buttons(part, stage, deed -> act(deed, message, place, move));
        return words;
    }

    /** Shows a file that goes. */
    public String show(View bubble, Move move) {
        View part = part(bubble);
        Stage stage = Stage.of(move);
        String words = fill(
                part, new Shown(move.file(), move.number(), stage, Optional.of(move), move.failure()), move.caption());
        part.findViewById(R.id.picture).setClickable(false);
        buttons(part, stage, deed -> {
            if (deed == Stage.Deed.DISMISS) {
                deeds.dismiss(move);
            } else {
                deeds.cancel(move);
            }
        });
        return words;
    }

    private void act(Stage.Deed deed, ClientEvent.Message message, Shelf.Place place, Optional<Move> move) {
        switch (deed) {
            case ACCEPT, GET -> deeds.accept(message);
            case DECLINE -> deeds.decline(message);
            case CANCEL -> move.ifPresent(deeds::cancel);
            case OPEN -> place.file().ifPresent(file -> deeds.open(message, file));
            case SAVE -> place.file().ifPresent(deeds::save);
            case DISMISS -> {
                // Of files that go only.
            }
        }
    }

    private static View part(View bubble) {
        View part = bubble.findViewById(R.id.file_part);
        View shown = part != null ? part : ((ViewStub) bubble.findViewById(R.id.file)).inflate();
        shown.setVisibility(View.VISIBLE);
        return shown;
    }

    private String fill(View part, Shown shown, String said) {
        Context context = part.getContext();
        String name = Label.shown(shown.file().name());
        long size = shown.file().size();
        String about = FileWords.about(context, name, shown.file().type(), size);
        text(part, R.id.file_name).setText(name);
        text(part, R.id.file_about).setText(about);
        TextView caption = text(part, R.id.file_caption);
        caption.setVisibility(said.isEmpty() ? View.GONE : View.VISIBLE);
        caption.setText(PlainText.of(said));
        PreviewImage picture = part.findViewById(R.id.picture);
        boolean pictured = shown.file().preview().isPresent();
        picture.setVisibility(pictured ? View.VISIBLE : View.GONE);
        picture.setContentDescription(context.getString(R.string.file_picture_line, name));
        shown.file().preview().ifPresent(preview -> cabinet.thumbnails().show(picture, shown.key(), preview));
        String line = line(context, shown);
        TextView state = text(part, R.id.file_state);
        state.setVisibility(line.isEmpty() ? View.GONE : View.VISIBLE);
        state.setText(line);
        boolean failed = shown.stage().line() == Stage.Line.FAILED;
        state.setTextColor(context.getColor(failed ? R.color.danger : R.color.ink_soft));
        progress(part.findViewById(R.id.file_progress), shown);
        String kind =
                context.getString(Label.isPicture(shown.file().type()) ? R.string.file_picture : R.string.file_file);
        return context.getString(
                line.isEmpty() ? R.string.file_spoken : R.string.file_spoken_state, kind, name, about, line);
    }

    private static void progress(ProgressBar bar, Shown shown) {
        boolean moving = shown.stage().line() == Stage.Line.MOVING;
        bar.setVisibility(moving ? View.VISIBLE : View.GONE);
        Optional<Move> known = shown.move().filter(move -> move.total() > 0);
        bar.setIndeterminate(moving && !known.isPresent());
        bar.setMax(FULL);
        bar.setProgress(
                known.map(move -> (int) (FULL * move.done() / move.total())).orElse(0));
    }

    private static String line(Context context, Shown shown) {
        return switch (shown.stage().line()) {
            case NOTHING -> "";
            case MOVING ->
                shown.move()
                        .map(move -> FileWords.progress(context, move))
                        .orElse(context.getString(R.string.file_waiting));
            case FAILED ->
                context.getString(
                        shown.stage().deeds().contains(Stage.Deed.DISMISS)
                                ? R.string.file_not_sent
                                : R.string.file_not_come,
                        FileWords.reason(context, shown.failure().orElse("")));
            case DECLINED -> context.getString(R.string.file_declined);
            case GONE -> context.getString(R.string.file_gone);
        };
    }

    private interface Chosen {
        void deed(Stage.Deed deed);
    }

    private static void buttons(View part, Stage stage, Chosen chosen) {
        LinearLayout row = part.findViewById(R.id.file_buttons);
        Resources resources = part.getResources();
        boolean large = resources.getConfiguration().fontScale >= LARGE_LETTERS;
        row.setOrientation(large ? LinearLayout.VERTICAL : LinearLayout.HORIZONTAL);
        List<Stage.Deed> deeds = stage.deeds();
        int[] ids = {R.id.file_yes, R.id.file_no};
        for (int i = 0; i < ids.length; i++) {
            Button button = part.findViewById(ids[i]);
            boolean there = i < deeds.size();
            button.setVisibility(there ? View.VISIBLE : View.GONE);
            if (there) {
                Stage.Deed deed = deeds.get(i);
                button.setText(word(deed));
                button.setOnClickListener(view -> chosen.deed(deed));
            }
        }
    }

    private static int word(Stage.Deed deed) {
        return switch (deed) {
            case ACCEPT -> R.string.accept;
            case DECLINE -> R.string.decline;
            case GET -> R.string.file_get;
            case CANCEL -> R.string.cancel;
            case OPEN -> R.string.file_open;
            case SAVE -> R.string.file_save_as;
            case DISMISS -> R.string.file_dismiss;
        };
    }

    private static TextView text(View part, int id) {
        return part.findViewById(id);
    }
}
