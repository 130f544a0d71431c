package chat.parley.console.command;

import chat.parley.client.ClientEvent;
import chat.parley.client.Delivery;
import chat.parley.console.session.Session;
import chat.parley.protocol.content.Content;
import chat.parley.protocol.id.EventId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** How far one message is: at which servers, and at whom. */
final class MessageInfo {
    /** Of the room's last messages, so many are looked through for those that the others have come to. */
    private static final int LOOKED_THROUGH = 2_000;

    private final Session session;

    MessageInfo(Session session) {
        this.session = session;
    }

    void tell(int number, ClientEvent.Message message) {
        boolean own = message.sender().self();
        String whose = own ? "yours" : "of " + session.tags().of(message.room(), message.sender());
        session.tell("message " + number + ", " + whose + ", in "
                + session.rooms().of(message.room()) + ": " + (own ? stage(message) : "it came from a server"));
        session.tell(receipts(message));
    }

    private String stage(ClientEvent.Message message) {
        return Optional.ofNullable(session.client()
                        .deliveries(message.room(), Set.of(message.id()))
                        .get(message.id()))
                .map(MessageInfo::words)
                .orElse("it no longer counts");
    }

    private static String words(Delivery delivery) {
        return switch (delivery) {
            case SENDING -> "no server has stored it yet; it is kept here, and goes out by itself";
            case STORED -> "a server has stored it; of a second one nothing is known";
            case SAFE -> "two servers have stored it: no single machine's loss takes it away";
            case REFUSED -> "a server refused it: the others do not have it; say it again";
        };
    }

    /** What the others have told of it; who has come to a later message has come to this one. */
    private String receipts(ClientEvent.Message message) {
        List<EventId> order = session.client().history(message.room(), LOOKED_THROUGH).stream()
                .map(ClientEvent.Message::id)
                .toList();
        int place = order.indexOf(message.id());
        List<String> read = new ArrayList<>();
        List<String> got = new ArrayList<>();
        for (ClientEvent.Received each : session.client().received(message.room())) {
            int upTo = order.indexOf(each.upTo());
            boolean author = each.by().user().equals(message.sender().user());
            if (upTo >= 0 && upTo >= place && !author) {
                (each.state() == Content.Receipt.State.READ ? read : got)
                        .add(session.tags().of(message.room(), each.by()));
            }
        }
        got.removeAll(read);
        if (read.isEmpty() && got.isEmpty()) {
            return "nobody has told that they have got it; who wants to tell says /receipts on";
        }
        return (read.isEmpty() ? "" : "read by " + String.join(", ", read))
                + (read.isEmpty() || got.isEmpty() ? "" : "; ")
                + (got.isEmpty() ? "" : "got by " + String.join(", ", got));
    }
}
