package chat.parley.server.account;

import chat.parley.protocol.id.AccountName;
import chat.parley.protocol.id.DeviceId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Counts wrong proofs, and says how long somebody has to wait. Strangers share what a name and an address have. A live
 * device of the account's own user has its own count instead: others' guesses do not keep people from putting a stolen
 * device out, and who holds a stolen one gets no more guesses than a stranger. A recovery code cannot be guessed, and
 * wrong ones do not count as passwords.
 */
final class Guesses {
    private final Attempts byName;
    private final Attempts byAddress;
    private final Attempts byDevice;
    private final Attempts codesByDevice;

    Guesses(AccountLimits limits) {
        this.byName = new Attempts(limits.perName());
        this.byAddress = new Attempts(limits.perAddress());
        this.byDevice = new Attempts(limits.perDevice());
        this.codesByDevice = new Attempts(limits.perDevice());
    }

    /**
     * A proof that is brought.
     *
     * @param code whether it is a recovery code's
     * @param own the device that brings it, if it is a live one of the account's user
     */
    record Guess(AccountName name, boolean code, String address, Optional<DeviceId> own) {}

    /** How long until one more is allowed, in milliseconds; 0 if it is now. */
    long wait(Guess guess, long now) {
        if (guess.own().isPresent()) {
            Attempts own = guess.code() ? codesByDevice : byDevice;
            return own.wait(guess.own().get().toString(), now);
        }
        long name = guess.code() ? 0 : byName.wait(guess.name().value(), now);
        return Math.max(name, byAddress.wait(guess.address(), now));
    }

    /** It was wrong. Returns for what the other servers count it, too. */
    List<String> count(Guess guess, long now) {
        byAddress.count(guess.address(), now);
        if (guess.code()) {
            guess.own().ifPresent(device -> codesByDevice.count(device.toString(), now));
            return List.of();
        }
        List<String> counted = new ArrayList<>();
        counted.add(guess.name().value());
        guess.own().ifPresent(device -> counted.add(device.toString()));
        counted.forEach(each -> countElsewhere(each, now));
        return counted;
    }

    /** A wrong password for a name or of a device; no name is as long as a device's id. */
    void countElsewhere(String nameOrDevice, long now) {
        boolean device = nameOrDevice.length() > AccountName.MAX_LENGTH;
        (device ? byDevice : byName).count(nameOrDevice, now);
    }
}
