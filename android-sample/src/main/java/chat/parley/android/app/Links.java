package chat.parley.android.app;

import android.text.Layout;
import android.text.SpannableString;
import android.text.Spanned;
import android.text.style.ClickableSpan;
import android.view.MotionEvent;
import android.view.View;
import android.widget.TextView;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Links in what people say: what is opened is what is seen. */
public final class Links {
    private static final Pattern LINK =
            Pattern.compile("\\b(?:https?://|parley:room:1:)[^\\s<>\"\u25A1]+", Pattern.CASE_INSENSITIVE);

    /** What ends a sentence and not a link. */
    private static final Pattern END = Pattern.compile("[.,;:!?'\\]}\u2026]+$");

    private Links() {}

    private record Place(int from, int to) {}

    /** The links of a text, from its beginning. */
    public static List<String> in(String shown) {
        List<String> links = new ArrayList<>();
        places(shown).forEach(each -> links.add(shown.substring(each.from(), each.to())));
        return links;
    }

    /** Shows a text, in which each link opens at a touch; what is touched beside them is for what lies below. */
    public static void show(TextView view, String shown, Consumer<String> open) {
        List<Place> places = places(shown);
        if (places.isEmpty()) {
            view.setText(shown);
            view.setOnTouchListener(null);
            return;
        }
        SpannableString text = new SpannableString(shown);
        for (Place each : places) {
            String link = shown.substring(each.from(), each.to());
            text.setSpan(new Opening(link, open), each.from(), each.to(), Spanned.SPAN_EXCLUSIVE_EXCLUSIVE);
        }
        view.setText(text);
        view.setOnTouchListener((touched, event) -> touch(view, event));
    }

    private static List<Place> places(String shown) {
        List<Place> places = new ArrayList<>();
        Matcher matcher = LINK.matcher(shown);
        while (matcher.find()) {
            String link = END.matcher(matcher.group()).replaceAll("");
            if (link.endsWith(")") && !link.contains("(")) {
                link = END.matcher(link.substring(0, link.length() - 1)).replaceAll("");
            }
            places.add(new Place(matcher.start(), matcher.start() + link.length()));
        }
        return places;
    }

    private static boolean touch(TextView view, MotionEvent event) {
        boolean up = event.getAction() == MotionEvent.ACTION_UP;
        if (!up && event.getAction() != MotionEvent.ACTION_DOWN || view.getLayout() == null) {
            return false;
        }
        Layout layout = view.getLayout();
        float x = event.getX() - view.getTotalPaddingLeft();
        int line = layout.getLineForVertical((int) event.getY() - view.getTotalPaddingTop());
        if (x < layout.getLineLeft(line) || x > layout.getLineRight(line)) {
            return false;
        }
        int at = layout.getOffsetForHorizontal(line, x);
        ClickableSpan[] links = ((Spanned) view.getText()).getSpans(at, at, ClickableSpan.class);
        if (links.length > 0 && up) {
            links[0].onClick(view);
        }
        return links.length > 0;
    }

    private static final class Opening extends ClickableSpan {
        private final String link;
        private final Consumer<String> open;

        Opening(String link, Consumer<String> open) {
            this.link = link;
            this.open = open;
        }

        @Override
        public void onClick(View view) {
            open.accept(link);
        }
    }
}
