package chat.parley.android.talk;

import android.os.SystemClock;
import android.text.Editable;
import android.text.TextWatcher;
import android.view.View;
import android.widget.EditText;
import android.widget.TextView;
import chat.parley.android.R;
import chat.parley.android.app.Names;
import chat.parley.client.ClientEvent;
import chat.parley.client.Person;
import chat.parley.client.RoomRef;
import chat.parley.protocol.id.UserId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Says above the field who types in the room, and lets the client know when the person does: not at each key. */
final class TypingLine implements TextWatcher {
    /** Between two times that the client hears the same, in milliseconds. */
    private static final long PAUSE_MILLIS = 1000;

    private final RoomRef room;
    private final TextView line;
    private final EditText input;
    private final Consumer<Boolean> types;
    private final Supplier<Names> names;
    private final Map<UserId, Person> typists = new LinkedHashMap<>();
    private boolean told;
    private long toldAt;

    /**
     * @param names how the others are called
     * @param types hears whether the person types, or does not any more
     */
    TypingLine(View screen, RoomRef room, Supplier<Names> names, Consumer<Boolean> types) {
        this.room = room;
        this.line = screen.findViewById(R.id.typing);
        this.input = screen.findViewById(R.id.input);
        this.names = names;
        this.types = types;
    }

    /** Changes what is in the field, which is not typing; what comes afterwards is. */
    void without(Runnable change) {
        input.removeTextChangedListener(this);
        change.run();
        input.addTextChangedListener(this);
    }

    /** What has happened while nobody looked is not known. */
    void forget() {
        typists.clear();
        show();
    }

    void happened(ClientEvent event) {
        if (!(event instanceof ClientEvent.Typing typing) || !typing.room().equals(room)) {
            return;
        }
        if (typing.typing()) {
            typists.put(typing.who().user(), typing.who());
        } else {
            typists.remove(typing.who().user());
        }
        show();
    }

    private void show() {
        line.setVisibility(typists.isEmpty() ? View.GONE : View.VISIBLE);
        String who = typists.values().stream().map(names.get()::of).collect(Collectors.joining(", "));
        line.setText(line.getResources().getQuantityString(R.plurals.typing, typists.size(), who));
    }

    @Override
    public void onTextChanged(CharSequence text, int start, int before, int count) {
        boolean typing = text.length() > 0;
        long now = SystemClock.elapsedRealtime();
        if (typing != told || typing && now - toldAt >= PAUSE_MILLIS) {
            told = typing;
            toldAt = now;
            types.accept(typing);
        }
    }

    @Override
    public void beforeTextChanged(CharSequence text, int start, int count, int after) {
        // Only what comes of it counts.
    }

    @Override
    public void afterTextChanged(Editable text) {
        // Nothing is changed further.
    }
}
