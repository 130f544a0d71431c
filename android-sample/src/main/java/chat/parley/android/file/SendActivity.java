package chat.parley.android.file;

import android.app.Activity;
import android.content.ClipData;
import android.content.Context;
import android.content.Intent;
import android.net.Uri;
import android.os.Bundle;
import android.view.LayoutInflater;
import android.view.View;
import android.widget.EditText;
import android.widget.LinearLayout;
import android.widget.TextView;
import chat.parley.android.R;
import chat.parley.android.app.Screen;
import chat.parley.android.people.Alarm;
import chat.parley.android.rooms.RoomKey;
import chat.parley.android.rooms.RoomTitles;
import chat.parley.client.RoomRef;
import chat.parley.client.SharedFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What was chosen or shared, before it goes: looked at, left out, with a few words; nothing is sent before the button. */
public final class SendActivity extends Screen {
    /** How large a small picture is decoded, in pixels. */
    private static final int SMALL = 192;

    private static final String FILES = "files";
    private static final String OUT = "out";

    private RoomRef room;
    private Sheet sheet;

    /** What outlives the turning of the phone. */
    private static final class Sheet {
        private final List<Chosen> files = new ArrayList<>();
        /** Left out, or sent already: these do not come back. */
        private final ArrayList<Uri> out = new ArrayList<>();

        private int unread;
        private int going;
        private boolean begun;
        private boolean sent;
        private Runnable changed = () -> {};
    }

    /**
     * @param given by another app: an answer of a picker, or something shared
     */
    static Intent intent(Activity from, RoomRef room, Intent given) {
        ArrayList<Uri> files = new ArrayList<>(Given.files(given, GivenFiles.authority(from)));
        Intent send = new Intent(from, SendActivity.class)
                .putExtra(RoomKey.EXTRA, RoomKey.of(room))
                .putExtra(FILES, files)
                .putExtra(Intent.EXTRA_TEXT, words(given));
        for (Uri each : files) {
            if (send.getClipData() == null) {
                send.setClipData(ClipData.newRawUri(null, each));
            } else {
                send.getClipData().addItem(new ClipData.Item(each));
            }
        }
        return send.addFlags(Intent.FLAG_GRANT_READ_URI_PERMISSION);
    }

    /** Whether another app shares a file, and not only a text. */
    public static boolean isShared(Context context, Intent intent) {
        return !Given.files(intent, GivenFiles.authority(context)).isEmpty();
    }

    /** For what another app shares. */
    public static Intent shared(Activity from, RoomRef room) {
        return intent(from, room, from.getIntent());
    }

    /** What another app says in words, with what it says it is about. */
    public static String words(Intent given) {
        CharSequence said = given.getCharSequenceExtra(Intent.EXTRA_TEXT);
        String text = said == null ? "" : said.toString();
        String subject = given.getStringExtra(Intent.EXTRA_SUBJECT);
        return subject == null || text.contains(subject) ? text : (subject + "\n" + text).trim();
    }

    @Override
    protected void onCreate(Bundle state) {
        super.onCreate(state);
        setContentView(R.layout.send);
        room = RoomKey.read(getIntent().getStringExtra(RoomKey.EXTRA));
        Object kept = getLastNonConfigurationInstance();
        sheet = kept instanceof Sheet before ? before : new Sheet();
        sheet.changed = this::refresh;
        if (state == null) {
            EditText caption = findViewById(R.id.caption);
            caption.append(getIntent().getStringExtra(Intent.EXTRA_TEXT));
        }
        findViewById(R.id.cancel).setOnClickListener(view -> finish());
        findViewById(R.id.go).setOnClickListener(view -> send());
        session().ask(opened -> new RoomTitles(opened.client()).of(room), this::title, this::tell);
        if (!(kept instanceof Sheet)) {
            if (state != null) {
                sheet.out.addAll(state.getParcelableArrayList(OUT));
            }
            look();
        }
        refresh();
    }

    @Override
    protected void onSaveInstanceState(Bundle state) {
        super.onSaveInstanceState(state);
        state.putParcelableArrayList(OUT, sheet.out);
    }

    @Override
    public Object onRetainNonConfigurationInstance() {
        sheet.changed = () -> {};
        return sheet;
    }

    private void title(String title) {
        setTitle(getString(R.string.file_send_title, title));
    }

    /** Asks the other app what it has given. */
    private void look() {
        List<Uri> files = new ArrayList<>(getIntent().<Uri>getParcelableArrayListExtra(FILES));
        files.removeAll(sheet.out);
        Cabinet cabinet = app().cabinet();
        Sheet mine = sheet;
        mine.unread = files.size();
        for (Uri each : files) {
            cabinet.hands().execute(() -> {
                try {
                    Chosen chosen = Chosen.read(getApplicationContext().getContentResolver(), each);
                    cabinet.screens().execute(() -> looked(mine, chosen));
                } catch (IOException e) {
                    cabinet.screens().execute(() -> looked(mine, null));
                }
            });
        }
    }

    /** @param chosen null if it cannot be read */
    private void looked(Sheet mine, Chosen chosen) {
        mine.unread--;
        if (chosen == null) {
            tell(getString(R.string.file_cannot_read));
        } else {
            mine.files.add(chosen);
        }
        mine.changed.run();
    }

    private void refresh() {
        if (sheet.sent) {
            setResult(RESULT_OK);
            finish();
            return;
        }
        LinearLayout list = findViewById(R.id.files);
        list.removeAllViews();
        for (Chosen each : sheet.files) {
            list.addView(row(list, each));
        }
        boolean looking = sheet.unread > 0;
        show(findViewById(R.id.busy), looking || sheet.going > 0);
        show(findViewById(R.id.nothing), !looking && sheet.files.isEmpty());
        findViewById(R.id.go).setEnabled(!looking && !sheet.begun && !sheet.files.isEmpty());
    }

    private View row(LinearLayout list, Chosen file) {
        View row = LayoutInflater.from(this).inflate(R.layout.send_row, list, false);
        String name = Label.shown(file.name());
        TextView title = row.findViewById(R.id.file_name);
        title.setText(name);
        TextView about = row.findViewById(R.id.file_about);
        about.setText(FileWords.about(this, name, file.type(), file.size()));
        View out = row.findViewById(R.id.leave_out);
        out.setContentDescription(getString(R.string.file_leave_out, name));
        out.setEnabled(!sheet.begun);
        out.setOnClickListener(view -> {
            out(sheet, file);
            refresh();
        });
        if (Label.isPicture(file.type())) {
            SharedFiles.Source source = file.source(getApplicationContext().getContentResolver());
            app().cabinet()
                    .thumbnails()
                    .show(
                            row.findViewById(R.id.picture),
                            file.uri(),
                            () -> Pictures.read(source, SMALL).map(Pictures.Picture::bitmap));
        }
        return row;
    }

    private void send() {
        EditText field = findViewById(R.id.caption);
        String caption = field.getText().toString().trim();
        if (caption.getBytes(StandardCharsets.UTF_8).length > SharedFiles.MAX_CAPTION_BYTES) {
            tell(getString(R.string.too_long));
            return;
        }
        Sheet mine = sheet;
        mine.begun = true;
        refresh();
        session()
                .ask(
                        opened -> Alarm.of(opened.client(), room).filter(Alarm::blocks),
                        blocked -> {
                            if (blocked.isPresent()) {
                                tell(blocked.get().text(this));
                                over(mine);
                            } else {
                                go(mine, caption);
                            }
                        },
                        e -> {
                            tell(e);
                            over(mine);
                        });
    }

    private void go(Sheet mine, String caption) {
        mine.going = mine.files.size();
        String words = caption;
        for (Chosen each : new ArrayList<>(mine.files)) {
            app().cabinet().outgoing().send(room, each, words, () -> given(mine, each), e -> failed(mine, e));
            // What is said is said once, with the first.
            words = "";
        }
        mine.changed.run();
    }

    private void given(Sheet mine, Chosen file) {
        out(mine, file);
        mine.going--;
        over(mine);
    }

    private static void out(Sheet from, Chosen file) {
        from.files.remove(file);
        from.out.add(file.uri());
    }

    private void failed(Sheet mine, RuntimeException e) {
        mine.going--;
        if (e instanceof UnreadableFileException) {
            tell(getString(R.string.file_unreadable, Label.shown(e.getMessage())));
        } else {
            tell(e);
        }
        over(mine);
    }

    private void over(Sheet mine) {
        mine.begun = mine.going > 0;
        mine.sent = mine.going == 0 && mine.files.isEmpty();
        mine.changed.run();
    }
}
