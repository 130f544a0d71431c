package chat.parley.android.talk;

import android.app.DatePickerDialog;
import android.content.Context;
import android.content.Intent;
import android.os.Bundle;
import android.view.Menu;
import android.view.MenuItem;
import android.view.View;
import android.widget.ListView;
import chat.parley.android.R;
import chat.parley.android.app.Banner;
import chat.parley.android.app.Deliveries;
import chat.parley.android.app.Screen;
import chat.parley.android.file.TalkFiles;
import chat.parley.android.people.MembersActivity;
import chat.parley.android.people.Power;
import chat.parley.android.people.SafetyActivity;
import chat.parley.android.rooms.RoomKey;
import chat.parley.android.rooms.RoomSettingsActivity;
import chat.parley.android.search.SearchActivity;
import chat.parley.client.ClientEvent;
import chat.parley.client.ParleyClient;
import chat.parley.client.Person;
import chat.parley.client.RoomRef;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.UserId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** A room: what was said, and the field to say something. */
public final class TalkActivity extends Screen implements MessageMenu.Deeds {
    /** So many messages are asked for at a time. */
    private static final int PAGE = 100;

    private static final String AT = "at";

    private static final String AWAY = "away";

    private RoomRef room;
    private Talk talk;
    private TalkAdapter adapter;
    private Composer composer;
    private TypingLine typing;
    private TalkFiles files;
    private TalkList list;
    private AlarmLine alarm;
    private Voice voice;
    private boolean seen;

    public static Intent intent(Context from, RoomRef room) {
        return new Intent(from, TalkActivity.class).putExtra(RoomKey.EXTRA, RoomKey.of(room));
    }

    /** Opens the room at a message. */
    public static Intent intent(Context from, RoomRef room, EventId at) {
        return intent(from, room).putExtra(AT, at.toString());
    }

    @Override
    protected void onCreate(Bundle state) {
        super.onCreate(state);
        room = RoomKey.read(getIntent().getStringExtra(RoomKey.EXTRA));
        setContentView(R.layout.talk);
        ZoneId zone = ZoneId.systemDefault();
        Object kept = getLastNonConfigurationInstance();
        talk = kept instanceof Talk before ? before : new Talk(room, session().deliveries(), zone);
        voice = new Voice(session(), room, this::tell);
        View screen = findViewById(android.R.id.content);
        composer = new Composer(screen);
        typing = new TypingLine(screen, room, voice::typing);
        alarm = new AlarmLine(screen, user -> startActivity(SafetyActivity.intent(this, user)));
        files = new TalkFiles(this, app().cabinet(), room, () -> load(false));
        adapter = new TalkAdapter(this, files.part());
        ListView items = findViewById(R.id.list);
        list = new TalkList(items, findViewById(R.id.newest), adapter, () -> voice.older(PAGE));
        if (getIntent().hasExtra(AT) && (state == null || state.getBoolean(AWAY))) {
            list.away(this::read);
        }
        items.setOnItemLongClickListener((parent, view, position, id) -> offer(adapter.getItem(position)));
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
        voice.draft(draft);
        super.onStop();
    }

    @Override
    protected void onSaveInstanceState(Bundle state) {
        super.onSaveInstanceState(state);
        composer.save(state);
        files.save(state);
        state.putBoolean(AWAY, list.isAway());
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
        menu.add(R.string.search).setIntent(SearchActivity.intent(this, Optional.of(room)));
        menu.add(R.string.to_day).setOnMenuItemClickListener(item -> {
            askDay();
            return true;
        });
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
            talk.happened(older);
            list.older(items(), older.more());
            return;
        }
        Banner.show(findViewById(R.id.banner), session().link());
        typing.happened(event);
        Talk.Effect effect = talk.happened(event);
        if (effect == Talk.Effect.RELOAD
                || event instanceof ClientEvent.Retitled
                || event instanceof ClientEvent.Problem
                || event instanceof ClientEvent.MemberJoined
                || files.settles(event)) {
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
        confirm(getString(R.string.delete_sure), R.string.delete, () -> voice.delete(message.id()));
    }

    @Override
    public void react(ClientEvent.Message to, String reaction) {
        voice.react(to, reaction);
    }

    @Override
    public void shareFile(ClientEvent.Message message) {
        files.share(message);
    }

    @Override
    public void discardFile(ClientEvent.Message message) {
        files.decline(message);
    }

    @Override
    public void details(ClientEvent.Message message) {
        int place = Talk.place(talk.items(), item -> shows(item, message.id()));
        Optional<Deliveries.State> state =
                place >= 0 ? ((Item.Bubble) talk.items().get(place)).state() : Optional.empty();
        startActivity(DetailsActivity.intent(this, new Details(this).of(message, state, talk.who(message.id()))));
    }

    private void load(boolean fresh) {
        String at = getIntent().getStringExtra(AT);
        Optional<EventId> wanted = fresh && at != null ? Optional.of(EventId.of(at)) : Optional.empty();
        load(fresh, message -> !wanted.isPresent() || wanted.equals(Optional.of(message.id())), () -> {
            int line = Talk.place(
                    talk.items(), item -> wanted.isPresent() ? shows(item, wanted.get()) : item instanceof Item.Unread);
            wanted.ifPresent(adapter::mark);
            if (fresh && line >= 0) {
                list.to(line);
            }
        });
    }

    /**
     * @param fresh the screen has just come up: it takes the draft, and what was not seen has a line above it
     * @param wanted so far back, if it is here
     */
    private void load(boolean fresh, Predicate<ClientEvent.Message> wanted, Runnable then) {
        Banner.show(findViewById(R.id.banner), session().link());
        int count = talk.size() + PAGE;
        session()
                .ask(
                        opened -> RoomState.of(opened, room, count, wanted, files::look),
                        found -> {
                            setTitle(room instanceof RoomRef.Open ? "#" + found.title() : found.title());
                            talk.load(found.history());
                            talk.others(
                                    found.members().stream().map(Person::user).collect(Collectors.toList()),
                                    found.received());
                            files.show(found.shelf());
                            alarm.show(found.alarm());
                            if (fresh) {
                                talk.seen(found.read());
                                composer.append(found.draft());
                                shared();
                            }
                            typing.begin();
                            refresh();
                            then.run();
                            list.loaded();
                        },
                        e -> {});
    }

    /** Goes to the first message of a day, or of the next one on which something was said. */
    private void askDay() {
        LocalDate today = LocalDate.now();
        new DatePickerDialog(
                        this,
                        (picker, year, month, day) -> toDay(LocalDate.of(year, month + 1, day)),
                        today.getYear(),
                        today.getMonthValue() - 1,
                        today.getDayOfMonth())
                .show();
    }

    public void toDay(LocalDate day) {
        Instant before = day.atStartOfDay(ZoneId.systemDefault()).toInstant();
        load(false, message -> message.time().isBefore(before), () -> {
            int place = Talk.place(
                    talk.items(),
                    item -> item instanceof Item.Day each && !each.date().isBefore(day));
            list.to(place < 0 ? adapter.getCount() - 1 : place);
        });
    }

    private static boolean shows(Item item, EventId id) {
        return item instanceof Item.Bubble bubble && bubble.message().id().equals(id);
    }

    /** What another app shared comes behind what was typed before. */
    private void shared() {
        String text = getIntent().getStringExtra(Intent.EXTRA_TEXT);
        if (text != null) {
            composer.append(text);
        }
    }

    private void refresh() {
        list.show(items());
        if (!list.isAway()) {
            read();
        }
    }

    /** What was said, and below it own files that are not said yet. */
    private List<Item> items() {
        List<Item> items = talk.items();
        files.sending().forEach(each -> items.add(new Item.Sending(each)));
        return items;
    }

    private void read() {
        if (seen) {
            talk.last().ifPresent(voice::read);
        }
    }

    private void send() {
        String text = composer.text().trim();
        if (text.isEmpty()) {
            return;
        }
        if (alarm.blocked().isPresent()) {
            tell(alarm.blocked().get());
            return;
        }
        if (text.getBytes(StandardCharsets.UTF_8).length > ParleyClient.MAX_TEXT_BYTES) {
            tell(getString(R.string.too_long));
            return;
        }
        Optional<EventId> about = composer.message();
        if (composer.mode() == Composer.Mode.EDIT && about.isPresent()) {
            voice.edit(about.get(), text, () -> sent(text));
            return;
        }
        voice.say(about, text, number -> {
            talk.said(number, text, Instant.now());
            sent(text);
            list.toEnd();
        });
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
                        opened -> Power.outranks(opened.client(), room, sender),
                        outranks -> new MessageMenu(this, this)
                                .show(bubble.message(), outranks, files.isHere(bubble.message())),
                        this::tell);
        return true;
    }
}
