package chat.parley.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.protocol.event.Event;
import chat.parley.protocol.event.EventText;
import chat.parley.protocol.frame.Events;
import chat.parley.protocol.frame.Frame;
import chat.parley.protocol.frame.Have;
import chat.parley.protocol.frame.Page;
import chat.parley.protocol.frame.Pull;
import chat.parley.protocol.frame.Subscribe;
import chat.parley.protocol.frame.Unsubscribe;
import chat.parley.protocol.id.EventId;
import chat.parley.server.fixture.Nobody;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("PROTOCOL.md, Sessions: what a subscriber is sent")
class SubscriptionTest extends NodeWithClients {
    @Test
    @DisplayName("I3, I5: while pages are fetched and others write, each event comes exactly once and in order")
    void subscribe_whileOthersWrite_nothingLostOrTwice() {
        room.join(alice);
        room.say(alice, "old", 700);
        node.take(room.arrived());
        Client reader = client(bob).enter();
        List<EventId> got = new ArrayList<>();
        Map<String, Long> have = new HashMap<>();
        node.handle(reader.session, node.frames.write(new Subscribe(room.id().toString(), List.of())));
        boolean more = true;
        int pages = 0;
        for (int round = 0; round < 12; round++) {
            // In the same batch as the question, and after it.
            List<Event> news = room.say(alice, "new" + round + ".", 3);
            news.forEach(event -> node.ledger.offer(event, new Nobody()));
            node.flush();
            for (Frame frame : reader.peer.frames()) {
                List<EventText> texts = frame instanceof Page page ? page.events() : ((Events) frame).events();
                if (frame instanceof Page page) {
                    assertThat(more).isTrue();
                    more = page.more();
                    pages++;
                } else {
                    assertThat(more).as("live events come after the last page").isFalse();
                }
                for (EventText text : texts) {
                    Event event = event(text);
                    if (event.log().equals(room.id())) {
                        got.add(event.id());
                        have.merge(
                                event.header().device().toString(),
                                event.header().seq(),
                                Math::max);
                    }
                }
                if (frame instanceof Page page && page.more()) {
                    List<Have> held = new ArrayList<>();
                    have.forEach((device, seq) -> held.add(new Have(device, seq)));
                    node.handle(
                            reader.session, node.frames.write(new Pull(room.id().toString(), held)));
                }
            }
        }
        assertThat(pages).isGreaterThanOrEqualTo(3);
        assertThat(got).isEqualTo(room.ids());
    }

    @Test
    void unsubscribe_thenNews_silence() {
        room.join(alice);
        node.take(room.arrived());
        Client reader = client(bob).enter();
        reader.subscribe(room.id());
        reader.send(new Unsubscribe(room.id().toString()));
        reader.peer.frames();
        node.take(List.of(room.say(alice, "unheard")));
        assertThat(reader.peer.frames()).isEmpty();
        reader.subscribe(room.id());
        assertThat(reader.peer.frames(Page.class)).hasSize(1);
        node.take(List.of(room.say(alice, "heard")));
        assertThat(reader.peer.frames(Events.class)).hasSize(1);
        reader.session.closed();
        reader.subscribe(room.id());
        node.take(List.of(room.say(alice, "gone")));
        assertThat(reader.peer.frames()).isEmpty();
    }

    @Test
    @DisplayName("An epoch comes to each device with its own box only, in pages and live")
    void epoch_forSubscribers_ownPartOnly() throws Exception {
        room.join(alice);
        room.join(bob);
        node.take(room.arrived());
        Client live = client(bob).enter();
        live.subscribe(room.id());
        live.peer.frames();
        Event epoch = room.epoch(alice);
        node.take(List.of(epoch));
        Client late = client(bob).enter();
        late.subscribe(room.id());
        List<EventText> texts =
                new ArrayList<>(live.peer.frames(Events.class).get(0).events());
        texts.addAll(late.peer.frames(Page.class).get(0).events());
        int parts = 0;
        for (EventText text : texts) {
            Event event = event(text);
            if (event.equals(epoch)) {
                parts++;
                assertThat(text.body()).isEmpty();
                assertThat(text.part())
                        .contains(bob.device().toString())
                        .doesNotContain(alice.device().toString());
            }
        }
        assertThat(parts).isEqualTo(2);
        Client author = client(alice).enter();
        author.subscribe(room.id());
        assertThat(author.peer.frames(Page.class).get(0).events())
                .anyMatch(text -> text.body().equals(epoch.body().orElseThrow()));
    }
}
