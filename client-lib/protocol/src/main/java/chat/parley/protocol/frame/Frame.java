package chat.parley.protocol.frame;

import jakarta.json.bind.annotation.JsonbSubtype;
import jakarta.json.bind.annotation.JsonbTypeInfo;

/**
 * One message on a WebSocket: between client and server (session) or between two servers (link). Frames are not signed;
 * what must last is inside, in events that are. PROTOCOL.md, section "Frames", says who sends which when.
 */
@JsonbTypeInfo(
        key = "type",
        value = {
            @JsonbSubtype(alias = "challenge", type = Challenge.class),
            @JsonbSubtype(alias = "hello", type = Hello.class),
            @JsonbSubtype(alias = "welcome", type = Welcome.class),
            @JsonbSubtype(alias = "introduce", type = Introduce.class),
            @JsonbSubtype(alias = "subscribe", type = Subscribe.class),
            @JsonbSubtype(alias = "unsubscribe", type = Unsubscribe.class),
            @JsonbSubtype(alias = "hosts", type = Hosts.class),
            @JsonbSubtype(alias = "heads", type = Heads.class),
            @JsonbSubtype(alias = "pull", type = Pull.class),
            @JsonbSubtype(alias = "compare", type = Compare.class),
            @JsonbSubtype(alias = "differ", type = Differ.class),
            @JsonbSubtype(alias = "fetch", type = Fetch.class),
            @JsonbSubtype(alias = "events", type = Events.class),
            @JsonbSubtype(alias = "announce", type = Announce.class),
            @JsonbSubtype(alias = "graft", type = Graft.class),
            @JsonbSubtype(alias = "prune", type = Prune.class),
            @JsonbSubtype(alias = "page", type = Page.class),
            @JsonbSubtype(alias = "post", type = Post.class),
            @JsonbSubtype(alias = "stored", type = Stored.class),
            @JsonbSubtype(alias = "refused", type = Refused.class),
            @JsonbSubtype(alias = "roster", type = Roster.class),
            @JsonbSubtype(alias = "ping", type = Ping.class),
            @JsonbSubtype(alias = "pong", type = Pong.class),
            @JsonbSubtype(alias = "bye", type = Bye.class),
            @JsonbSubtype(alias = "error", type = Problem.class)
        })
public sealed interface Frame
        permits Challenge,
                Hello,
                Welcome,
                Introduce,
                Subscribe,
                Unsubscribe,
                Hosts,
                Heads,
                Pull,
                Compare,
                Differ,
                Fetch,
                Events,
                Announce,
                Graft,
                Prune,
                Page,
                Post,
                Stored,
                Refused,
                Roster,
                Ping,
                Pong,
                Bye,
                Problem {}
