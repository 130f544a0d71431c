package chat.parley.console.command;

import chat.parley.client.AccountException;
import chat.parley.client.Accounts;
import chat.parley.console.ask.Asker;
import chat.parley.console.session.Refusal;
import chat.parley.console.session.Session;
import chat.parley.protocol.account.BadAccountException;
import chat.parley.protocol.account.RecoveryCode;
import chat.parley.protocol.id.AccountName;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;

/** The person's account: a name in the domain, a password, a recovery code. */
final class AccountTalk {
    private final Session session;
    private final Asker asker;
    private final Secrets secrets;
    private final RandomGenerator random;

    AccountTalk(Session session, Asker asker, Secrets secrets, RandomGenerator random) {
        this.session = session;
        this.asker = asker;
        this.secrets = secrets;
        this.random = random;
    }

    Group group() {
        return new Group(
                "Account",
                List.of(
                        Command.named("register", "<name> [code]", "gives you a name in the domain, and a password")
                                .detail(
                                        "you can talk without; with it you come back on another device, and others find you as @name")
                                .detail("the code is from the operator, where registration needs one")
                                .detail(
                                        "if somebody else has got your name, this gives you another; the password stays")
                                .unkept()
                                .doing(this::register),
                        Command.named("login", "<name>", "makes this a device of your account")
                                .unkept()
                                .doing(this::logIn),
                        Command.named("recover", "<name>", "the same with the recovery code, and sets a new password")
                                .detail("on a device of the account, too: if you have forgotten the password")
                                .unkept()
                                .doing(this::recover),
                        Command.named("password", "", "changes the password")
                                .unkept()
                                .doing(this::password),
                        Command.named("recovery", "", "makes a new recovery code; the old one opens nothing any more")
                                .unkept()
                                .doing(this::recovery),
                        Command.named("logout", "", "ends this device, and wipes its keys and messages")
                                .unkept()
                                .doing(this::logOut)));
    }

    private Accounts account() {
        return session.client().account();
    }

    private void register(Arguments arguments) {
        AccountName name = new AccountName(arguments.word("by which name?"));
        Optional<String> invitation = arguments.word();
        arguments.end();
        account().name().ifPresent(own -> {
            throw new Refusal("you have the account @" + own + " already");
        });
        char[] password = account()
                .lostName()
                .map(past -> secrets.known("Password that you had as @" + past + ", and keep as @" + name))
                .orElseGet(() -> secrets.fresh("Password for @" + name, name.value()));
        handOver(account().register(name, password, invitation), "you are @" + name + " now");
    }

    /** A new code opens the account from now on, and the one before it does not: it is shown whenever it comes. */
    private void handOver(CompletableFuture<RecoveryCode> operation, String done) {
        RecoveryPaper paper = new RecoveryPaper(session, asker, random);
        new Awaited(session)
                .result(
                        operation,
                        "no server has answered yet: stay here, the recovery code is shown when one does",
                        code -> {
                            session.tell(done);
                            paper.handOver(code);
                        },
                        code -> {
                            session.tell(done);
                            paper.show(code);
                        });
    }

    private void logIn(Arguments arguments) {
        AccountName name = new AccountName(arguments.word("by which name?"));
        arguments.end();
        boolean known = account().name().filter(name::equals).isPresent();
        boolean own = isOnesOwn(name);
        if (!own) {
            givesUpRooms();
        }
        session.patience().result(account().logIn(name, secrets.known("Password of @" + name)));
        if (known) {
            session.tell("the password of @" + name + " is proved anew");
        } else if (own) {
            session.tell("this device knows now that you are @" + name);
        } else {
            become(name);
        }
    }

    private void recover(Arguments arguments) {
        AccountName name = new AccountName(arguments.word("by which name?"));
        arguments.end();
        boolean own = isOnesOwn(name);
        if (!own) {
            givesUpRooms();
        }
        RecoveryCode code = recoveryCode();
        char[] next = secrets.fresh("New password for @" + name, name.value());
        session.patience().result(account().recover(name, code, next));
        if (own) {
            session.tell(
                    "the password of @" + name + " is the new one now: your other devices take it by /login " + name);
        } else {
            become(name);
        }
    }

    /** Whether it is the account of who one is here: nothing is given up then. A device that was added by a code asks. */
    private boolean isOnesOwn(AccountName name) {
        if (account().name().isPresent()) {
            return account().name().filter(name::equals).isPresent();
        }
        try {
            return session.patience()
                    .result(session.client().contacts().lookUp(name))
                    .filter(found -> found.user().equals(session.client().me().user()))
                    .isPresent();
        } catch (Refusal | AccountException nobodyAnswers) {
            return false;
        }
    }

    private RecoveryCode recoveryCode() {
        char[] typed = asker.secret("Recovery code, seven groups of four")
                .orElseThrow(() -> new Refusal("nothing was changed"));
        try {
            return RecoveryCode.of(new String(typed));
        } catch (BadAccountException e) {
            throw new Refusal(e.getMessage());
        } finally {
            Arrays.fill(typed, '\0');
        }
    }

    private void become(AccountName name) {
        session.somebodyElse();
        session.tell("you are @" + name + " now, and this is a device of yours: /devices lists them");
    }

    private void givesUpRooms() {
        account().name().ifPresent(own -> {
            throw new Refusal("you are @" + own + " here: /logout first, or use another folder (--home)");
        });
        new GivingUp(session, asker).confirm();
    }

    private void password(Arguments arguments) {
        arguments.end();
        AccountName name = own();
        char[] password = secrets.known("Password of @" + name + " until now");
        char[] next = secrets.fresh("New password for @" + name, name.value());
        session.patience().result(account().changePassword(password, next));
        session.tell("the password is changed; the recovery code is as before");
    }

    private void recovery(Arguments arguments) {
        arguments.end();
        char[] password = secrets.known("Password of @" + own());
        handOver(account().newRecoveryCode(password), "the recovery code that you had opens nothing any more");
    }

    private void logOut(Arguments arguments) {
        arguments.end();
        AccountName name = own();
        if (!asker.confirms("End this device? Its keys and messages are wiped; with @" + name
                + " and the password you come back, without what was said before.")) {
            throw new Refusal("nothing was changed");
        }
        session.patience().result(account().logOut(secrets.known("Password of @" + name)));
        session.somebodyElse();
        session.tell("this device is out of @" + name + ", its keys and messages are wiped; you go on as somebody new");
    }

    private AccountName own() {
        account().lostName().ifPresent(lost -> {
            throw new Refusal("the name @" + lost + " is somebody else's now: /register <name> gives you another");
        });
        return account()
                .name()
                .orElseThrow(
                        () -> new Refusal("you have no account: /register <name> makes one, /login <name> uses one"));
    }
}
