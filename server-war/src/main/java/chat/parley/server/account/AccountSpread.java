package chat.parley.server.account;

import chat.parley.protocol.frame.AccountFound;
import chat.parley.protocol.frame.AccountText;
import chat.parley.protocol.frame.Accounts;
import chat.parley.protocol.frame.AccountsPrint;
import chat.parley.protocol.frame.Frame;
import chat.parley.protocol.frame.LoginFailures;
import chat.parley.protocol.id.UserId;
import chat.parley.protocol.log.StoreException;
import chat.parley.server.peer.Peer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Keeps the accounts of a domain's servers alike: what is new goes to all linked servers at once; when a link opens, and
 * now and then, they compare prints and send each other the parts that differ. Used by the node's thread.
 */
public final class AccountSpread {
    /** Most records in one frame. */
    static final int MAX_RECORDS = 64;

    /** Most names in one frame of wrong passwords. */
    static final int MAX_FAILURES = 256;

    /** Parts that are sent in answer to one comparison; the rest comes with the next ones. */
    static final int MAX_PARTS = 64;

    private final AccountDirectory directory;
    private final Consumer<Runnable> quiet;
    private final Consumer<Frame> links;
    private Consumer<List<String>> failures = names -> {};
    private BiConsumer<UserId, Frame> people = (user, frame) -> {};

    /**
     * @param quiet runs something when no batch of events is open
     * @param links sends a frame to all linked servers
     */
    public AccountSpread(AccountDirectory directory, Consumer<Runnable> quiet, Consumer<Frame> links) {
        this.directory = directory;
        this.quiet = quiet;
        this.links = links;
    }

    /** Who counts wrong passwords that other servers have seen. */
    public void failuresTo(AccountDesk desk) {
        failures = desk::failedElsewhere;
    }

    /** Whoever loses a name is told there, if they are connected here. */
    public void losersTo(BiConsumer<UserId, Frame> sessions) {
        people = sessions;
    }

    /** What begins a comparison; to be sent when a link opens, and every half minute. */
    public Frame greeting() {
        return new AccountsPrint(List.of(directory.prints().whole()));
    }

    /** Takes a frame of a linked server's; false if it is none about accounts. */
    public boolean handle(Frame frame, Peer peer) {
        if (frame instanceof AccountsPrint print) {
            compare(print.prints(), peer);
        } else if (frame instanceof Accounts accounts) {
            merge(accounts.accounts());
        } else if (frame instanceof LoginFailures failed) {
            failures.accept(failed.names()
                    .subList(0, Math.min(MAX_FAILURES, failed.names().size())));
        } else {
            return false;
        }
        return true;
    }

    void tell(Frame frame) {
        links.accept(frame);
    }

    void changed(Collection<KeptAccount> news) {
        portions(news.stream().map(KeptAccount::text).toList(), links);
    }

    private void compare(List<String> theirs, Peer peer) {
        if (theirs.size() == 1) {
            if (!theirs.get(0).equals(directory.prints().whole())) {
                peer.send(new AccountsPrint(directory.prints().parts()));
            }
            return;
        }
        if (theirs.size() != AccountPrints.PARTS) {
            return;
        }
        List<String> here = directory.prints().parts();
        List<AccountText> different = new ArrayList<>();
        int parts = 0;
        for (int part = 0; part < AccountPrints.PARTS && parts < MAX_PARTS; part++) {
            if (!here.get(part).equals(theirs.get(part))) {
                different.addAll(directory.part(part));
                parts++;
            }
        }
        portions(different, peer::send);
    }

    private void merge(List<AccountText> texts) {
        quiet.accept(() -> {
            try {
                AccountDirectory.Merged merged = directory.merge(texts.subList(0, Math.min(MAX_RECORDS, texts.size())));
                changed(merged.news());
                merged.moved()
                        .forEach(each -> people.accept(
                                each.from(),
                                new AccountFound(each.name().value(), each.to().toString())));
            } catch (StoreException e) {
                // The next comparison brings them again.
            }
        });
    }

    private static void portions(List<AccountText> texts, Consumer<Frame> to) {
        for (int from = 0; from < texts.size(); from += MAX_RECORDS) {
            to.accept(new Accounts(new ArrayList<>(texts.subList(from, Math.min(texts.size(), from + MAX_RECORDS)))));
        }
    }
}
