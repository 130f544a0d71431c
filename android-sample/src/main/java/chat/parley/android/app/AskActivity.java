package chat.parley.android.app;

import android.app.Activity;
import android.content.Intent;
import android.os.Bundle;
import android.text.InputType;
import android.view.View;
import android.widget.CheckBox;
import android.widget.EditText;
import android.widget.TextView;
import chat.parley.android.R;
import chat.parley.android.code.CodeKind;
import chat.parley.android.code.ScanActivity;
import java.util.Optional;

/** Asks for one line: a screen of its own, so that turning the phone loses nothing. Not for secrets. */
public final class AskActivity extends Screen {
    /** In the result: what was typed. */
    public static final String TEXT = "text";

    /** In the result: whether the box was ticked. */
    public static final String TICKED = "ticked";

    /** Given, and in the result as it was given. */
    public static final String ABOUT = "about";

    private static final String ANSWER = "answer";
    private static final String PROBLEM = "problem";
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

    /** The same where not every answer will do. */
    public static Intent checked(Intent question, Answer answer) {
        return question.putExtra(ANSWER, answer.name());
    }

    /** The same question, since the answer would not do: it is there to be mended. */
    public static Intent again(Intent answered, CharSequence problem) {
        return new Intent(answered).putExtra(PROBLEM, problem);
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
        if (state == null && getIntent().hasExtra(PROBLEM)) {
            complain(getIntent().getCharSequenceExtra(PROBLEM));
        }
        CheckBox box = findViewById(R.id.box);
        int label = getIntent().getIntExtra(BOX, 0);
        show(box, label != 0);
        if (label != 0) {
            box.setText(label);
            box.setChecked(getIntent().getBooleanExtra(TICKED, false));
        }
        String kind = getIntent().getStringExtra(SCAN);
        View scan = findViewById(R.id.scan);
        show(scan, kind != null);
        scan.setOnClickListener(
                view -> startActivityForResult(ScanActivity.intent(this, CodeKind.valueOf(kind)), SCANNED));
        findViewById(R.id.cancel).setOnClickListener(view -> finish());
        View ok = findViewById(R.id.ok);
        ok.setOnClickListener(view -> answer(field.getText().toString().trim(), box.isChecked()));
        field.setOnEditorActionListener((view, action, key) -> ok.performClick());
    }

    private void answer(String text, boolean ticked) {
        String wanted = getIntent().getStringExtra(ANSWER);
        Optional<Integer> wrong =
                Answer.valueOf(wanted == null ? Answer.ANY.name() : wanted).complaint(text);
        if (wrong.isPresent()) {
            complain(getText(wrong.get()));
            return;
        }
        Intent result = new Intent(getIntent()).putExtra(TEXT, text).putExtra(TICKED, ticked);
        result.removeExtra(PROBLEM);
        setResult(RESULT_OK, result);
        finish();
    }

    private void complain(CharSequence problem) {
        TextView line = findViewById(R.id.problem);
        line.setText(problem);
        show(line, true);
        findViewById(R.id.text).requestFocus();
    }

    @Override
    protected void onActivityResult(int request, int result, Intent data) {
        if (request == SCANNED && result == RESULT_OK) {
            EditText field = findViewById(R.id.text);
            field.setText(data.getStringExtra(ScanActivity.CODE));
        }
    }
}
