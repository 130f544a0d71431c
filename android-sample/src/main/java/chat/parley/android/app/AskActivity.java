package chat.parley.android.app;

import android.app.Activity;
import android.content.Intent;
import android.os.Bundle;
import android.text.InputType;
import android.view.View;
import android.widget.CheckBox;
import android.widget.EditText;
import chat.parley.android.R;
import chat.parley.android.code.CodeKind;
import chat.parley.android.code.ScanActivity;

/** Asks for one line: a screen of its own, so that turning the phone loses nothing. Not for secrets. */
public final class AskActivity extends Screen {
    /** In the result: what was typed. */
    public static final String TEXT = "text";

    /** In the result: whether the box was ticked. */
    public static final String TICKED = "ticked";

    /** Given, and in the result as it was given. */
    public static final String ABOUT = "about";

    private static final String TITLE = "title";
    private static final String HINT = "hint";
    private static final String BOX = "box";
    private static final String SCAN = "scan";
    private static final int SCANNED = 1;

    /**
     * @param title and hint: texts of the resources
     */
    public static Intent intent(Activity from, int title, int hint) {
        return new Intent(from, AskActivity.class).putExtra(TITLE, title).putExtra(HINT, hint);
    }

    /** The same with a box to tick. */
    public static Intent intent(Activity from, int title, int hint, int box) {
        return intent(from, title, hint).putExtra(BOX, box);
    }

    /** The same where the answer may be a code that is scanned. */
    public static Intent scanned(Activity from, int title, int hint, CodeKind kind) {
        return intent(from, title, hint).putExtra(SCAN, kind.name());
    }

    @Override
    protected void onCreate(Bundle state) {
        super.onCreate(state);
        setContentView(R.layout.ask);
        setTitle(getIntent().getIntExtra(TITLE, R.string.app_name));
        EditText field = findViewById(R.id.text);
        field.setHint(getIntent().getIntExtra(HINT, 0));
        field.setInputType(InputType.TYPE_CLASS_TEXT | InputType.TYPE_TEXT_FLAG_NO_SUGGESTIONS);
        if (state == null && getIntent().hasExtra(TEXT)) {
            field.append(getIntent().getStringExtra(TEXT));
        }
        CheckBox box = findViewById(R.id.box);
        int label = getIntent().getIntExtra(BOX, 0);
        show(box, label != 0);
        if (label != 0) {
            box.setText(label);
        }
        String kind = getIntent().getStringExtra(SCAN);
        View scan = findViewById(R.id.scan);
        show(scan, kind != null);
        scan.setOnClickListener(
                view -> startActivityForResult(ScanActivity.intent(this, CodeKind.valueOf(kind)), SCANNED));
        findViewById(R.id.cancel).setOnClickListener(view -> finish());
        View ok = findViewById(R.id.ok);
        ok.setOnClickListener(view -> {
            Intent result = new Intent(getIntent())
                    .putExtra(TEXT, field.getText().toString().trim())
                    .putExtra(TICKED, box.isChecked());
            setResult(RESULT_OK, result);
            finish();
        });
        field.setOnEditorActionListener((view, action, key) -> ok.performClick());
    }

    @Override
    protected void onActivityResult(int request, int result, Intent data) {
        if (request == SCANNED && result == RESULT_OK) {
            EditText field = findViewById(R.id.text);
            field.setText(data.getStringExtra(ScanActivity.CODE));
        }
    }
}
