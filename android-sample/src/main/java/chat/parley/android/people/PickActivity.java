package chat.parley.android.people;

import android.app.Activity;
import android.content.Intent;
import android.os.Bundle;
import android.widget.ListView;
import chat.parley.android.R;
import chat.parley.android.app.Answer;
import chat.parley.android.app.AskActivity;
import chat.parley.android.app.Failures;
import chat.parley.android.app.Opened;
import chat.parley.android.app.Screen;
import chat.parley.android.rooms.RoomKey;
import chat.parley.client.Contacts;
import chat.parley.client.Person;
import chat.parley.client.RoomRef;
import chat.parley.protocol.id.AccountName;
import chat.parley.protocol.id.UserId;
import chat.parley.protocol.rules.Rank;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A person is chosen: of those that one has met, or by an account's name; and into a room, as what. */
public final class PickActivity extends Screen {
    private static final String USER = "user";
    private static final String RANK = "rank";
    private static final int NAME = 1;

    private Optional<RoomRef> room = Optional.empty();
    private PickAdapter adapter;
    private RankChoice ranks;

    private record Found(List<Contacts.Contact> contacts, List<Rank> ranks) {}

    /** For a conversation. */
    public static Intent intent(Activity from) {
        return new Intent(from, PickActivity.class);
    }

    /** Into a room: who is in it is left out. */
    public static Intent intent(Activity from, RoomRef room) {
        return intent(from).putExtra(RoomKey.EXTRA, RoomKey.of(room));
    }

    /** Who was chosen. */
    public static UserId user(Intent result) {
        return UserId.of(result.getStringExtra(USER));
    }

    /** As what. */
    static Rank rank(Intent result) {
        return Rank.valueOf(result.getStringExtra(RANK));
    }

    @Override
    protected void onCreate(Bundle state) {
        super.onCreate(state);
        room = Optional.ofNullable(getIntent().getStringExtra(RoomKey.EXTRA)).map(RoomKey::read);
        setContentView(R.layout.pick);
        setTitle(room.isPresent() ? R.string.invite : R.string.pick_title);
        ranks = new RankChoice(findViewById(R.id.rank), state);
        show(findViewById(R.id.as), room.isPresent());
        adapter = new PickAdapter(this);
        ListView list = findViewById(R.id.list);
        list.setAdapter(adapter);
        list.setOnItemClickListener(
                (parent, view, position, id) -> chosen(adapter.getItem(position).user()));
        findViewById(R.id.by_name)
                .setOnClickListener(view -> startActivityForResult(
                        AskActivity.checked(
                                AskActivity.intent(this, R.string.pick_by_name, R.string.account_name), Answer.ACCOUNT),
                        NAME));
    }

    @Override
    protected void onStart() {
        super.onStart();
        session().ask(this::found, this::show, this::tell);
    }

    @Override
    protected void onSaveInstanceState(Bundle state) {
        super.onSaveInstanceState(state);
        ranks.save(state);
    }

    @Override
    protected void onActivityResult(int request, int result, Intent data) {
        if (request != NAME || result != RESULT_OK) {
            return;
        }
        AccountName name = new AccountName(data.getStringExtra(AskActivity.TEXT));
        session()
                .askLater(
                        client -> client.contacts().lookUp(name),
                        found -> {
                            if (found.isPresent()) {
                                chosen(found.get().user());
                            } else {
                                askAgain(data, NAME, getString(R.string.nobody, name));
                            }
                        },
                        e -> askAgain(data, NAME, Failures.text(this, e)));
    }

    private Found found(Opened opened) {
        UserId me = opened.client().me().user();
        Set<UserId> here = room.map(each ->
                        opened.client().members(each).stream().map(Person::user).collect(Collectors.toSet()))
                .orElseGet(java.util.HashSet::new);
        List<Contacts.Contact> contacts =
                new ArrayList<>(opened.client().contacts().all());
        contacts.removeIf(each -> each.user().equals(me) || here.contains(each.user()));
        return new Found(
                contacts, room.map(each -> RankChoice.of(opened.client(), each)).orElseGet(ArrayList::new));
    }

    private void show(Found found) {
        adapter.clear();
        adapter.addAll(found.contacts());
        show(findViewById(R.id.nobody), found.contacts().isEmpty());
        if (room.isPresent()) {
            ranks.show(found.ranks());
        }
    }

    private void chosen(UserId user) {
        Intent result = new Intent().putExtra(USER, user.toString());
        result.putExtra(RANK, ranks.chosen().orElse(Rank.MEMBER).name());
        setResult(RESULT_OK, result);
        finish();
    }
}
