package chat.parley.android.talk;

import android.app.DatePickerDialog;
import android.content.Context;
import android.content.Intent;
import android.graphics.drawable.InsetDrawable;
import android.os.Bundle;
import android.view.Menu;
import android.view.MenuItem;
import android.view.View;
import android.widget.ListView;
import chat.parley.android.R;
import chat.parley.android.app.Asking;
import chat.parley.android.app.Banner;
import chat.parley.android.app.Opened;
import chat.parley.android.app.Screen;
import chat.parley.android.file.FileWords;
import chat.parley.android.file.Move;
import chat.parley.android.file.TalkFiles;
import chat.parley.android.people.MembersActivity;
import chat.parley.android.people.SafetyActivity;
import chat.parley.android.rooms.KindIcon;
import chat.parley.android.rooms.RoomKey;
import chat.parley.android.rooms.RoomSettingsActivity;
import chat.parley.android.search.SearchActivity;
import chat.parley.client.ClientEvent;
import chat.parley.client.ParleyClient;
import chat.parley.client.Person;
import chat.parley.client.RoomInfo;
import chat.parley.client.RoomRef;
import chat.parley.client.Waiting;
import chat.parley.protocol.id.EventId;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** A room: what was said, and the field to say something. */
public final class TalkActivity extends Screen implements Outbox.Screen {
    /** So many messages are asked for at a time. */
    private static final int PAGE = 100;

    private RoomRef room;
    private Talk talk;
    private TalkAdapter adapter;
    private Composer composer;
    private TypingLine typing;
    private TalkFiles files;
    private TalkList list;
    private AlarmLine alarm;
    private Voice voice;
    private Draft draft;
    private MessageDeeds deeds;
    private Outbox outbox;
    private Asking<RoomState> asking;
    private Arrival arrival;
    private boolean seen;
    private Optional<EventId> read = Optional.empty();

    /** What outlives the turning of the phone. */
    private record Kept(Talk talk, Outbox outbox) {}

    public static Intent intent(Context from, RoomRef room) {
        return new Intent(from, TalkActivity.class).putExtra(RoomKey.EXTRA, RoomKey.of(room));
    }

    /** Opens the room at a message. */
    public static Intent intent(Context from, RoomRef room, EventId at) {
        return intent(from, room).putExtra(Arrival.AT, at.toString());
    }

    @Override
    protected void onCreate(Bundle state) {
        super.onCreate(state);
        room = RoomKey.read(getIntent().getStringExtra(RoomKey.EXTRA));
        setContentView(R.layout.talk);
        Kept kept = getLastNonConfigurationInstance() instanceof Kept before
                ? before
                : new Kept(new Talk(room, Clock.systemDefaultZone()), new Outbox());
        talk = kept.talk();
        outbox = kept.outbox();
        outbox.show(this);
        voice = new Voice(session(), room, this::tell);
        View screen = findViewById(android.R.id.content);
        composer = new Composer(screen);
        typing = new TypingLine(screen, room, talk::names, voice::typing);
        Optional<String> shared = Optional.ofNullable(getIntent().getStringExtra(Intent.EXTRA_TEXT));
        draft = new Draft(composer, typing, voice, shared);
        asking = new Asking<>(session(), this::question, this::answered, e -> arrival.failed());
        alarm = new AlarmLine(screen, user -> startActivity(SafetyActivity.intent(this, user)));
        files = new TalkFiles(this, app().cabinet(), room, () -> asking.now());
        adapter = new TalkAdapter(this, files.part(), talk::names, this::openLink, message -> deeds.reactions(message));
        ListView items = findViewById(R.id.list);
        list = new TalkList(items, findViewById(R.id.newest), adapter, () -> voice.older(PAGE), this::read);
        arrival = new Arrival(getIntent(), Optional.ofNullable(state), talk, adapter, list);
        deeds = new MessageDeeds(this, talk, composer, voice, files);
        items.setOnItemLongClickListener((parent, view, position, id) -> deeds.offer(adapter.getItem(position)));
        findViewById(R.id.send).setOnClickListener(view -> send());
        findViewById(R.id.attach).setOnClickListener(view -> files.pick());
        if (state != null) {
            composer.restore(state);
            files.restore(state);
            draft.restore(state);
        }
    }

    @Override
    protected void onStart() {
        super.onStart();
        seen = true;
        typing.forget();
        app().notifier().seeing(room);
        Banner.show(findViewById(R.id.banner), session().link());
        draft.take();
        asking.now();
    }

    /** Before another screen of this room comes up. */
    @Override
    protected void onPause() {
        draft.keep();
        super.onPause();
    }

    @Override
    protected void onStop() {
        seen = false;
        app().notifier().notSeeing(room);
        super.onStop();
    }

    @Override
    protected void onSaveInstanceState(Bundle state) {
        super.onSaveInstanceState(state);
        composer.save(state);
        files.save(state);
        draft.save(state);
        arrival.save(state);
    }

    @Override
    protected void onActivityResult(int request, int result, Intent data) {
        if (!files.answered(request, result, data)) {
            super.onActivityResult(request, result, data);
        }
    }

    @Override
    public Object onRetainNonConfigurationInstance() {
        return new Kept(talk, outbox);
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
        if (event instanceof ClientEvent.Message message && message.room().equals(room)) {
            announce(message);
        }
        Talk.Effect effect = talk.happened(event);
        if (effect == Talk.Effect.RELOAD
                || event instanceof ClientEvent.Retitled
                || event instanceof ClientEvent.Problem
                || event instanceof ClientEvent.MemberJoined
                || event instanceof ClientEvent.Ranked
                || event instanceof ClientEvent.Removed
                || files.settles(event)) {
            asking.now();
        } else if (effect == Talk.Effect.CHANGED || files.moves(event)) {
            refresh();
        }
    }

    /** Who hears the screen hears what comes while they are on it. */
    private void announce(ClientEvent.Message message) {
        if (isInFront() && !message.sender().self()) {
            String name = talk.names().of(message.sender());
            findViewById(R.id.list)
                    .announceForAccessibility(getString(R.string.last_line, name, FileWords.line(this, message)));
        }
    }

    /** What is done with a message. */
    public MessageMenu.Deeds deeds() {
        return deeds;
    }

    private Function<Opened, RoomState> question() {
        talk.asked();
        int count = talk.size() + PAGE;
        Predicate<ClientEvent.Message> wanted = arrival.asked();
        return opened -> RoomState.of(opened, room, count, wanted, files::look);
    }

    private void answered(RoomState found) {
        setTitle(found.title());
        found.info().map(RoomInfo::kind).ifPresent(this::showKind);
        talk.called(found.info(), found.names());
        talk.own(found.waiting(), found.deliveries());
        // Of a room that one is out of, what was shown stays.
        if (found.standing() != Standing.OUT || !found.history().isEmpty()) {
            talk.load(found.history());
        }
        talk.others(found.members().stream().map(Person::user).collect(Collectors.toList()), found.received());
        files.show(found.shelf());
        alarm.show(found.alarm(), found.standing());
        showSend();
        if (arrival.isFirst()) {
            talk.seen(found.read());
        }
        refresh();
        arrival.shown();
    }

    /** A title may look like another kind's. */
    private void showKind(RoomInfo.Kind kind) {
        getActionBar().setDisplayShowHomeEnabled(true);
        int gap = getResources().getDimensionPixelSize(R.dimen.small_gap) / 2;
        getActionBar().setIcon(new InsetDrawable(getDrawable(KindIcon.of(kind)), gap, 0, gap, 0));
    }

    /** Goes to the first message of a day, or of the next one on which something was said. */
    private void askDay() {
        LocalDate today = LocalDate.now();
        dialog(new DatePickerDialog(
                this,
                (picker, year, month, day) -> toDay(LocalDate.of(year, month + 1, day)),
                today.getYear(),
                today.getMonthValue() - 1,
                today.getDayOfMonth()));
    }

    public void toDay(LocalDate day) {
        arrival.toDay(day);
        asking.now();
    }

    private void refresh() {
        list.show(items());
    }

    /** What was said, and below it own files that are not said yet. */
    private List<Item> items() {
        List<Item> items = talk.items();
        for (Move each : files.sending()) {
            // One that is at the servers and waits to be said is shown as what goes, with its picture.
            items.removeIf(item ->
                    item instanceof Item.Unsent unsent && unsent.waiting().number() == each.number());
            items.add(new Item.Sending(each));
        }
        return items;
    }

    /** The end of the list is seen, and so all that was said. */
    private void read() {
        if (seen && !talk.last().equals(read)) {
            read = talk.last();
            read.ifPresent(voice::read);
        }
    }

    private void send() {
        String text = composer.text().trim();
        if (text.isEmpty() || outbox.isBusy()) {
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
            outbox.edit(voice, about.get(), text);
        } else {
            outbox.say(voice, about, text);
        }
        showSend();
    }

    /** It is in the client's hands: only now the field is emptied. */
    @Override
    public void given(Optional<Long> number, String text) {
        number.ifPresent(each -> talk.said(
                new Waiting(each, text, Optional.empty(), Optional.empty(), Instant.now(), Waiting.For.SERVER)));
        if (composer.text().trim().equals(text)) {
            composer.sent();
        }
        if (!isInFront()) {
            draft.keep();
        }
        showSend();
        refresh();
        if (number.isPresent()) {
            list.toEnd();
        }
    }

    @Override
    public void notGiven(RuntimeException e) {
        showSend();
        tell(e);
    }

    private void showSend() {
        findViewById(R.id.send).setEnabled(!outbox.isBusy() && alarm.isOpen());
    }
}
