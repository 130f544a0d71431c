package chat.parley.protocol.frame;

import chat.parley.protocol.event.EventText;
import java.util.List;

/** A frame that carries events. */
public sealed interface Carrier extends Frame permits Events, Page, Post, Slice {
    /** The events, causes before effects. */
    List<EventText> events();

    /** The same frame without its events. */
    Carrier bare();
}
