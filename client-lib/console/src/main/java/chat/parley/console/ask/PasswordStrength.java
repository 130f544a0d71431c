package chat.parley.console.ask;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import me.gosimple.nbvcxz.Nbvcxz;
import me.gosimple.nbvcxz.resources.ConfigurationBuilder;
import me.gosimple.nbvcxz.resources.Dictionary;
import me.gosimple.nbvcxz.resources.DictionaryBuilder;
import me.gosimple.nbvcxz.scoring.Result;

/** Judges a new password as somebody would guess it who has stolen a server's disk. */
public final class PasswordStrength {
    /** Least strength, in bits: about 10^12 guesses, at a third of a second each. */
    static final double MIN_BITS = 40;

    private PasswordStrength() {}

    /**
     * What is wrong with a password, for people; empty if it will do.
     *
     * @param name of the account: nobody should use it as a password
     */
    public static Optional<String> complaint(char[] password, String name) {
        List<Dictionary> dictionaries = new ArrayList<>(ConfigurationBuilder.getDefaultDictionaries());
        dictionaries.add(new DictionaryBuilder()
                .setDictionaryName("own")
                .setExclusion(true)
                .addWord(name, 0)
                .addWord("parley", 0)
                .createDictionary());
        Result result = new Nbvcxz(new ConfigurationBuilder()
                        .setMinimumEntropy(MIN_BITS)
                        .setLocale(Locale.ENGLISH)
                        .setDictionaries(dictionaries)
                        .createConfiguration())
                .estimate(new String(password));
        if (result.isMinimumEntropyMet()) {
            return Optional.empty();
        }
        String warning =
                result.getFeedback() == null ? null : result.getFeedback().getWarning();
        return Optional.of("this password is guessed too soon"
                + (warning == null || warning.isEmpty() ? "" : " (" + warning + ")")
                + ": take four or five unrelated words, or a longer one");
    }
}
