package chat.parley.server.account;

import chat.parley.protocol.account.AccountRecord;
import chat.parley.protocol.frame.AccountText;
import chat.parley.protocol.id.AccountName;

/**
 * An account as a server keeps it.
 *
 * @param invitation the hash of the registration code that it was admitted with; empty if it needed none
 */
record KeptAccount(AccountRecord.Signed signed, String invitation) {
    AccountName name() {
        return signed.name();
    }

    AccountText text() {
        return new AccountText(signed.text(), signed.signature(), invitation);
    }
}
