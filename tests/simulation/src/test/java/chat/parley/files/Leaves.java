package chat.parley.files;

import chat.parley.client.blob.BlobServers;
import chat.parley.client.blob.TransferException;
import chat.parley.protocol.fixture.TestPerson;
import java.util.Optional;

/** A person's way to some nodes, in turn; at most so many, then there is none. */
final class Leaves implements BlobServers {
    private final TestPerson person;
    private final FileNode[] nodes;
    private int asked;
    private int left;

    private Leaves(TestPerson person, int left, FileNode... nodes) {
        this.person = person;
        this.left = left;
        this.nodes = nodes;
    }

    /** One node after the other, for ever. */
    static Leaves of(TestPerson person, FileNode... nodes) {
        return new Leaves(person, Integer.MAX_VALUE, nodes);
    }

    /** One node, and if that fails none: the client is as good as gone. */
    static Leaves once(TestPerson person, FileNode node) {
        return new Leaves(person, 1, node);
    }

    @Override
    public Access access(Optional<Access> failed) throws TransferException {
        if (left-- == 0) {
            throw new TransferException(TransferException.Code.NO_SERVER, "no server");
        }
        FileNode node = nodes[asked++ % nodes.length];
        return new Access(node.url(), node.isUp() ? node.token(person) : "none");
    }
}
