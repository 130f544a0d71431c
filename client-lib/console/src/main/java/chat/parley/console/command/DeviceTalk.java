package chat.parley.console.command;

import chat.parley.client.Devices;
import chat.parley.client.naming.InertText;
import chat.parley.console.ask.Asker;
import chat.parley.console.session.Refusal;
import chat.parley.console.session.Session;
import chat.parley.protocol.id.DeviceId;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** The person's devices. */
final class DeviceTalk {
    private static final int MAX_NUMBER = 999_999_999;

    private final Session session;
    private final Asker asker;
    private final Secrets secrets;

    DeviceTalk(Session session, Asker asker, Secrets secrets) {
        this.session = session;
        this.asker = asker;
        this.secrets = secrets;
    }

    Group group() {
        return new Group(
                "Devices",
                List.of(
                        Command.named("devices", "", "numbers your devices").doing(arguments -> list()),
                        Command.named("device", "name|revoke|add|use|renew ...", "does something with a device")
                                .detail("/device name <n> <name>   calls device n something, here only")
                                .detail(
                                        "/device revoke <n>        puts device n out for good: lost, stolen, or not yours")
                                .detail(
                                        "/device add               shows a code with which another device becomes yours")
                                .detail("/device use <code>        makes this the device of such a code")
                                .detail(
                                        "/device renew             goes on as a new device, if this one was copied or revoked")
                                .unkept()
                                .completing(Completions.words("name", "revoke", "add", "use", "renew"))
                                .doing(this::device)));
    }

    private Devices devices() {
        return session.client().devices();
    }

    private void list() {
        devices()
                .list()
                .forEach(device -> session.tell(session.devices().of(device.id()) + ": " + name(device)
                        + (device.self() ? " (this one)" : "") + ", since "
                        + LocalDate.ofInstant(device.added(), ZoneOffset.UTC)));
    }

    private static String name(Devices.Device device) {
        return device.name().isEmpty() ? "device " + device.id().brief() : InertText.name(device.name());
    }

    private void device(Arguments arguments) {
        String what = arguments.word("what?");
        switch (what) {
            case "name" -> rename(arguments);
            case "revoke" -> revoke(arguments);
            case "add" -> add(arguments);
            case "use" -> use(arguments);
            case "renew" -> renew(arguments);
            default -> throw arguments.refusal("there is nothing called " + Arguments.quoted(what));
        }
    }

    private Devices.Device chosen(Arguments arguments) {
        devices().list().forEach(device -> session.devices().of(device.id()));
        int number = arguments.number("which device? /devices numbers them", 1, MAX_NUMBER);
        DeviceId id = session.devices().at(number).orElseThrow(() -> unknown(number));
        return devices().list().stream()
                .filter(device -> device.id().equals(id))
                .findFirst()
                .orElseThrow(() -> unknown(number));
    }

    private static Refusal unknown(int number) {
        return new Refusal("you have no device " + number + ": /devices numbers them");
    }

    private void rename(Arguments arguments) {
        Devices.Device device = chosen(arguments);
        String name = arguments.rest("what is it called?");
        devices().name(device.id(), name);
        session.tell("it is called " + InertText.name(name) + " here");
    }

    private void revoke(Arguments arguments) {
        Devices.Device device = chosen(arguments);
        arguments.end();
        if (device.self()) {
            throw new Refusal("that is this device: /logout ends it");
        }
        if (!asker.confirms("Put " + name(device) + " out for good?")) {
            throw new Refusal("nothing was changed");
        }
        whenStored(
                devices().revoke(device.id(), secrets.ofAccount()),
                done -> session.tell(name(device)
                        + " is out: it reads nothing that is said from now on; if it was stolen, change the"
                        + " password, too"));
    }

    private void add(Arguments arguments) {
        arguments.end();
        whenStored(devices().add(secrets.ofAccount()), code -> {
            session.draw(code);
            session.tell(code);
            session.warn(
                    "give it to your other device only, by /device use <code> or by scanning it: whoever reads it can"
                            + " be you; if anybody else could see it, revoke the new device (/devices)");
        });
    }

    /** Without a server nobody waits at the prompt for what goes out by itself: it is told when a server has it. */
    private <T> void whenStored(CompletableFuture<T> operation, Consumer<T> told) {
        String meanwhile = "no server has it yet: it goes out by itself, and you hear of it here then";
        Awaited awaited = new Awaited(session);
        if (operation.isDone() || session.client().connection().server().isPresent()) {
            awaited.result(operation, meanwhile, told, told);
        } else {
            session.tell(meanwhile);
            awaited.later(operation, told);
        }
    }

    private void renew(Arguments arguments) {
        arguments.end();
        session.patience().result(devices().renew(secrets.ofAccount()));
        session.tell("this is a new device of yours now, in place of the one that was copied or revoked");
    }

    private void use(Arguments arguments) {
        String code = arguments.rest("which code?");
        new GivingUp(session, asker).confirm();
        session.patience().result(devices().become(code));
        session.somebodyElse();
        session.tell(
                "this is a device of " + InertText.name(session.client().me().name()) + " now");
    }
}
