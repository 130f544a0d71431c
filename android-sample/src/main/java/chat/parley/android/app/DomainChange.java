package chat.parley.android.app;

import chat.parley.android.R;
import chat.parley.protocol.id.DomainId;

/** The question whether the servers of another domain, which were turned away, are the person's own from now on. */
final class DomainChange {
    private final Screen screen;

    DomainChange(Screen screen) {
        this.screen = screen;
    }

    /** Asks it, if such a server was met since the app was started. */
    void ask() {
        screen.session()
                .ask(
                        opened -> opened.client().otherDomain(),
                        met -> {
                            if (met.isPresent()) {
                                ask(met.get());
                            } else {
                                screen.tell(screen.getText(R.string.domain_not_met));
                            }
                        },
                        screen::tell);
    }

    private void ask(DomainId domain) {
        screen.confirm(
                screen.getString(R.string.domain_question, domain),
                R.string.domain_take,
                () -> screen.session()
                        .ask(
                                opened -> {
                                    opened.client().acceptDomain(domain);
                                    return domain;
                                },
                                taken -> {},
                                screen::tell));
    }
}
