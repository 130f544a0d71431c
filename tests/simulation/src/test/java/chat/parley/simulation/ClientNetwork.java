package chat.parley.simulation;

import chat.parley.client.core.Network;
import chat.parley.protocol.event.EventText;
import chat.parley.protocol.frame.Frame;
import chat.parley.protocol.frame.Post;
import chat.parley.protocol.frame.Stored;

/** A client's way into the simulated wire: one line at a time, and whatever comes from a former one is ignored. */
final class ClientNetwork implements Network {
    private final SimClient client;
    private Attempt present;

    ClientNetwork(SimClient client) {
        this.client = client;
    }

    @Override
    public void dial(String url) {
        hangUp();
        present = new Attempt();
        present.line = client.world().dial(present, url, false);
    }

    @Override
    public void send(Frame frame) {
        if (frame instanceof Post) {
            for (EventText each : ((Post) frame).events()) {
                client.watch().posts(each.header());
            }
        }
        if (present != null && present.open) {
            present.line.from(present).send(client.world().wire().codec().item(frame));
        }
    }

    @Override
    public void hangUp() {
        if (present != null) {
            Attempt past = present;
            present = null;
            past.line.close(past, "hung up");
        }
    }

    private final class Attempt implements End {
        private Line line;
        private boolean open;

        @Override
        public Actor actor() {
            return client;
        }

        @Override
        public void opened() {
            if (present == this) {
                open = true;
                client.core().opened();
            }
        }

        @Override
        public void received(Object item) {
            if (present == this) {
                Frame frame = client.world().wire().codec().frame(item);
                if (frame instanceof Stored) {
                    client.watch().receipt((Stored) frame);
                }
                client.core().frame(frame);
            }
        }

        @Override
        public void closed(String reason) {
            if (present == this) {
                present = null;
                client.core().closed(reason);
            }
        }
    }
}
