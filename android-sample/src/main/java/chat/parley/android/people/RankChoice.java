package chat.parley.android.people;

import android.os.Bundle;
import android.widget.ArrayAdapter;
import android.widget.Spinner;
import chat.parley.client.ParleyClient;
import chat.parley.client.RoomInfo;
import chat.parley.client.RoomRef;
import chat.parley.protocol.rules.Rank;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The choice of a rank to invite somebody as: of those below one's own. */
public final class RankChoice {
    private static final String RANK = "rank";

    private final Spinner spinner;
    private final List<Rank> ranks = new ArrayList<>();
    private Rank before = Rank.MEMBER;

    /** @param state of the screen, if it was there before */
    public RankChoice(Spinner spinner, Bundle state) {
        this.spinner = spinner;
        if (state != null) {
            before = Rank.valueOf(state.getString(RANK, before.name()));
        }
    }

    public void save(Bundle state) {
        state.putString(RANK, chosen().orElse(before).name());
    }

    /** The ranks that this client's user may give to somebody new; the worker's. */
    public static List<Rank> of(ParleyClient client, RoomRef room) {
        int own = client.room(room).flatMap(RoomInfo::rank).map(Rank::weight).orElse(0);
        List<Rank> below = new ArrayList<>();
        for (Rank each : Rank.values()) {
            if (each.weight() < own) {
                below.add(each);
            }
        }
        return below;
    }

    /** What was chosen before stays so. */
    public void show(List<Rank> now) {
        Rank chosen = chosen().orElse(before);
        ranks.clear();
        ranks.addAll(now);
        ArrayAdapter<CharSequence> words =
                new ArrayAdapter<>(spinner.getContext(), android.R.layout.simple_spinner_dropdown_item);
        now.forEach(each -> words.add(spinner.getContext().getText(TrustText.word(each))));
        spinner.setAdapter(words);
        spinner.setSelection(Math.max(0, now.indexOf(chosen)));
    }

    /** Empty while none can be. */
    public Optional<Rank> chosen() {
        int place = spinner.getSelectedItemPosition();
        return place >= 0 && place < ranks.size() ? Optional.of(ranks.get(place)) : Optional.empty();
    }
}
