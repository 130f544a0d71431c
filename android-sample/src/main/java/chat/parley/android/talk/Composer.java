package chat.parley.android.talk;

import android.os.Bundle;
import android.view.View;
import android.widget.EditText;
import android.widget.TextView;
import chat.parley.android.R;
import chat.parley.android.file.FileWords;
import chat.parley.client.ClientEvent;
import chat.parley.protocol.id.EventId;
import java.util.Optional;

/** The field below the conversation, and what its text is about: nothing, an answer, or a change. */
final class Composer {
    private static final String MODE = "mode";
    private static final String ABOUT = "about";
    private static final String ASIDE = "aside";
    private static final String ABOUT_TEXT = "about text";

    private final View about;
    private final TextView aboutText;
    private final EditText input;
    private Mode mode = Mode.SAY;
    private Optional<EventId> message = Optional.empty();
    /** What was typed before something said was to be changed. */
    private String aside = "";

    /** What sending does. */
    enum Mode {
        SAY,
        REPLY,
        EDIT
    }

    Composer(View screen) {
        about = screen.findViewById(R.id.about);
        aboutText = screen.findViewById(R.id.about_text);
        input = screen.findViewById(R.id.input);
        screen.findViewById(R.id.about_end).setOnClickListener(view -> plain());
    }

    Mode mode() {
        return mode;
    }

    /** What is answered or changed. */
    Optional<EventId> message() {
        return message;
    }

    String text() {
        return input.getText().toString();
    }

    /** What was typed to be said: not what something is to be changed into. */
    String draft() {
        return mode == Mode.EDIT ? aside : text();
    }

    void draft(String text) {
        if (mode == Mode.EDIT) {
            aside = text;
        } else if (!text.equals(text())) {
            put(text);
        }
    }

    /** @param name of whom is answered */
    void reply(ClientEvent.Message to, String name) {
        plain();
        about(
                Mode.REPLY,
                to.id(),
                input.getContext().getString(R.string.replying, name, FileWords.line(input.getContext(), to)));
    }

    /** What was typed is set aside until this is done. */
    void edit(ClientEvent.Message old) {
        aside = draft();
        put(old.text());
        about(Mode.EDIT, old.id(), input.getContext().getString(R.string.editing));
    }

    /** What was typed is sent. */
    void sent() {
        if (mode != Mode.EDIT) {
            put("");
        }
        plain();
    }

    void save(Bundle state) {
        state.putString(ASIDE, aside);
        state.putString(MODE, mode.name());
        state.putString(ABOUT, message.map(EventId::toString).orElse(""));
        state.putString(ABOUT_TEXT, aboutText.getText().toString());
    }

    void restore(Bundle state) {
        aside = state.getString(ASIDE, "");
        String id = state.getString(ABOUT, "");
        if (!id.isEmpty()) {
            about(Mode.valueOf(state.getString(MODE)), EventId.of(id), state.getString(ABOUT_TEXT));
        }
    }

    private void about(Mode now, EventId id, String text) {
        mode = now;
        message = Optional.of(id);
        aboutText.setText(text);
        about.setVisibility(View.VISIBLE);
        input.requestFocus();
    }

    private void put(String text) {
        input.setText("");
        input.append(text);
    }

    private void plain() {
        if (mode == Mode.EDIT) {
            put(aside);
            aside = "";
        }
        mode = Mode.SAY;
        message = Optional.empty();
        about.setVisibility(View.GONE);
    }
}
