package chat.parley.client.core;

import chat.parley.protocol.crypto.SigningKey;
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

/** Writes what only an identity's root key may. */
final class RootActs {
    private final Platform platform;
    private final EventCodec codec;
    private final Ledger ledger;
    private final Source self;

    RootActs(Platform platform, EventCodec codec, Ledger ledger, Source self) {
        this.platform = platform;
        this.codec = codec;
        this.ledger = ledger;
        this.self = self;
    }

    void write(UserId user, SigningKey root, String kind, Act act) {
        EventCodec.Draft draft = new EventCodec.Draft(
                IdentityRules.NAME,
                EventClass.CONTROL,
                kind,
                new Header.Author(Optional.of(user), root.device()),
                new ActCodec().write(act),
                platform.clock().millis());
        ledger.offer(codec.sign(draft, ledger.replica().place(user.identity(), root.device()), root), self);
    }
}
