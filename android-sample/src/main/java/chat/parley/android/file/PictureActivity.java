package chat.parley.android.file;

import android.content.Context;
import android.content.Intent;
import android.os.Bundle;
import android.view.Menu;
import android.view.MenuItem;
import android.widget.ImageView;
import chat.parley.android.R;
import chat.parley.android.app.Names;
import chat.parley.android.app.PlainText;
import chat.parley.android.app.Screen;
import chat.parley.client.ClientEvent;
import java.io.File;
import java.nio.file.Files;
import java.util.Optional;

/** A picture that was accepted, as large as the screen; decoded here, within bounds, by nobody else. */
public final class PictureActivity extends Screen {
    /** Most of a picture that is decoded, in pixels each way. */
    private static final int MOST = 1600;

    private static final String FILE = "file";
    private static final String WORDS = "words";
    private static final String SENDER = "sender";

    private Exits exits;
    private Optional<File> file = Optional.empty();

    static Intent intent(Context from, ClientEvent.Message message, File file) {
        String name = message.marks().file().map(ClientEvent.Attachment::name).orElse("");
        return new Intent(from, PictureActivity.class)
                .putExtra(FILE, file.getPath())
                .putExtra(SENDER, message.sender().self() ? "" : Names.alone(message.sender()))
                .putExtra(WORDS, message.text().isEmpty() ? Label.shown(name) : PlainText.line(message.text()));
    }

    @Override
    protected void onCreate(Bundle state) {
        super.onCreate(state);
        setContentView(R.layout.picture);
        String sender = getIntent().getStringExtra(SENDER);
        String words = getIntent().getStringExtra(WORDS);
        setTitle(sender.isEmpty() ? getString(R.string.you) : sender);
        getActionBar().setSubtitle(words);
        exits = new Exits(this, app().cabinet());
        if (state != null) {
            exits.restore(state);
        }
        ImageView view = findViewById(R.id.picture);
        view.setContentDescription(getString(R.string.file_picture_line, words));
        file = app().cabinet().inbox().find(new File(getIntent().getStringExtra(FILE)).toPath());
        Optional<File> here = file;
        app().cabinet().hands().execute(() -> {
            Optional<Pictures.Picture> read =
                    here.flatMap(each -> Pictures.read(() -> Files.newInputStream(each.toPath()), MOST));
            app().cabinet().screens().execute(() -> show(view, read));
        });
    }

    @Override
    public boolean onCreateOptionsMenu(Menu menu) {
        add(menu, R.string.share, R.drawable.ic_share).setOnMenuItemClickListener(item -> {
            file.ifPresent(exits::share);
            return true;
        });
        add(menu, R.string.file_save_as, R.drawable.ic_save).setOnMenuItemClickListener(item -> {
            file.ifPresent(exits::save);
            return true;
        });
        menu.add(R.string.file_open_with).setOnMenuItemClickListener(item -> {
            file.ifPresent(exits::open);
            return true;
        });
        return true;
    }

    @Override
    protected void onActivityResult(int request, int result, Intent data) {
        if (!exits.answered(request, result, data)) {
            super.onActivityResult(request, result, data);
        }
    }

    @Override
    protected void onSaveInstanceState(Bundle state) {
        super.onSaveInstanceState(state);
        exits.save(state);
    }

    private static MenuItem add(Menu menu, int label, int icon) {
        MenuItem item = menu.add(label).setIcon(icon);
        item.setShowAsAction(MenuItem.SHOW_AS_ACTION_ALWAYS);
        return item;
    }

    private void show(ImageView view, Optional<Pictures.Picture> read) {
        show(findViewById(R.id.busy), false);
        show(findViewById(R.id.problem), !read.isPresent());
        read.ifPresent(picture -> view.setImageBitmap(picture.bitmap()));
    }
}
