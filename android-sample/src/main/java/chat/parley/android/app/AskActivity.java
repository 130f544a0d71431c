package chat.parley.android.app;

import android.app.Activity;
import android.content.Intent;
import android.os.Bundle;
import android.text.InputType;
import android.view.View;
import android.widget.CheckBox;
import android.widget.EditText;
import chat.parley.android.R;

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
}
