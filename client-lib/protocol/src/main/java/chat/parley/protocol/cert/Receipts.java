package chat.parley.protocol.cert;

import chat.parley.protocol.crypto.Crypto;
import chat.parley.protocol.crypto.Label;
import chat.parley.protocol.crypto.Signature;
import chat.parley.protocol.crypto.SigningKey;
import chat.parley.protocol.id.EventId;
import chat.parley.protocol.id.ServerId;
import java.util.ArrayList;
import java.util.List;

/**
 * A server's signed word that events are synced to its disk (PROTOCOL.md, section "Receipts").
 *
 * <p><b>Guarantees.</b> Two of them, of different servers of the domain, mean that no single disk holds the event alone.
 * <b>Restrictions.</b> It is a server's word: servers that lie together, or lose their disks together, can break it.
 */
public final class Receipts {
    private final Crypto crypto;

    public Receipts(Crypto crypto) {
        this.crypto = crypto;
    }

    public String sign(List<EventId> ids, SigningKey server) {
        return crypto.sign(server, Label.RECEIPT, fields(new ServerId(server.publicKey()), ids))
                .toString();
    }

    public boolean signed(ServerId server, List<EventId> ids, String signature) {
        try {
            return crypto.verify(server, Signature.of(signature), Label.RECEIPT, fields(server, ids));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Reads ids as they stand in a frame. */
    public static List<EventId> ids(List<String> texts) {
        List<EventId> ids = new ArrayList<>(texts.size());
        for (String text : texts) {
            ids.add(EventId.of(text));
        }
        return ids;
    }

    private static byte[][] fields(ServerId server, List<EventId> ids) {
        byte[][] fields = new byte[ids.size() + 1][];
        fields[0] = server.bytes();
        for (int i = 0; i < ids.size(); i++) {
            fields[i + 1] = ids.get(i).bytes();
        }
        return fields;
    }
}
