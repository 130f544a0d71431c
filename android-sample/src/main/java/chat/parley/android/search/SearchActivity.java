package chat.parley.android.search;

import android.content.Context;
import android.content.Intent;
import android.os.Bundle;
import android.text.Editable;
import android.text.TextWatcher;
import android.view.inputmethod.EditorInfo;
import android.widget.EditText;
import android.widget.ListView;
import android.widget.TextView;
import chat.parley.android.R;
import chat.parley.android.app.Names;
import chat.parley.android.app.Opened;
import chat.parley.android.app.Screen;
import chat.parley.android.rooms.RoomKey;
import chat.parley.android.rooms.RoomTitles;
import chat.parley.android.talk.TalkActivity;
import chat.parley.client.ClientEvent;
import chat.parley.client.RoomRef;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Looks for messages while words are typed, in one room or in all; what is found opens its room at the message. */
public final class SearchActivity extends Screen {
    /** So many results are shown. */
    static final int MAX = 200;

    /** So long nothing is typed before it is looked for, in milliseconds. */
    private static final long PAUSE = 250;

    private Optional<RoomRef> room = Optional.empty();
    private FoundAdapter adapter;
    private EditText words;
    private final Runnable look = this::look;

    /** Read by the worker too: what was asked last. */
    private volatile String wanted = "";

    /** @param room empty for all rooms */
    public static Intent intent(Context from, Optional<RoomRef> room) {
        Intent intent = new Intent(from, SearchActivity.class);
        room.ifPresent(each -> intent.putExtra(RoomKey.EXTRA, RoomKey.of(each)));
        return intent;
    }

    @Override
    protected void onCreate(Bundle state) {
        super.onCreate(state);
        room = Optional.ofNullable(getIntent().getStringExtra(RoomKey.EXTRA)).map(RoomKey::read);
        setContentView(R.layout.search);
        adapter = new FoundAdapter(this, !room.isPresent());
        ListView list = findViewById(R.id.list);
        list.setAdapter(adapter);
        list.setOnItemClickListener((parent, view, position, id) -> {
            ClientEvent.Message message = adapter.getItem(position);
            startActivity(TalkActivity.intent(this, message.room(), message.id()));
        });
        words = findViewById(R.id.words);
        words.addTextChangedListener(new Typed());
        words.setOnEditorActionListener((view, action, key) -> {
            if (action == EditorInfo.IME_ACTION_SEARCH) {
                look();
            }
            return action == EditorInfo.IME_ACTION_SEARCH;
        });
        room.ifPresent(this::title);
    }

    @Override
    protected void onDestroy() {
        words.removeCallbacks(look);
        wanted = "";
        super.onDestroy();
    }

    private void title(RoomRef here) {
        session()
                .ask(
                        opened -> new RoomTitles(opened.client()).of(here),
                        title -> setTitle(getString(R.string.search_in, title)),
                        e -> {});
    }

    private void look() {
        String typed = words.getText().toString().trim();
        wanted = typed;
        words.removeCallbacks(look);
        if (typed.isEmpty()) {
            show(Found.nothing(typed));
            return;
        }
        show(findViewById(R.id.busy), true);
        session()
                .ask(
                        opened -> found(opened, typed),
                        found -> {
                            if (found.words().equals(wanted)) {
                                show(found);
                            }
                        },
                        e -> {
                            show(findViewById(R.id.busy), false);
                            tell(e);
                        });
    }

    /** On the worker: nothing is looked for that nobody waits for any more. */
    private Found found(Opened opened, String typed) {
        if (!typed.equals(wanted)) {
            return Found.nothing(typed);
        }
        List<ClientEvent.Message> messages = opened.client().search(typed, room, MAX);
        RoomTitles called = new RoomTitles(opened.client());
        Map<RoomRef, String> titles = new HashMap<>();
        Map<RoomRef, Names> names = new HashMap<>();
        for (ClientEvent.Message each : messages) {
            titles.computeIfAbsent(each.room(), called::of);
            names.computeIfAbsent(
                    each.room(), where -> new Names(opened.client().members(where)));
        }
        return new Found(typed, messages, titles, names);
    }

    private void show(Found found) {
        show(findViewById(R.id.busy), false);
        adapter.show(found);
        TextView empty = findViewById(R.id.empty);
        show(empty, found.messages().isEmpty());
        show(findViewById(R.id.list), !found.messages().isEmpty());
        empty.setText(
                found.words().isEmpty() ? getString(R.string.search_hint_long) : getString(R.string.search_nothing));
    }

    private final class Typed implements TextWatcher {
        @Override
        public void beforeTextChanged(CharSequence text, int start, int count, int after) {}

        @Override
        public void onTextChanged(CharSequence text, int start, int before, int count) {}

        @Override
        public void afterTextChanged(Editable text) {
            words.removeCallbacks(look);
            words.postDelayed(look, PAUSE);
        }
    }
}
