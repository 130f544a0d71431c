package chat.parley.protocol.crypto;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The purpose of a hash, a signature or a derived key. Everything that is hashed, signed or derived begins with one of
 * these, so that a value made for one purpose never serves another (PROTOCOL.md, section "Labels").
 */
public enum Label {
    EVENT_ID("parley/1/event-id"),
    EVENT_SIGNATURE("parley/1/event-signature"),
    BODY("parley/1/body"),
    OPEN_ROOM("parley/1/open-room"),
    DEVICE_PROOF("parley/1/device-proof"),
    INVITATION("parley/1/invitation"),
    CARD("parley/1/card"),
    ROOM_STATE("parley/1/room-state"),
    CONTROL("parley/1/control"),
    EPOCH_LEAF("parley/1/epoch-leaf"),
    EPOCH_NODE("parley/1/epoch-node"),
    EPOCH_ROOT("parley/1/epoch-root"),
    EPOCH_BOX("parley/1/epoch-box"),
    EPOCH_COMMITMENT("parley/1/epoch-commitment"),
    EPOCH_JOIN("parley/1/epoch-join"),
    EPOCH_EXTEND("parley/1/epoch-extend"),
    EPOCH_ARCHIVE("parley/1/epoch-archive"),
    CHAIN_START("parley/1/chain-start"),
    CHAIN_NEXT("parley/1/chain-next"),
    MESSAGE_KEY("parley/1/message-key"),
    MESSAGE_ENCRYPTION("parley/1/message-encryption"),
    MESSAGE_COMMITMENT("parley/1/message-commitment"),
    MESSAGE_CONTEXT("parley/1/message-context"),
    NOTICE_KEY("parley/1/notice-key"),
    NOTICE_CONTEXT("parley/1/notice-context"),
    NOTICE("parley/1/notice"),
    SESSION_DEVICE("parley/1/session-device"),
    SESSION_SERVER("parley/1/session-server"),
    LINK("parley/1/link"),
    CERTIFICATE("parley/1/certificate"),
    RECEIPT("parley/1/receipt"),
    RANGE("parley/1/range"),
    STORE_NAME("parley/1/store-name"),
    STORE_ROW("parley/1/store-row"),
    STORE_ENCRYPTION("parley/1/store-encryption"),
    STORE_PASSPHRASE("parley/1/store-passphrase"),
    EXPORT_KEY("parley/1/export-key"),
    EXPORT_COMMITMENT("parley/1/export-commitment"),
    EXPORT_CHUNK("parley/1/export-chunk"),
    ACCOUNT_RECORD("parley/1/account-record"),
    ACCOUNT_LOGIN("parley/1/account-login"),
    ACCOUNT_WRAP("parley/1/account-wrap"),
    ACCOUNT_RECOVERY("parley/1/account-recovery"),
    ACCOUNT_BOX("parley/1/account-box"),
    ACCOUNT_COMMITMENT("parley/1/account-commitment"),
    ACCOUNT_CONTEXT("parley/1/account-context"),
    ACCOUNT_PROOF("parley/1/account-proof"),
    ACCOUNT_DECOY("parley/1/account-decoy"),
    ACCOUNT_DECOY_KEY("parley/1/account-decoy-key"),
    ACCOUNTS_PRINT("parley/1/accounts-print"),
    ACCOUNTS_PART("parley/1/accounts-part"),
    ACCOUNTS_SECRET("parley/1/accounts-secret"),
    REGISTRATION_CODE("parley/1/registration-code"),
    REGISTRATION_USED("parley/1/registration-used"),
    DEVICE_CODE_KEY("parley/1/device-code-key"),
    DEVICE_CODE_SEALING("parley/1/device-code-sealing"),
    SAFETY_NUMBER("parley/1/safety-number"),
    REPLICA("parley/1/replica"),
    BLOB_ID("parley/1/blob-id"),
    BLOB_ENCRYPTION("parley/1/blob-encryption"),
    BLOB_COMMITMENT("parley/1/blob-commitment"),
    BLOB_TOKEN("parley/1/blob-token");

    private final byte[] text;

    Label(String text) {
        this.text = text.getBytes(StandardCharsets.US_ASCII);
    }

    /** The bytes {@code label ‖ 0x00 ‖ (length ‖ field)…}, each length four bytes, big-endian. */
    public byte[] frame(byte[]... fields) {
        int size = text.length + 1;
        for (byte[] field : fields) {
            size += 4 + field.length;
        }
        ByteBuffer out = ByteBuffer.allocate(size);
        out.put(text).put((byte) 0);
        for (byte[] field : fields) {
            out.putInt(field.length).put(field);
        }
        return out.array();
    }

    @Override
    public String toString() {
        return new String(text, StandardCharsets.US_ASCII);
    }
}
