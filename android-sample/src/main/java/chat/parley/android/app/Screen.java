package chat.parley.android.app;

import android.app.Activity;
import android.app.AlertDialog;
import android.app.Dialog;
import android.content.ActivityNotFoundException;
import android.content.Context;
import android.content.Intent;
import android.net.Uri;
import android.os.Bundle;
import android.view.MenuItem;
import android.view.View;
import android.view.WindowManager;
import android.widget.Toast;
import chat.parley.android.R;
import chat.parley.android.account.AccountActivity;
import chat.parley.android.rooms.LinkActivity;
import chat.parley.android.settings.Settings;
import chat.parley.client.ClientEvent;
import java.util.Optional;

/** What screens have in common: the session, which they watch while they are seen, and how failures are told. */
public abstract class Screen extends Activity implements Session.Watcher {
    private Settings.Look look;
    private boolean inFront;
    private final Runnable alarmed = this::showAlarm;
    private Optional<Dialog> alarm = Optional.empty();
    private Optional<ClientEvent.Problem> alarmOf = Optional.empty();

    @Override
    protected void attachBaseContext(Context base) {
        look = new Settings(base).look();
        super.attachBaseContext(base);
        look.over().ifPresent(this::applyOverrideConfiguration);
    }

    @Override
    protected void onCreate(Bundle state) {
        super.onCreate(state);
        if (getActionBar() != null) {
            getActionBar().setDisplayHomeAsUpEnabled(!isTaskRoot());
        }
    }

    @Override
    protected void onStart() {
        super.onStart();
        if (look != settings().look()) {
            recreate();
        }
        secure(settings().is(Settings.Choice.SECURE_SCREEN));
        session().watch(this);
        app().linkLife().screen();
    }

    @Override
    protected void onResume() {
        super.onResume();
        inFront = true;
        app().alarms().front(alarmed);
        showAlarm();
    }

    @Override
    protected void onPause() {
        inFront = false;
        app().alarms().behind(alarmed);
        // It comes back with the screen, or with the next one, until it was seen.
        hideAlarm();
        super.onPause();
    }

    @Override
    protected void onStop() {
        session().unwatch(this);
        super.onStop();
    }

    @Override
    public void happened(ClientEvent event) {
        if (event instanceof ClientEvent.Problem problem
                && inFront
                && !Problems.loud(problem)
                && !problem.text().isEmpty()) {
            tell(Problems.text(this, problem));
        }
    }

    /** Shows what must not be overlooked, one after the other. */
    private void showAlarm() {
        Optional<ClientEvent.Problem> first = app().alarms().first();
        if (first.equals(alarmOf)) {
            return;
        }
        hideAlarm();
        alarmOf = first;
        alarm = first.map(this::alarm);
        alarm.ifPresent(this::dialog);
    }

    private Dialog alarm(ClientEvent.Problem problem) {
        boolean renewal = problem.code().equals(Problems.RENEWAL);
        AlertDialog.Builder builder = new AlertDialog.Builder(this)
                .setTitle(R.string.alarm)
                .setMessage(Problems.text(this, problem))
                .setCancelable(false)
                .setPositiveButton(renewal ? R.string.renew : R.string.ok, (dialog, which) -> {
                    app().alarms().seen(problem);
                    if (renewal) {
                        startActivity(AccountActivity.intent(this, AccountActivity.Deed.RENEW));
                    }
                });
        if (renewal) {
            builder.setNegativeButton(
                    R.string.later, (dialog, which) -> app().alarms().seen(problem));
        }
        if (problem.code().equals(Problems.DOMAIN)) {
            builder.setNegativeButton(R.string.domain_look, (dialog, which) -> {
                app().alarms().seen(problem);
                new DomainChange(this).ask();
            });
        }
        return builder.create();
    }

    private void hideAlarm() {
        alarm.ifPresent(Dialog::dismiss);
        alarm = Optional.empty();
        alarmOf = Optional.empty();
    }

    @Override
    public boolean onOptionsItemSelected(MenuItem item) {
        if (item.getItemId() == android.R.id.home) {
            finish();
            return true;
        }
        return super.onOptionsItemSelected(item);
    }

    protected final ParleyApp app() {
        return (ParleyApp) getApplication();
    }

    public final Session session() {
        return app().session();
    }

    protected final Settings settings() {
        return app().settings();
    }

    /** Whether the person can use it just now. */
    protected final boolean isInFront() {
        return inFront;
    }

    /** Shows something for a moment. */
    public final void tell(CharSequence text) {
        Toast.makeText(this, text, Toast.LENGTH_LONG).show();
    }

    public final void tell(RuntimeException e) {
        tell(Failures.text(this, e));
    }

    /** Opens a link that somebody has said: one into a room asks first, others are another app's. */
    public final void openLink(String link) {
        Intent open = new Intent(Intent.ACTION_VIEW, Uri.parse(link));
        if (link.startsWith("parley:")) {
            open.setClass(this, LinkActivity.class);
        }
        try {
            startActivity(open);
        } catch (ActivityNotFoundException e) {
            tell(getText(R.string.file_no_app));
        }
    }

    /** Asks the same again, since the answer would not do; only says why if the person is elsewhere. */
    protected final void askAgain(Intent answered, int request, CharSequence problem) {
        if (inFront) {
            startActivityForResult(AskActivity.again(answered, problem), request);
        } else {
            tell(problem);
        }
    }

    /** Asks before something is done that cannot be undone. */
    public final void confirm(CharSequence question, int yes, Runnable then) {
        dialog(new AlertDialog.Builder(this)
                .setMessage(question)
                .setPositiveButton(yes, (dialog, which) -> then.run())
                .setNegativeButton(R.string.cancel, null));
    }

    /** Asks or tells something above the screen, unless that is gone; kept out of screenshots as the screen is. */
    public final void dialog(AlertDialog.Builder question) {
        dialog(question.create());
    }

    /** The same with a dialog of another kind. */
    public final void dialog(Dialog dialog) {
        if (isFinishing() || isDestroyed()) {
            return;
        }
        int secure = getWindow().getAttributes().flags & WindowManager.LayoutParams.FLAG_SECURE;
        dialog.getWindow().setFlags(secure, WindowManager.LayoutParams.FLAG_SECURE);
        dialog.show();
    }

    /** Keeps the screen out of screenshots and the list of recent apps. */
    protected final void secure(boolean on) {
        getWindow().setFlags(on ? WindowManager.LayoutParams.FLAG_SECURE : 0, WindowManager.LayoutParams.FLAG_SECURE);
    }

    protected static void show(View view, boolean shown) {
        view.setVisibility(shown ? View.VISIBLE : View.GONE);
    }
}
