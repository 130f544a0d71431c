package chat.parley.android.rooms;

import android.content.Context;
import android.content.Intent;
import android.os.Bundle;
import android.widget.ImageView;
import android.widget.TextView;
import chat.parley.android.R;
import chat.parley.android.app.Screen;
import chat.parley.android.code.QrCode;
import chat.parley.android.people.RankChoice;
import chat.parley.client.RoomRef;
import chat.parley.protocol.rules.Rank;
import java.util.Optional;

/**
 * Makes a link into a room, for whoever comes in as what is chosen, and shows it. It outlives the turning of the phone; the
 * system keeps nothing of it, since whoever has it can come in.
 */
public final class InvitationActivity extends Screen {
    private static final int QR_SIDE = 600;

    private RoomRef room;
    private RankChoice ranks;
    private Optional<String> link = Optional.empty();

    static Intent intent(Context from, RoomRef room) {
        return new Intent(from, InvitationActivity.class).putExtra(RoomKey.EXTRA, RoomKey.of(room));
    }

    @Override
    protected void onCreate(Bundle state) {
        super.onCreate(state);
        room = RoomKey.read(getIntent().getStringExtra(RoomKey.EXTRA));
        setContentView(R.layout.invitation);
        ranks = new RankChoice(findViewById(R.id.rank), state);
        findViewById(R.id.make).setOnClickListener(view -> ranks.chosen().ifPresent(this::make));
        findViewById(R.id.share).setOnClickListener(view -> link.ifPresent(this::share));
        link = Optional.ofNullable((String) getLastNonConfigurationInstance());
        refresh();
        session().ask(opened -> RankChoice.of(opened.client(), room), ranks::show, this::tell);
    }

    @Override
    public Object onRetainNonConfigurationInstance() {
        return link.orElse(null);
    }

    @Override
    protected void onSaveInstanceState(Bundle state) {
        super.onSaveInstanceState(state);
        ranks.save(state);
    }

    private void make(Rank rank) {
        session()
                .ask(
                        opened -> opened.client().owned().link(room, rank),
                        made -> {
                            link = Optional.of(made);
                            refresh();
                        },
                        this::tell);
    }

    private void refresh() {
        show(findViewById(R.id.form), !link.isPresent());
        show(findViewById(R.id.made), link.isPresent());
        link.ifPresent(this::fill);
    }

    private void fill(String made) {
        ImageView qr = findViewById(R.id.qr);
        qr.setImageBitmap(QrCode.draw(made, QR_SIDE));
        TextView code = findViewById(R.id.code);
        // What the system keeps of a screen is no place for it.
        code.setSaveEnabled(false);
        code.setText(made);
    }

    private void share(String made) {
        Intent send = new Intent(Intent.ACTION_SEND).setType("text/plain").putExtra(Intent.EXTRA_TEXT, made);
        startActivity(Intent.createChooser(send, null));
    }
}
