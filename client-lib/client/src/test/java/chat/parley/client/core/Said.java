package chat.parley.client.core;

import chat.parley.client.ClientEvent;
import chat.parley.client.Person;
import chat.parley.protocol.content.Content;
import chat.parley.protocol.event.Event;
import chat.parley.protocol.fixture.TestPerson;
import chat.parley.protocol.fixture.TestRoom;
import chat.parley.protocol.id.EventId;
import java.util.List;

/** Something that somebody said in a room: its event, and what a reader finds in it. */
record Said(Event event, TestPerson author, Content content, boolean hidden) {
    static Said by(TestPerson author, TestRoom room, Content content) {
        return new Said(room.say(author.device(), "sealed"), author, content, false);
    }

    Said out() {
        return new Said(event, author, content, true);
    }

    EventId id() {
        return event.id();
    }

    /** A reader reads it, who is this person. */
    void read(Messages reader, TestPerson me, List<ClientEvent> told) {
        reader.add(event, new Person(author.user(), author.name(), author == me), content, hidden, told);
    }
}
