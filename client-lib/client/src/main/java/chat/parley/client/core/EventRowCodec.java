package chat.parley.client.core;

import chat.parley.protocol.event.Event;
import chat.parley.protocol.event.EventCodec;
import chat.parley.protocol.event.Payload;
import chat.parley.protocol.json.JsonFields;
import chat.parley.protocol.json.JsonText;
import chat.parley.protocol.json.MalformedJsonException;

/** Events as rows of the client's store: it has checked them before it wrote them. */
final class EventRowCodec {
    private static final JsonFields.Source SOURCE = new JsonFields.Source();

    private final EventCodec codec;

    EventRowCodec(EventCodec codec) {
        this.codec = codec;
    }

    String write(Event event) {
        Payload payload = event.payload();
        return new JsonText()
                .open()
                .field("header", event.headerText())
                .field("signature", event.signature())
                .field("body", payload instanceof Payload.Whole ? ((Payload.Whole) payload).text() : "")
                .field("part", payload instanceof Payload.Part ? ((Payload.Part) payload).text() : "")
                .close()
                .toString();
    }

    Event read(String text) {
        try (JsonFields in = SOURCE.read(text)) {
            in.open();
            String header = in.text("header");
            String signature = in.text("signature");
            String body = in.text("body");
            String part = in.text("part");
            Payload payload = !part.isEmpty()
                    ? new Payload.Part(part)
                    : body.isEmpty() ? new Payload.Dropped() : new Payload.Whole(body);
            return codec.trusted(header, signature, payload);
        } catch (MalformedJsonException e) {
            throw new IllegalStateException("a row of the store is damaged");
        }
    }
}
