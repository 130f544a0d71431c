package chat.parley.server.peer;

import chat.parley.protocol.event.Event;
import chat.parley.protocol.frame.Frame;
import chat.parley.protocol.frame.Refused;
import java.util.List;

/**
 * A frame that arrived.
 *
 * @param events the events in it whose form and signatures are right
 * @param refused the others
 */
public record Inbound(Frame frame, List<Event> events, List<Refused> refused) {}
