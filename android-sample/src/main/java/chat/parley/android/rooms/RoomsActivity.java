package chat.parley.android.rooms;

import android.Manifest;
import android.app.AlertDialog;
import android.content.Intent;
import android.os.Build;
import android.os.Bundle;
import android.view.Menu;
import android.view.MenuItem;
import android.widget.ListView;
import android.widget.TextView;
import chat.parley.android.R;
import chat.parley.android.account.AccountActivity;
import chat.parley.android.account.KeptCode;
import chat.parley.android.app.Answer;
import chat.parley.android.app.AskActivity;
import chat.parley.android.app.Asking;
import chat.parley.android.app.Banner;
import chat.parley.android.app.Failures;
import chat.parley.android.app.Screen;
import chat.parley.android.code.CodeKind;
import chat.parley.android.people.PickActivity;
import chat.parley.android.search.SearchActivity;
import chat.parley.android.settings.SettingsActivity;
import chat.parley.android.talk.TalkActivity;
import chat.parley.android.welcome.WelcomeActivity;
import chat.parley.client.ClientEvent;
import chat.parley.client.ClientException;
import chat.parley.client.OwnedRooms;
import chat.parley.client.RoomRef;
import chat.parley.protocol.id.UserId;
import chat.parley.protocol.rules.Charter;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/** The first screen of who has begun: invitations and rooms. */
public class RoomsActivity extends Screen {
    private static final int JOIN = 1;
    private static final int CREATE = 2;
    private static final int LINK = 3;
    private static final int PERSON = 4;
    private static final int NOTIFICATIONS = 5;
    private static final String ASKED = "asked";

    private RoomsAdapter adapter;
    private Asking<RoomList> asking;
    private boolean asked;

    @Override
    protected void onCreate(Bundle state) {
        super.onCreate(state);
        if (settings().name().isEmpty()) {
            startActivity(welcome());
            finish();
            return;
        }
        setContentView(R.layout.rooms);
        adapter = new RoomsAdapter(this, this::answer);
        asking = new Asking<>(
                session(), () -> opened -> RoomList.of(opened, Instant.now()), this::list, this::showProblem);
        findViewById(R.id.retry).setOnClickListener(view -> {
            app().reopen();
            refresh();
        });
        ListView list = findViewById(R.id.list);
        list.setAdapter(adapter);
        list.setOnItemClickListener((parent, view, position, id) -> {
            Object item = adapter.getItem(position);
            if (item instanceof RoomRow row) {
                chosen(row.room());
            } else if (item instanceof RoomList.Entering entering) {
                confirm(
                        getString(R.string.entering_sure, entering.title()),
                        R.string.entering_end,
                        () -> Entering.end(session(), entering.room(), this::refresh));
            }
        });
        findViewById(R.id.add).setOnClickListener(view -> add());
        asked = state != null && state.getBoolean(ASKED);
        if (isHome() && state == null) {
            showCode();
        }
        if (isHome() && !asked && Build.VERSION.SDK_INT >= 33) {
            asked = true;
            requestPermissions(new String[] {Manifest.permission.POST_NOTIFICATIONS}, NOTIFICATIONS);
        }
    }

    @Override
    protected void onSaveInstanceState(Bundle state) {
        super.onSaveInstanceState(state);
        state.putBoolean(ASKED, asked);
    }

    @Override
    protected void onStart() {
        super.onStart();
        if (adapter != null) {
            refresh();
        }
    }

    @Override
    public boolean onCreateOptionsMenu(Menu menu) {
        menu.add(R.string.search)
                .setIcon(R.drawable.ic_search)
                .setIntent(SearchActivity.intent(this, Optional.empty()))
                .setShowAsAction(MenuItem.SHOW_AS_ACTION_ALWAYS);
        menu.add(R.string.settings_title).setOnMenuItemClickListener(item -> {
            startActivity(new Intent(this, SettingsActivity.class));
            return true;
        });
        return true;
    }

    @Override
    public void happened(ClientEvent event) {
        super.happened(event);
        if (adapter != null) {
            refresh();
        }
    }

    @Override
    protected void onActivityResult(int request, int result, Intent data) {
        if (result != RESULT_OK || data == null) {
            return;
        }
        String text = data.getStringExtra(AskActivity.TEXT);
        switch (request) {
            case JOIN -> Entering.join(session(), RoomRef.open(text), this::entered, again(data, request));
            case CREATE ->
                session()
                        .ask(
                                opened -> (RoomRef) opened.client().owned().create(text, history(data)),
                                this::talk,
                                again(data, request));
            case LINK -> Entering.enter(session(), text, this::entered, again(data, request));
            case PERSON -> with(PickActivity.user(data));
            default -> super.onActivityResult(request, result, data);
        }
    }

    /** Whether the person has opened the app, and not come here from another one. */
    protected boolean isHome() {
        return true;
    }

    /** A recovery code that was not written down is not forgotten. */
    private void showCode() {
        session()
                .ask(
                        opened -> new KeptCode(opened.notes()).get().isPresent(),
                        waits -> {
                            if (waits && isInFront()) {
                                startActivity(AccountActivity.intent(this, AccountActivity.Deed.NEW_CODE));
                            }
                        },
                        e -> {});
    }

    /** The screen for who has not begun yet. */
    protected Intent welcome() {
        return new Intent(this, WelcomeActivity.class);
    }

    /** A room of the list was chosen. */
    protected void chosen(RoomRef room) {
        talk(room);
    }

    /** Shows the list as it now is. */
    protected final void refresh() {
        Banner.show(findViewById(R.id.banner), session().link());
        asking.now();
    }

    private void list(RoomList list) {
        Banner.show(findViewById(R.id.banner), session().link());
        TextView problem = findViewById(R.id.problem);
        problem.setText(R.string.problem_client_stopped);
        show(findViewById(R.id.stopped), session().link().isStopped());
        adapter.show(list);
        boolean none = list.isEmpty();
        show(findViewById(R.id.list), !none);
        show(findViewById(R.id.empty), none);
    }

    /** There is no client to list rooms: what is not known is not shown as none. */
    private void showProblem(RuntimeException e) {
        if (!session().link().isStopped()) {
            return;
        }
        TextView problem = findViewById(R.id.problem);
        problem.setText(
                e instanceof ClientException ? Failures.text(this, e) : getString(R.string.problem_client_stopped));
        show(findViewById(R.id.stopped), true);
        show(findViewById(R.id.list), false);
        show(findViewById(R.id.empty), false);
    }

    private void add() {
        CharSequence[] ways = {
            getString(R.string.add_join),
            getString(R.string.add_person),
            getString(R.string.add_create),
            getString(R.string.add_link)
        };
        dialog(new AlertDialog.Builder(this)
                .setTitle(R.string.room_add)
                .setItems(ways, (dialog, way) -> startActivityForResult(ask(way), request(way))));
    }

    private static int request(int way) {
        return new int[] {JOIN, PERSON, CREATE, LINK}[way];
    }

    private Intent ask(int way) {
        return switch (way) {
            case 0 -> AskActivity.checked(AskActivity.intent(this, R.string.add_join, R.string.join_hint), Answer.ROOM);
            case 1 -> PickActivity.intent(this);
            case 2 ->
                AskActivity.checked(
                        AskActivity.intent(this, R.string.add_create, R.string.room_name, R.string.history_all),
                        Answer.NAME);
            default ->
                AskActivity.checked(
                        AskActivity.scanned(this, R.string.add_link, R.string.link_code, CodeKind.ROOM),
                        Answer.ROOM_LINK);
        };
    }

    /** What was typed is not lost by what it leads to. */
    private Consumer<RuntimeException> again(Intent data, int request) {
        return e -> askAgain(
                data,
                request,
                e instanceof IllegalArgumentException ? getText(R.string.bad_link) : Failures.text(this, e));
    }

    private void with(UserId user) {
        session().ask(opened -> (RoomRef) opened.client().owned().with(user), this::talk, this::tell);
    }

    private void answer(OwnedRooms.Invited invited, boolean yes) {
        session()
                .ask(
                        opened -> {
                            if (yes) {
                                opened.client().owned().enter(invited.room());
                                new Notes(opened.notes()).entering(invited.room());
                            } else {
                                opened.client().owned().decline(invited.room());
                            }
                            return invited.room();
                        },
                        room -> {
                            app().notifier().answered(room);
                            refresh();
                        },
                        this::tell);
    }

    private void entered(RoomRef room) {
        refresh();
    }

    private void talk(RoomRef room) {
        startActivity(TalkActivity.intent(this, room));
    }

    private static Charter.History history(Intent answer) {
        return answer.getBooleanExtra(AskActivity.TICKED, false) ? Charter.History.ALL : Charter.History.NONE;
    }
}
