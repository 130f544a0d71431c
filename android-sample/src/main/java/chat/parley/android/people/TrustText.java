package chat.parley.android.people;

import android.content.Context;
import chat.parley.android.R;
import chat.parley.client.Contacts;
import chat.parley.protocol.rules.Rank;
import java.util.Optional;

/** Ranks and trust in words. */
final class TrustText {
    private TrustText() {}

    /** One line; empty if there is nothing to say. */
    static String of(Context context, Optional<Rank> rank, Optional<Contacts.Trust> trust) {
        String first = rank.map(each -> context.getString(word(each))).orElse("");
        String second = trust.filter(each -> each != Contacts.Trust.SEEN)
                .map(each -> of(context, each))
                .orElse("");
        return first.isEmpty() || second.isEmpty() ? first + second : first + " \u00B7 " + second;
    }

    static String of(Context context, Contacts.Trust trust) {
        return context.getString(
                switch (trust) {
                    case SEEN -> R.string.trust_seen;
                    case VERIFIED -> R.string.trust_verified;
                    case CHANGED -> R.string.trust_changed;
                    case FORKED -> R.string.trust_forked;
                });
    }

    static int word(Rank rank) {
        return switch (rank) {
            case GUEST -> R.string.rank_guest;
            case MEMBER -> R.string.rank_member;
            case ADMIN -> R.string.rank_admin;
            case OWNER -> R.string.rank_owner;
        };
    }
}
