package chat.parley.files;

import static chat.parley.protocol.fixture.TestKeys.CRYPTO;
import static chat.parley.protocol.fixture.TestKeys.STREAMS;
import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.protocol.crypto.Label;
import chat.parley.protocol.crypto.StreamCrypto;
import chat.parley.protocol.event.Event;
import chat.parley.protocol.event.EventClass;
import chat.parley.protocol.event.EventCodec;
import chat.parley.protocol.event.Header;
import chat.parley.protocol.fixture.TestDevice;
import chat.parley.protocol.fixture.TestPerson;
import chat.parley.protocol.fixture.TestRoom;
import chat.parley.protocol.frame.Problem;
import chat.parley.protocol.id.BlobId;
import chat.parley.protocol.rules.OpenRoomRules;
import chat.parley.server.blob.BlobLimits;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** Nodes that serve files over HTTP, and people with tokens. */
abstract class ServingNodes {
    static final Duration SOON = Duration.ofSeconds(60);

    static final int KIB = 1024;
    static final int PATIENCE_MILLIS = 20_000;

    @TempDir
    Path folder;

    final List<FileNode> nodes = new ArrayList<>();
    final TestPerson anna = new TestPerson("anna");
    final TestPerson ben = new TestPerson("ben");

    @AfterEach
    void stop() {
        nodes.forEach(FileNode::close);
    }

    FileNode node(BlobLimits limits) throws Exception {
        FileNode node = new FileNode(folder.resolve("node" + nodes.size()), limits);
        nodes.add(node);
        node.know(anna);
        node.know(ben);
        return node;
    }

    static Raw raw(FileNode node, TestPerson person) {
        return new Raw(node, node.token(person));
    }

    byte[] sealed(int size) throws Exception {
        Parcel parcel = new Parcel(size, folder.resolve("spool"));
        return Files.readAllBytes(Path.of(parcel.pending.spool()));
    }

    static BlobId id(byte[] blob) {
        StreamCrypto.Hashing hash = STREAMS.hashing(Label.BLOB_ID);
        hash.add(blob, blob.length);
        return new BlobId(hash.finish().bytes());
    }

    /** A PUT of a whole file of which only the head has been sent. */
    static Socket socket(FileNode node, TestPerson person, BlobId id, int length) throws IOException {
        URI url = URI.create(node.url());
        Socket socket = new Socket(url.getHost(), url.getPort());
        socket.setSoTimeout(PATIENCE_MILLIS);
        String head = "PUT /blobs/" + id + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + node.token(person)
                + "\r\nContent-Length: " + length + "\r\n\r\n";
        socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    Event naming(TestRoom room, BlobId id) {
        EventCodec.Place place = room.replica().place(room.id(), anna.device().id());
        return new EventCodec(CRYPTO)
                .sign(
                        new EventCodec.Draft(
                                OpenRoomRules.NAME,
                                EventClass.CONTENT,
                                "message",
                                new Header.Author(
                                        Optional.of(anna.user()), anna.device().id()),
                                "{}",
                                0,
                                Collections.singletonList(id)),
                        place,
                        anna.device().signing());
    }

    static void assertUnknown(FileNode node, TestPerson person, TestDevice device) {
        assertThat(node.ask(person, device))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.code()).isEqualTo("UNKNOWN_DEVICE"));
    }

    static List<Path> files(FileNode node) throws IOException {
        return Leftovers.files(node);
    }
}
