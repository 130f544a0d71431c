package chat.parley.android.talk;

import android.content.Context;
import android.content.Intent;
import android.os.Bundle;
import android.view.Menu;
import android.view.MenuItem;
import android.widget.AbsListView;
import android.widget.ListView;
import chat.parley.android.R;
import chat.parley.android.app.Banner;
import chat.parley.android.app.Opened;
import chat.parley.android.app.Screen;
import chat.parley.android.file.Shelf;
import chat.parley.android.file.TalkFiles;
import chat.parley.android.people.MembersActivity;
import chat.parley.android.rooms.Notes;
import chat.parley.android.rooms.RoomKey;
import chat.parley.android.rooms.RoomList;
import chat.parley.android.rooms.RoomSettingsActivity;
import chat.parley.client.ClientEvent;
import chat.parley.client.ParleyClient;
import chat.parley.client.Person;
import chat.parley.client.RoomRef;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.UserId;
import chat.parley.protocol.rules.Rank;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** A room: what was said, and the field to say something. */
public final class TalkActivity extends Screen implements MessageMenu.Deeds {
    /** So many messages are asked for at a time. */
    private static final int PAGE = 100;

    private RoomRef room;
    private Talk talk;
    private TalkAdapter adapter;
    private Composer composer;
    private TypingLine typing;
    private TalkFiles files;
    private ListView list;
    private boolean seen;
    private boolean asking;
    private boolean more = true;

    /** What is asked of the client when the screen comes up. */
    private record Start(String title, Person me, List<ClientEvent.Message> history, Shelf shelf, String draft) {}

    public static Intent intent(Context from, RoomRef room) {
        return new Intent(from, TalkActivity.class).putExtra(RoomKey.EXTRA, RoomKey.of(room));
    }

    @Override
    protected void onCreate(Bundle state) {
        super.onCreate(state);
        room = RoomKey.read(getIntent().getStringExtra(RoomKey.EXTRA));
        setContentView(R.layout.talk);
        composer = new Composer(findViewById(android.R.id.content));
        typing = new TypingLine(
                findViewById(android.R.id.content), room, now -> act(client -> client.typing(room, now)));
        ZoneId zone = ZoneId.systemDefault();
        Object kept = getLastNonConfigurationInstance();
        talk = kept instanceof Talk before ? before : new Talk(room, session().deliveries(), zone);
        files = new TalkFiles(this, app().cabinet(), room, () -> load(false));
        adapter = new TalkAdapter(this, zone, files.part());
        list = findViewById(R.id.list);
        list.setAdapter(adapter);
        list.setOnItemLongClickListener((parent, view, position, id) -> offer(adapter.getItem(position)));
        list.setOnScrollListener(new OlderAtTop());
        findViewById(R.id.send).setOnClickListener(view -> send());
        findViewById(R.id.attach).setOnClickListener(view -> files.pick());
        if (state != null) {
            composer.restore(state);
            files.restore(state);
        }
        load(state == null);
    }

    @Override
    protected void onStart() {
        super.onStart();
        seen = true;
        typing.forget();
        app().notifier().seeing(room);
        load(false);
    }

    @Override
    protected void onStop() {
        seen = false;
        app().notifier().seeing(null);
        String draft = composer.mode() == Composer.Mode.EDIT ? "" : composer.text();
        session().ask(opened -> note(opened, draft), done -> {}, e -> {});
        super.onStop();
    }

    @Override
    protected void onSaveInstanceState(Bundle state) {
        super.onSaveInstanceState(state);
        composer.save(state);
        files.save(state);
    }

    @Override
    protected void onActivityResult(int request, int result, Intent data) {
        if (!files.answered(request, result, data)) {
            super.onActivityResult(request, result, data);
        }
    }

    @Override
    public Object onRetainNonConfigurationInstance() {
        return talk;
    }

    @Override
    public boolean onCreateOptionsMenu(Menu menu) {
        menu.add(R.string.members_title)
                .setIcon(R.drawable.ic_people)
                .setIntent(new Intent(this, MembersActivity.class).putExtra(RoomKey.EXTRA, RoomKey.of(room)))
                .setShowAsAction(MenuItem.SHOW_AS_ACTION_ALWAYS);
        menu.add(R.string.room_settings_title)
                .setIntent(new Intent(this, RoomSettingsActivity.class).putExtra(RoomKey.EXTRA, RoomKey.of(room)));
        return true;
    }

    @Override
    public void happened(ClientEvent event) {
        super.happened(event);
        if (event instanceof ClientEvent.Left left && left.room().equals(room)) {
            finish();
            return;
        }
        if (event instanceof ClientEvent.Older older && older.room().equals(room)) {
            older(older);
            return;
        }
        Banner.show(findViewById(R.id.banner), session().link());
        typing.happened(event);
        Talk.Effect effect = talk.happened(event);
        if (effect == Talk.Effect.RELOAD || event instanceof ClientEvent.Retitled || files.settles(event)) {
            load(false);
        } else if (effect == Talk.Effect.CHANGED || files.moves(event)) {
            refresh();
        }
    }

    @Override
    public void reply(ClientEvent.Message to) {
        composer.reply(to);
    }

    @Override
    public void edit(ClientEvent.Message message) {
        composer.edit(message);
    }

    @Override
    public void delete(ClientEvent.Message message) {
        confirm(
                getString(R.string.delete_sure),
                R.string.delete,
                () -> act(client -> client.delete(room, message.id())));
    }

    @Override
    public void react(ClientEvent.Message to, String reaction) {
        session()
                .ask(
                        opened -> {
                            UserId me = opened.client().me().user();
                            List<UserId> by = to.marks().reactions().getOrDefault(reaction, Collections.emptyList());
                            opened.client().react(room, to.id(), reaction, !by.contains(me));
                            return me;
                        },
                        done -> {},
                        this::tell);
    }

    @Override
    public void shareFile(ClientEvent.Message message) {
        files.share(message);
    }

    @Override
    public void discardFile(ClientEvent.Message message) {
        files.decline(message);
    }

    private void load(boolean fresh) {
        Banner.show(findViewById(R.id.banner), session().link());
        int count = talk.size() + PAGE;
        session()
                .ask(
                        opened -> new Start(
                                RoomList.title(opened.client(), room),
                                opened.client().me(),
                                opened.client().history(room, count),
                                files.look(opened, count),
                                new Notes(opened.notes()).draft(room)),
                        start -> {
                            setTitle(room instanceof RoomRef.Open ? "#" + start.title() : start.title());
                            talk.load(start.history());
                            files.show(start.shelf());
                            if (fresh) {
                                composer.append(start.draft());
                                shared();
                            }
                            typing.begin();
                            refresh();
                        },
                        e -> {});
    }

    /** What another app shared comes behind what was typed before. */
    private void shared() {
        String text = getIntent().getStringExtra(Intent.EXTRA_TEXT);
        if (text != null) {
            composer.append(text);
        }
    }

    private void refresh() {
        List<Item> items = talk.items();
        files.sending().forEach(each -> items.add(new Item.Sending(each)));
        adapter.show(items);
        Optional<EventId> last = talk.last();
        if (seen && last.isPresent()) {
            session()
                    .ask(
                            opened -> {
                                Notes notes = new Notes(opened.notes());
                                if (!notes.read(room).equals(last)) {
                                    notes.read(room, last.get());
                                    opened.client().read(room, last.get());
                                }
                                return last;
                            },
                            done -> {},
                            e -> {});
        }
    }

    private void older(ClientEvent.Older older) {
        int before = adapter.getCount();
        int top = list.getFirstVisiblePosition();
        asking = false;
        more = older.more();
        talk.happened(older);
        refresh();
        list.setSelection(top + adapter.getCount() - before);
    }

    private void send() {
        String text = composer.text().trim();
        if (text.isEmpty()) {
            return;
        }
        if (text.getBytes(StandardCharsets.UTF_8).length > ParleyClient.MAX_TEXT_BYTES) {
            tell(getString(R.string.too_long));
            return;
        }
        Optional<EventId> about = composer.message();
        Composer.Mode mode = composer.mode();
        if (mode == Composer.Mode.EDIT && about.isPresent()) {
            session()
                    .ask(
                            opened -> {
                                opened.client().edit(room, about.get(), text);
                                return text;
                            },
                            this::sent,
                            this::tell);
            return;
        }
        session()
                .ask(
                        opened -> about.isPresent()
                                ? opened.client().reply(room, about.get(), text)
                                : opened.client().say(room, text),
                        number -> {
                            talk.said(number, text, Instant.now());
                            sent(text);
                            list.setSelection(adapter.getCount() - 1);
                        },
                        this::tell);
    }

    /** It is in the client's hands: only now the field is emptied. */
    private void sent(String text) {
        if (composer.text().trim().equals(text)) {
            composer.sent();
        }
        refresh();
    }

    private boolean offer(Item item) {
        if (!(item instanceof Item.Bubble bubble)) {
            return false;
        }
        UserId sender = bubble.message().sender().user();
        session()
                .ask(
                        opened -> outranks(opened.client(), sender),
                        outranks -> new MessageMenu(this, this)
                                .show(bubble.message(), outranks, files.isHere(bubble.message())),
                        this::tell);
        return true;
    }

    private boolean outranks(ParleyClient client, UserId sender) {
        if (room instanceof RoomRef.Open) {
            return false;
        }
        Optional<Rank> own = client.owned().rankOf(room, client.me().user());
        int other = client.owned().rankOf(room, sender).map(Rank::weight).orElse(0);
        return own.map(Rank::weight).orElse(0) > Math.max(other, Rank.MEMBER.weight());
    }

    private boolean note(Opened opened, String draft) {
        new Notes(opened.notes()).draft(room, draft);
        return true;
    }

    private void act(java.util.function.Consumer<ParleyClient> deed) {
        session()
                .ask(
                        opened -> {
                            deed.accept(opened.client());
                            return true;
                        },
                        done -> {},
                        this::tell);
    }

    /** Asks for older messages when the first one is seen. */
    private final class OlderAtTop implements AbsListView.OnScrollListener {
        private boolean touched;

        @Override
        public void onScrollStateChanged(AbsListView view, int state) {
            touched = true;
        }

        @Override
        public void onScroll(AbsListView view, int first, int visible, int total) {
            if (touched && first == 0 && total > 0 && more && !asking) {
                asking = true;
                act(client -> client.older(room, PAGE));
            }
        }
    }
}
