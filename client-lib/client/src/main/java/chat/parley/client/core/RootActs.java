package chat.parley.client.core;

import chat.parley.protocol.crypto.SigningKey;
import chat.parley.protocol.event.Event;
import chat.parley.protocol.event.EventClass;
import chat.parley.protocol.event.EventCodec;
import chat.parley.protocol.event.Header;
import chat.parley.protocol.id.UserId;
import chat.parley.protocol.log.Ledger;
import chat.parley.protocol.log.Source;
import chat.parley.protocol.rules.Act;
import chat.parley.protocol.rules.ActCodec;
import chat.parley.protocol.rules.IdentityRules;
import java.util.Optional;
import java.util.function.Consumer;

/** Writes what only an identity's root key may. It is durable after the next flush. */
final class RootActs {
    private final Platform platform;
    private final EventCodec codec;
    private final Ledger ledger;
    private final Source self;
    private final Consumer<Event> out;

    /**
     * @param out hears of each event
     */
    RootActs(Platform platform, EventCodec codec, Ledger ledger, Source self, Consumer<Event> out) {
        this.out = out;
        this.platform = platform;
        this.codec = codec;
        this.ledger = ledger;
        this.self = self;
    }

    /** Begins an identity. */
    Event begin(SigningKey root) {
        Header.Author nobody = new Header.Author(Optional.empty(), root.device());
        return write(nobody, root, new Act.Identity(), EventCodec.Place.genesis());
    }

    Event write(UserId user, SigningKey root, Act act) {
        Header.Author author = new Header.Author(Optional.of(user), root.device());
        return write(author, root, act, ledger.replica().place(user.identity(), root.device()));
    }

    private Event write(Header.Author author, SigningKey root, Act act, EventCodec.Place place) {
        EventCodec.Draft draft = new EventCodec.Draft(
                IdentityRules.NAME,
                EventClass.CONTROL,
                ActCodec.kind(act),
                author,
                new ActCodec().write(act),
                platform.clock().millis());
        Event event = codec.sign(draft, place, root);
        ledger.offer(event, self);
        out.accept(event);
        return event;
    }
}
