package chat.parley.protocol.keys;

import chat.parley.protocol.crypto.Secret;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.json.JsonFields;
import chat.parley.protocol.json.JsonText;
import chat.parley.protocol.json.MalformedJsonException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What an epoch of an owned room says to the holders of its secret: which epochs it follows, with their secrets if the
 * room's history is open, and the room's card (PROTOCOL.md, section "Epochs").
 *
 * @param past the epochs that it follows directly, ascending, without repetition
 * @param card empty if the author knows none
 */
public record Archive(List<Past> past, Optional<Card> card) {
    /** Most epochs that one follows directly; others are left to the next. */
    public static final int MAX_PAST = 8;

    static final JsonFields.Source SOURCE = new JsonFields.Source();

    /**
     * An epoch that this one follows.
     *
     * @param secret its secret; empty where newcomers may not read what was before
     */
    public record Past(EventId epoch, Optional<Secret> secret) {}

    /** An archive that says nothing. */
    public static Archive empty() {
        return new Archive(Collections.<Past>emptyList(), Optional.empty());
    }

    /** The epochs that it follows directly. */
    public Set<EventId> epochs() {
        Set<EventId> epochs = new TreeSet<>();
        past.forEach(each -> epochs.add(each.epoch()));
        return epochs;
    }

    /**
     * Those of the epochs known that no other of them follows, ascending: what the next epoch is to follow. If there is
     * more than the newest, a partition has been healed, and the next message needs a fresh epoch.
     *
     * @param known the epochs whose secret one has, each with those that its archive names
     */
    public static List<EventId> tips(Map<EventId, ? extends Collection<EventId>> known) {
        Set<EventId> followed = new HashSet<>();
        known.forEach((epoch, past) -> {
            for (EventId each : past) {
                // An epoch that names itself, or something it cannot follow, does not hide itself.
                if (!each.equals(epoch)) {
                    followed.add(each);
                }
            }
        });
        TreeSet<EventId> tips = new TreeSet<>(known.keySet());
        tips.removeAll(followed);
        return Collections.unmodifiableList(new ArrayList<>(tips));
    }

    String write() {
        List<String> texts = new ArrayList<>(past.size());
        for (Past each : past) {
            texts.add(new JsonText()
                    .open()
                    .field("epoch", each.epoch())
                    .field("secret", each.secret().map(Archive::text).orElse(""))
                    .close()
                    .toString());
        }
        List<String> cards = new ArrayList<>(1);
        card.ifPresent(known -> cards.add(known.write()));
        return new JsonText()
                .open()
                .raw("past", texts)
                .raw("card", cards)
                .close()
                .toString();
    }

    static Archive read(String text) throws MalformedJsonException {
        try (JsonFields in = SOURCE.read(text)) {
            in.open();
            List<Past> past = in.objects("past", MAX_PAST, Archive::past);
            List<Card> cards = in.objects("card", 1, Card::fields);
            in.shut().end();
            Archive archive = new Archive(
                    Collections.unmodifiableList(past), cards.isEmpty() ? Optional.empty() : Optional.of(cards.get(0)));
            if (archive.epochs().size() != past.size() || !archive.write().equals(text)) {
                throw new MalformedJsonException("the archive is not in its one form");
            }
            return archive;
        }
    }

    private static Past past(JsonFields in) throws MalformedJsonException {
        EventId epoch = JsonFields.map(in.text("epoch"), EventId::of);
        String secret = in.text("secret");
        return new Past(
                epoch,
                secret.isEmpty()
                        ? Optional.empty()
                        : Optional.of(new Secret(JsonFields.map(
                                secret, base64 -> checked(Base64.getUrlDecoder().decode(base64))))));
    }

    private static byte[] checked(byte[] bytes) {
        if (bytes.length != Secret.BYTES) {
            throw new IllegalArgumentException("not the length of a secret");
        }
        return bytes;
    }

    private static String text(Secret secret) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(secret.expose());
    }
}
