package chat.parley.simulation;

import chat.parley.protocol.event.Event;
import chat.parley.protocol.event.EventText;
import chat.parley.protocol.frame.Announce;
import chat.parley.protocol.frame.Compare;
import chat.parley.protocol.frame.Differ;
import chat.parley.protocol.frame.Events;
import chat.parley.protocol.frame.Fetch;
import chat.parley.protocol.frame.Frame;
import chat.parley.protocol.frame.FrameCodec;
import chat.parley.protocol.frame.Graft;
import chat.parley.protocol.frame.Heads;
import chat.parley.protocol.frame.LogHeads;
import chat.parley.protocol.frame.LogIds;
import chat.parley.protocol.frame.Page;
import chat.parley.protocol.frame.Prune;
import chat.parley.protocol.frame.Pull;
import chat.parley.protocol.frame.Range;
import chat.parley.protocol.id.EventId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Sends garbage without end: events that nothing leads to, heads of logs that nobody has, announcements of what does not
 * exist, storms of questions, texts that are no frames. Honest servers must stay within their bounds and go on (I9).
 */
final class Flooder extends Intruder {
    /** Texts that are no frames. */
    static final Set<String> GARBAGE = Set.of(
            "{",
            "[]",
            "null",
            "{}",
            "{\"type\":\"?\"}",
            "{\"type\":\"heads\"}",
            "[[[[[[[[[[",
            "{\"type\":\"events\",\"events\":[{}]}");

    private final Orphans orphans;
    private final List<String> garbage = GARBAGE.stream().sorted().toList();

    Flooder(World world) {
        super(world, "flooder", 91);
        this.orphans = new Orphans(world);
    }

    @Override
    long period() {
        return 600 * Timeline.MILLI;
    }

    @Override
    List<Object> lies() {
        world().met(Trouble.FLOODED);
        List<Frame> frames = new ArrayList<>();
        switch (dice().below(9)) {
            case 0:
            case 1:
                frames.add(new Events(texts(orphans.small(500))));
                break;
            case 2:
                frames.add(new Events(texts(orphans.large(40))));
                break;
            case 3:
                for (int i = 0; i < 6; i++) {
                    frames.add(new Announce(List.of(new LogIds(log(), ids(Announce.MAX_IDS)))));
                }
                break;
            case 4:
                for (int i = 0; i < 12; i++) {
                    frames.add(new Heads(heads()));
                }
                break;
            case 5:
                compare(frames);
                break;
            case 6:
                frames.add(new Page("", texts(orphans.small(50)), true));
                frames.add(new Page(log(), texts(orphans.small(50)), true));
                frames.add(new Differ(log(), List.of(new Range("", "", "", ids(400)))));
                break;
            case 7:
                for (int i = 0; i < 3000; i++) {
                    frames.add(i % 3 == 0 ? new Fetch(real()) : new Pull(log(), List.of()));
                }
                frames.add(new Graft(List.of(new LogIds(log(), real()))));
                frames.add(new Prune(List.of(log())));
                break;
            default:
                return List.of(dice().pick(garbage));
        }
        return List.copyOf(frames);
    }

    private void compare(List<Frame> frames) {
        List<Range> ranges = new ArrayList<>();
        for (int i = 0; i < 512; i++) {
            ranges.add(new Range(
                    i == 0 ? "" : Integer.toString(i),
                    i == 511 ? "" : Integer.toString(i + 1),
                    "AAAAAAAAAAAAAAAAAAAAAA",
                    List.of()));
        }
        for (int i = 0; i < 20; i++) {
            frames.add(new Compare(log(), true, ranges));
        }
    }

    /** Heads of logs that nobody has, and one that somebody may want. */
    private List<LogHeads> heads() {
        List<LogHeads> heads = new ArrayList<>();
        for (String id : ids(999)) {
            heads.add(new LogHeads(id, List.of(id)));
        }
        heads.add(new LogHeads(log(), ids(300)));
        return heads;
    }

    private String log() {
        return world().log(dice().pick(world().scenario().rooms())).toString();
    }

    private List<String> ids(int count) {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ids.add(new EventId(dice().bytes(32)).toString());
        }
        return ids;
    }

    private List<String> real() {
        List<String> ids = new ArrayList<>();
        for (Event each : world().chronicle().all()) {
            if (ids.size() < 8) {
                ids.add(each.id().toString());
            }
        }
        return ids;
    }

    private static List<EventText> texts(List<Event> events) {
        return FrameCodec.texts(events);
    }
}
