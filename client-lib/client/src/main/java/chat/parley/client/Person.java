package chat.parley.client;

import chat.parley.protocol.id.UserId;

/**
 * A person as shown to people.
 *
 * @param user who it is
 * @param name what they call themselves: a label of their own choosing, not unique, without control characters
 * @param self whether it is this client's own user
 */
public record Person(UserId user, String name, boolean self) {
    /** So much of a user id that nobody finds another with the same start by trying, in characters. */
    private static final int ID_CHARACTERS = 8;

    /** The name with the first characters of the user id: tells two people of one name apart. */
    public String distinctName() {
        return name + "~" + user.toString().substring(0, ID_CHARACTERS);
    }
}
