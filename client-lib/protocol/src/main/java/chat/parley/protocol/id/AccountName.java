package chat.parley.protocol.id;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The name of an account in its domain, as people type it: 2 to 32 characters, {@code a-z 0-9 - _ .}, beginning with a
 * letter or digit. Upper case and a leading {@code @} are taken for what they mean. Other scripts are left out because two
 * letters that look alike would make two accounts: how a person is shown is the nickname's business.
 */
public record AccountName(String value) {
    /** Most characters. */
    public static final int MAX_LENGTH = 32;

    private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9._-]{1," + (MAX_LENGTH - 1) + "}");

    public AccountName {
        if (value == null) {
            throw new IllegalArgumentException("an account needs a name");
        }
        String name = value.startsWith("@") ? value.substring(1) : value;
        name = Normalizer.normalize(name, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
        if (!FORM.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "an account's name has 2 to 32 of the characters a-z, 0-9, '-', '_' and '.', a letter or digit first");
        }
        value = name;
    }

    @Override
    public String toString() {
        return value;
    }
}
