package chat.parley.android.talk;

import android.content.Context;
import android.content.Intent;
import android.os.Bundle;
import android.widget.LinearLayout;
import android.widget.TextView;
import chat.parley.android.R;
import chat.parley.android.app.Screen;
import java.util.ArrayList;

/** Lines about a message. */
public final class DetailsActivity extends Screen {
    private static final String LINES = "lines";

    public static Intent intent(Context from, ArrayList<String> lines) {
        return new Intent(from, DetailsActivity.class).putStringArrayListExtra(LINES, lines);
    }

    @Override
    protected void onCreate(Bundle state) {
        super.onCreate(state);
        setContentView(R.layout.details);
        LinearLayout list = findViewById(R.id.list);
        for (String each : getIntent().getStringArrayListExtra(LINES)) {
            TextView line = (TextView) getLayoutInflater().inflate(R.layout.details_line, list, false);
            line.setText(each);
            list.addView(line);
        }
        findViewById(R.id.ok).setOnClickListener(view -> finish());
    }
}
