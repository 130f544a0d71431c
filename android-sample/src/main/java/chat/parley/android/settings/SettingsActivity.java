package chat.parley.android.settings;

import android.app.AlertDialog;
import android.content.Intent;
import android.os.Bundle;
import android.widget.Switch;
import android.widget.TextView;
import chat.parley.android.R;
import chat.parley.android.account.AccountActivity;
import chat.parley.android.account.DevicesActivity;
import chat.parley.android.app.Answer;
import chat.parley.android.app.AskActivity;
import chat.parley.android.app.Asking;
import chat.parley.android.app.Banner;
import chat.parley.android.app.Names;
import chat.parley.android.app.Screen;
import chat.parley.android.export.ExportActivity;
import chat.parley.android.welcome.ServerAddress;
import chat.parley.client.ClientEvent;
import chat.parley.client.Person;
import chat.parley.protocol.id.AccountName;
import java.util.Optional;

/** Who one is, where one is connected, and what one has chosen. */
public final class SettingsActivity extends Screen {
    private static final int NAME = 1;
    private static final int SERVERS = 2;

    private Asking<Found> asking;

    private record Found(Person me, Optional<AccountName> account, Optional<AccountName> lost) {}

    @Override
    protected void onCreate(Bundle state) {
        super.onCreate(state);
        setContentView(R.layout.settings);
        asking = new Asking<>(
                session(),
                () -> opened -> new Found(
                        opened.client().me(),
                        opened.client().account().name(),
                        opened.client().account().lostName()),
                this::fill,
                e -> {});
        Battery battery = new Battery(this);
        findViewById(R.id.battery).setOnClickListener(view -> battery.ask());
        choice(R.id.stay, Settings.Choice.STAY_CONNECTED, () -> {
            app().linkLife().follow();
            refresh();
        });
        choice(R.id.receipts, Settings.Choice.RECEIPTS, this::tellReceipts);
        choice(R.id.typing, Settings.Choice.TYPING, this::tellTyping);
        choice(R.id.lock_screen, Settings.Choice.LOCK_SCREEN, () -> {});
        choice(
                R.id.secure,
                Settings.Choice.SECURE_SCREEN,
                () -> secure(settings().is(Settings.Choice.SECURE_SCREEN)));
        findViewById(R.id.name)
                .setOnClickListener(view -> startActivityForResult(
                        AskActivity.checked(
                                        AskActivity.intent(this, R.string.settings_name, R.string.name_hint),
                                        Answer.NAME)
                                .putExtra(AskActivity.TEXT, settings().name()),
                        NAME));
        findViewById(R.id.servers)
                .setOnClickListener(view -> startActivityForResult(
                        AskActivity.checked(
                                        AskActivity.intent(this, R.string.settings_servers, R.string.servers_hint),
                                        Answer.SERVERS)
                                .putExtra(
                                        AskActivity.TEXT,
                                        String.join(" ", settings().servers())),
                        SERVERS));
        findViewById(R.id.devices).setOnClickListener(view -> startActivity(new Intent(this, DevicesActivity.class)));
        findViewById(R.id.look).setOnClickListener(view -> askLook());
        findViewById(R.id.export).setOnClickListener(view -> startActivity(new Intent(this, ExportActivity.class)));
        deed(R.id.log_in, AccountActivity.Deed.LOG_IN);
        deed(R.id.renew, AccountActivity.Deed.RENEW);
        deed(R.id.password, AccountActivity.Deed.CHANGE_PASSWORD);
        deed(R.id.recovery, AccountActivity.Deed.NEW_CODE);
        deed(R.id.log_out, AccountActivity.Deed.LOG_OUT);
    }

    @Override
    protected void onStart() {
        super.onStart();
        refresh();
    }

    @Override
    public void happened(ClientEvent event) {
        super.happened(event);
        refresh();
    }

    @Override
    protected void onActivityResult(int request, int result, Intent data) {
        if (result != RESULT_OK) {
            return;
        }
        String text = data.getStringExtra(AskActivity.TEXT);
        if (request == NAME) {
            settings().begin(text, settings().servers());
            app().reopen();
        } else if (request == SERVERS) {
            settings().begin(settings().name(), ServerAddress.all(text));
            app().reopen();
        }
    }

    private void refresh() {
        TextView link = findViewById(R.id.link);
        link.setText(Banner.text(this, session().link()));
        show(findViewById(R.id.battery), settings().is(Settings.Choice.STAY_CONNECTED) && new Battery(this).ends());
        asking.now();
    }

    private void fill(Found found) {
        TextView title = findViewById(R.id.title);
        title.setText(Names.alone(found.me()));
        TextView account = findViewById(R.id.account);
        boolean has = found.account().isPresent();
        String none = found.lost()
                .map(name -> getString(R.string.lost_account, "@" + name))
                .orElseGet(() -> getString(R.string.no_account));
        account.setText(found.account().map(name -> "@" + name).orElse(none));
        deed(
                R.id.register,
                found.lost().isPresent() ? AccountActivity.Deed.REGISTER_ANEW : AccountActivity.Deed.REGISTER);
        show(findViewById(R.id.register), !has);
        show(findViewById(R.id.log_in), !has);
        show(
                findViewById(R.id.renew),
                (has || found.lost().isPresent()) && app().alarms().renewal());
        show(findViewById(R.id.password), has);
        show(findViewById(R.id.recovery), has);
        show(findViewById(R.id.log_out), has);
    }

    private void choice(int id, Settings.Choice choice, Runnable then) {
        Switch view = findViewById(id);
        view.setSaveEnabled(false);
        view.setChecked(settings().is(choice));
        view.setOnCheckedChangeListener((button, on) -> {
            settings().set(choice, on);
            then.run();
        });
    }

    private void askLook() {
        CharSequence[] looks = {getText(R.string.look_system), getText(R.string.look_light), getText(R.string.look_dark)
        };
        dialog(new AlertDialog.Builder(this)
                .setTitle(R.string.look)
                .setSingleChoiceItems(looks, settings().look().ordinal(), (dialog, which) -> {
                    settings().look(Settings.Look.values()[which]);
                    dialog.dismiss();
                    recreate();
                }));
    }

    private void tellReceipts() {
        boolean told = settings().is(Settings.Choice.RECEIPTS);
        session()
                .ask(
                        opened -> {
                            opened.client().receipts(told);
                            return told;
                        },
                        done -> {},
                        this::tell);
    }

    private void tellTyping() {
        boolean told = settings().is(Settings.Choice.TYPING);
        session()
                .ask(
                        opened -> {
                            opened.client().typingTold(told);
                            return told;
                        },
                        done -> {},
                        this::tell);
    }

    private void deed(int id, AccountActivity.Deed deed) {
        findViewById(id).setOnClickListener(view -> startActivity(AccountActivity.intent(this, deed)));
    }
}
