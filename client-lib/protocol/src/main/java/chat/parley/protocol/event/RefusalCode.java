package chat.parley.protocol.event;

/** Why an event is refused. The names are part of the protocol (PROTOCOL.md, section "Refusals") and never change. */
public enum RefusalCode {
    /** The header is not exactly canonical, or a field is out of its limits. */
    BAD_HEADER,
    /** The signature is not the device's over the header. */
    BAD_SIGNATURE,
    /** The body is missing, is not what the header names, or is not of its kind's form. */
    BAD_BODY,
    /** Header or body is larger than allowed. */
    TOO_LARGE,
    /** The rules are not known here, or are not those of the log. */
    UNKNOWN_RULES,
    /** The class, or the kind of a control or key event, is not known under these rules. */
    UNKNOWN_KIND,
    /** A parent or the previous event is of another log, device or number than it must be. */
    BAD_PARENTS,
    /** {@code control} is not the maximal control events among the ancestors. */
    BAD_CONTROL,
    /** {@code lamport} is not one more than the highest of the parents. */
    BAD_LAMPORT,
    /** The body names another log than the header. */
    WRONG_LOG,
    /** The identity events that are cited do not show this device as a live one of this user. */
    BAD_IDENTITY,
    /** A key is malformed, or proves nothing. */
    BAD_KEY,
    /** The author is not a member at this point of the log, or their device is none of its devices. */
    NOT_A_MEMBER,
    /** An epoch's boxes are not exactly for those who must have them. */
    BAD_AUDIENCE,
    /** An epoch's hash of the room's state is not that of the state. */
    BAD_STATE,
    /** The author's rank does not allow this, or not to this person, at this point of the log. */
    NOT_ALLOWED,
    /** Nobody has invited the author, or not on these terms, at this point of the log. */
    NOT_INVITED,
    /** The room has as many invitations, or people kept out, as it may have. */
    TOO_MANY
}
