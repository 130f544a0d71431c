package chat.parley.server.session;

import static chat.parley.server.fixture.Keys.CRYPTO;
import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.protocol.crypto.Label;
import chat.parley.protocol.event.Event;
import chat.parley.protocol.event.EventClass;
import chat.parley.protocol.event.EventText;
import chat.parley.protocol.event.RefusalCode;
import chat.parley.protocol.frame.Frame;
import chat.parley.protocol.frame.FrameCodec;
import chat.parley.protocol.frame.Page;
import chat.parley.protocol.frame.Post;
import chat.parley.protocol.frame.Pull;
import chat.parley.protocol.frame.Refused;
import chat.parley.protocol.frame.Stored;
import chat.parley.protocol.rules.Act;
import chat.parley.protocol.rules.ActCodec;
import chat.parley.server.fixture.Room;
import chat.parley.server.fixture.TestNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("PROTOCOL.md, Sessions: what a client posts")
class PostTest extends NodeWithClients {
    @Test
    @DisplayName("I2: a post is told to be stored after the commit and not before")
    void post_inOpenBatch_storedOnlyAfterCommit() {
        room.join(alice);
        Client client = client(alice).enter();
        node.handle(client.session, node.frames.write(new Post(FrameCodec.texts(room.arrived()))));
        assertThat(client.peer.frames()).isEmpty();
        node.flush();
        assertThat(client.peer.frames(Stored.class).get(0).ids()).containsExactlyElementsOf(ids(room.arrived()));
    }

    @Test
    @DisplayName("A20: a post replayed after a restart, by another session, has no second effect")
    void post_againAfterRestart_storedAgainButToldToNobody() {
        room.join(alice);
        Event said = room.say(alice, "once");
        client(alice).enter().post(room.arrived().toArray(new Event[0]));
        node.close();
        node = new TestNode(folder, identity, clock);
        Client reader = client(bob).enter();
        reader.subscribe(room.id());
        assertThat(reader.peer.frames(Page.class)).hasSize(1);
        Client again = client(alice).enter();
        again.post(said);
        again.post(said, said);
        assertThat(again.peer.frames(Stored.class))
                .hasSize(2)
                .allSatisfy(stored ->
                        assertThat(stored.ids()).containsOnly(said.id().toString()));
        assertThat(reader.peer.frames()).isEmpty();
        assertThat(node.committed).isEmpty();
        assertThat(node.ids(room.id())).isEqualTo(room.ids());
    }

    @Test
    @DisplayName("Refusals name the event and a stable code, and cost the others of the post nothing")
    void post_someWrong_refusedOneByOne() {
        room.join(alice);
        Event good = room.say(alice, "good");
        Event foreign = room.draftSaying(bob, "no member");
        EventText right = room.draftSaying(alice, "signed").text();
        String other = foreign.text().signature();
        List<EventText> texts = new ArrayList<>(FrameCodec.texts(room.arrived()));
        texts.add(foreign.text());
        texts.add(new EventText(right.header(), other, right.body(), ""));
        texts.add(new EventText(right.header(), "", right.body(), ""));
        texts.add(new EventText(right.header(), right.signature(), "another body", ""));
        texts.add(new EventText("{}", right.signature(), "{}", ""));
        Client client = client(alice).enter();
        client.send(new Post(texts));
        List<Frame> answers = client.peer.frames();
        Map<String, Integer> codes = new HashMap<>();
        answers.stream()
                .filter(Refused.class::isInstance)
                .forEach(each -> codes.merge(((Refused) each).code(), 1, Integer::sum));
        assertThat(codes)
                .isEqualTo(Map.of(
                        RefusalCode.BAD_SIGNATURE.name(),
                        2,
                        RefusalCode.BAD_BODY.name(),
                        1,
                        RefusalCode.BAD_HEADER.name(),
                        1,
                        RefusalCode.NOT_A_MEMBER.name(),
                        1));
        assertThat(node.ids(room.id())).isEqualTo(room.ids()).contains(good.id());
    }

    @Test
    @DisplayName("A36: nobody, a server neither, can make a member of somebody who has not signed it")
    void post_joinInAnothersName_refused() {
        room.join(alice);
        room.take(bob.events());
        client(alice).enter().post(room.arrived().toArray(new Event[0]));
        Act.Join act = new Act.Join("test", "room", "bob", bob.heads());
        Event forged = room.draft(alice, EventClass.CONTROL, ActCodec.JOIN, new ActCodec().write(act));
        EventText text = forged.text();
        String asBob = text.header().replace(alice.user().toString(), bob.user().toString());
        Room elsewhere = room.copy();
        EventText byBob = elsewhere.join(bob).text();
        Client server = client(alice).enter();
        for (String header : List.of(text.header(), asBob, byBob.header())) {
            String signature = CRYPTO.sign(
                            alice.key(), Label.EVENT_SIGNATURE, header.getBytes(StandardCharsets.US_ASCII))
                    .toString();
            String body = header.equals(byBob.header()) ? byBob.body() : text.body();
            server.send(new Post(List.of(new EventText(header, signature, body, ""))));
            assertThat(server.peer.frames(Refused.class)).hasSize(1);
        }
        assertThat(node.ledger.replica().room(room.id()).state().members()).containsOnlyKeys(alice.user());
    }

    @Test
    @DisplayName("I9: signed garbage that nothing leads to stays bounded, and its sender alone suffers")
    void post_orphansWithoutEnd_bounded() {
        Client attacker = client(alice).enter();
        for (int i = 0; i < 3000; i++) {
            node.handle(
                    attacker.session,
                    node.frames.write(new Post(FrameCodec.texts(List.of(new Room("r" + i).orphan(alice, "x"))))));
        }
        node.flush();
        assertThat(attacker.peer.frames(Pull.class))
                .as("questions that are asked back")
                .hasSize(1);
        room.join(bob);
        Client honest = client(bob).enter();
        honest.post(room.arrived().toArray(new Event[0]));
        assertThat(honest.peer.frames(Stored.class)).hasSize(1);
        attacker.session.closed();
        assertThat(node.ids(room.id())).isEqualTo(room.ids());
    }
}
