package chat.parley.android.rooms;

import android.app.AlertDialog;
import android.content.Intent;
import android.os.Bundle;
import android.widget.EditText;
import android.widget.Switch;
import android.widget.TextView;
import chat.parley.android.R;
import chat.parley.android.app.Names;
import chat.parley.android.app.Opened;
import chat.parley.android.app.PlainText;
import chat.parley.android.app.Screen;
import chat.parley.android.people.MembersActivity;
import chat.parley.client.ClientEvent;
import chat.parley.client.OwnedRooms;
import chat.parley.client.Person;
import chat.parley.client.RoomInfo;
import chat.parley.client.RoomRef;
import chat.parley.protocol.rules.Charter;
import chat.parley.protocol.rules.Rank;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/** A room's name and topic, its ways in, and the way out. */
public final class RoomSettingsActivity extends Screen {
    private RoomRef room;
    private EditText name;
    private EditText topic;
    private boolean filled;

    private record Found(RoomInfo info, String title, boolean quiet) {}

    @Override
    protected void onCreate(Bundle state) {
        super.onCreate(state);
        room = RoomKey.read(getIntent().getStringExtra(RoomKey.EXTRA));
        setContentView(R.layout.room_settings);
        name = findViewById(R.id.name);
        topic = findViewById(R.id.topic);
        filled = state != null;
        show(findViewById(R.id.titles), state != null);
        findViewById(R.id.save).setOnClickListener(view -> save());
        findViewById(R.id.members).setOnClickListener(view -> members());
        findViewById(R.id.link).setOnClickListener(view -> startActivity(InvitationActivity.intent(this, room)));
        findViewById(R.id.invitations).setOnClickListener(view -> invitations());
        findViewById(R.id.banned).setOnClickListener(view -> banned());
        findViewById(R.id.leave)
                .setOnClickListener(view -> session().ask(this::leavesNoOwner, this::askToLeave, this::tell));
    }

    @Override
    protected void onStart() {
        super.onStart();
        refresh();
    }

    @Override
    public void happened(ClientEvent event) {
        super.happened(event);
        if (event instanceof ClientEvent.Ranked || event instanceof ClientEvent.Retitled) {
            refresh();
        }
    }

    private void refresh() {
        session()
                .ask(
                        opened -> opened.client()
                                .room(room)
                                .map(info -> new Found(
                                        info,
                                        new RoomTitles(opened.client()).of(room),
                                        new Notes(opened.notes()).quiet(room))),
                        found -> found.ifPresent(each -> {
                            fill(each.info(), each.title());
                            quiet(each.quiet());
                        }),
                        this::tell);
    }

    private void quiet(boolean now) {
        Switch quiet = findViewById(R.id.quiet);
        quiet.setOnCheckedChangeListener(null);
        quiet.setChecked(now);
        quiet.setOnCheckedChangeListener((button, on) -> session()
                .ask(
                        opened -> {
                            new Notes(opened.notes()).quiet(room, on);
                            return on;
                        },
                        done -> {},
                        this::tell));
    }

    private void fill(RoomInfo info, String called) {
        boolean admin = info.kind() == RoomInfo.Kind.OWNED
                && info.rank()
                        .filter(rank -> rank.weight() >= Rank.ADMIN.weight())
                        .isPresent();
        TextView title = findViewById(R.id.title);
        title.setText(called);
        TextView kind = findViewById(R.id.kind);
        kind.setText(kind(info));
        for (int each : new int[] {R.id.titles, R.id.link, R.id.invitations, R.id.banned}) {
            show(findViewById(each), admin);
        }
        if (!filled) {
            filled = true;
            name.setText(info.title());
            topic.setText(info.topic());
        }
    }

    private String kind(RoomInfo info) {
        String kind = getString(
                switch (info.kind()) {
                    case OPEN -> R.string.kind_open;
                    case OWNED -> info.history() == Charter.History.ALL ? R.string.kind_all : R.string.kind_none;
                    case DIRECT -> R.string.kind_direct;
                });
        return info.topic().isEmpty() ? kind : PlainText.line(info.topic()) + "\n\n" + kind;
    }

    private void save() {
        String newName = name.getText().toString().trim();
        String newTopic = topic.getText().toString().trim();
        session()
                .ask(opened -> retitled(opened, newName, newTopic), saved -> tell(getText(R.string.saved)), this::tell);
    }

    private boolean retitled(Opened opened, String newName, String newTopic) {
        RoomInfo now = opened.client().room(room).orElseThrow(() -> new IllegalStateException("no such room"));
        if (!now.title().equals(newName)) {
            opened.client().owned().rename(room, newName);
        }
        if (!now.topic().equals(newTopic)) {
            opened.client().owned().topic(room, newTopic);
        }
        return true;
    }

    private void invitations() {
        rooms(rooms -> rooms.invitations(room), open -> {
            CharSequence[] labels = new CharSequence[open.size()];
            for (int i = 0; i < labels.length; i++) {
                OwnedRooms.Invitation each = open.get(i);
                labels[i] = each.user()
                        .map(person -> Names.alone(person))
                        .orElse(getString(R.string.invitation_link, Names.alone(each.by())));
            }
            choose(
                    R.string.room_invitations,
                    R.string.revoke,
                    labels,
                    which -> rooms(
                            rooms -> {
                                rooms.revoke(room, open.get(which).id());
                                return room;
                            },
                            done -> tell(getText(R.string.saved))));
        });
    }

    private void banned() {
        rooms(rooms -> rooms.banned(room), (List<Person> people) -> {
            CharSequence[] labels = new CharSequence[people.size()];
            for (int i = 0; i < labels.length; i++) {
                labels[i] = Names.alone(people.get(i));
            }
            choose(
                    R.string.room_banned,
                    R.string.unban,
                    labels,
                    which -> rooms(
                            rooms -> {
                                rooms.unban(room, people.get(which).user());
                                return room;
                            },
                            done -> tell(getText(R.string.saved))));
        });
    }

    /** Shows what there is, and does something about the one that is chosen and confirmed. */
    private void choose(int title, int deed, CharSequence[] labels, Consumer<Integer> then) {
        if (labels.length == 0) {
            tell(getText(R.string.none));
            return;
        }
        dialog(new AlertDialog.Builder(this)
                .setTitle(title)
                .setItems(labels, (dialog, which) -> confirm(labels[which], deed, () -> then.accept(which))));
    }

    private boolean leavesNoOwner(Opened opened) {
        return opened.client()
                        .room(room)
                        .flatMap(RoomInfo::rank)
                        .filter(Rank.OWNER::equals)
                        .isPresent()
                && opened.client().members(room).size() > 1;
    }

    /** @param ownerless nobody will own the room any more, for good */
    private void askToLeave(boolean ownerless) {
        if (!ownerless) {
            confirm(getString(R.string.leave_sure), R.string.leave, this::leave);
            return;
        }
        dialog(new AlertDialog.Builder(this)
                .setMessage(R.string.leave_ownerless)
                .setPositiveButton(R.string.leave_transfer, (dialog, which) -> members())
                .setNegativeButton(R.string.leave_anyway, (dialog, which) -> leave())
                .setNeutralButton(R.string.cancel, null));
    }

    private void members() {
        startActivity(new Intent(this, MembersActivity.class).putExtra(RoomKey.EXTRA, RoomKey.of(room)));
    }

    private void leave() {
        session()
                .ask(
                        opened -> {
                            opened.client().leave(room);
                            return room;
                        },
                        done -> finish(),
                        this::tell);
    }

    private <T> void rooms(Function<OwnedRooms, T> question, Consumer<T> answer) {
        session().ask(opened -> question.apply(opened.client().owned()), answer, this::tell);
    }
}
