package chat.parley.client.core;

import chat.parley.client.account.Newcomer;
import chat.parley.client.store.ClientStore;
import chat.parley.client.store.Table;
import chat.parley.protocol.log.Ledger;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Puts somebody else in the place of who a client was: in its store, where one commit does all of it. */
final class Succession {
    /** What does not belong to who one is. */
    private static final Set<Table> STAYS = Collections.unmodifiableSet(
            EnumSet.of(Table.SETTING, Table.SERVER, Table.CONTACT, Table.MUTED, Table.NAME, Table.ACCOUNT));

    private Succession() {}

    /** Takes out all that was the past one's: rooms, events, keys, messages. */
    static void wipe(ClientStore store) {
        for (Table table : Table.values()) {
            if (!STAYS.contains(table)) {
                store.removeAll(table, "");
            }
        }
        store.removeAll(Table.SETTING, Desk.WRITTEN);
        store.removeAll(Table.SETTING, ForkWatch.DUE);
        store.removeAll(Table.SETTING, Desk.TAKEN_OUT);
        store.removeAll(Table.SETTING, Unread.BEGIN);
        store.remove(Table.SETTING, Desk.RETIRING);
        Account.wipe(store);
    }

    /** Who comes; of a user whose identity is in the log already. Whoever was here stays, if nobody comes. */
    static Account enter(Optional<Newcomer> who, Platform platform, Ledger ledger, Desk desk, String name) {
        if (who.isPresent() && who.get() instanceof Newcomer.Added added) {
            return Account.added(platform, desk.rootActs(), added.user(), added.root(), name);
        }
        if (who.isPresent() && who.get() instanceof Newcomer.Shown shown) {
            return Account.shown(platform, shown.user(), new Account.Device(shown.key(), shown.sealing()), name);
        }
        return Account.open(platform, desk.quietRootActs(), ledger, name);
    }
}
