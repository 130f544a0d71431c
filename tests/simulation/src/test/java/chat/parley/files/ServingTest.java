package chat.parley.files;

import static chat.parley.protocol.fixture.TestKeys.CRYPTO;
import static chat.parley.protocol.fixture.TestKeys.STREAMS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.parley.protocol.crypto.Label;
import chat.parley.protocol.crypto.StreamCrypto;
import chat.parley.protocol.event.Event;
import chat.parley.protocol.event.EventClass;
import chat.parley.protocol.event.EventCodec;
import chat.parley.protocol.event.Header;
import chat.parley.protocol.fixture.TestDevice;
import chat.parley.protocol.fixture.TestPerson;
import chat.parley.protocol.fixture.TestRoom;
import chat.parley.protocol.frame.BlobCopy;
import chat.parley.protocol.frame.BlobKept;
import chat.parley.protocol.frame.BlobToken;
import chat.parley.protocol.frame.Problem;
import chat.parley.protocol.id.BlobId;
import chat.parley.protocol.rules.OpenRoomRules;
import chat.parley.server.blob.BlobCode;
import chat.parley.server.blob.BlobLimits;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("PROTOCOL.md, Files: requests")
class ServingTest {
    private static final Duration SOON = Duration.ofSeconds(60);

    private static final int KIB = 1024;
    private static final int PATIENCE_MILLIS = 20_000;

    @TempDir
    private Path folder;

    private final List<FileNode> nodes = new ArrayList<>();
    private final TestPerson anna = new TestPerson("anna");
    private final TestPerson ben = new TestPerson("ben");

    @AfterEach
    void stop() {
        nodes.forEach(FileNode::close);
    }

    @Test
    @DisplayName("A51: what has another hash is thrown away, is never served, and costs only who brought it")
    void put_wrongHash_goneAndNeverServed() throws Exception {
        FileNode node = node(BlobLimits.STANDARD);
        Raw raw = raw(node, anna);
        byte[] blob = sealed(50_000);
        BlobId other = new BlobId(CRYPTO.random(32));
        assertThat(raw.put(other, blob, 0, 30_000).status()).isEqualTo(204);
        assertThat(raw.get(other).code()).as("not whole").isEqualTo("NOT_FOUND");
        Raw.Answer answer = raw.put(other, blob, 30_000, blob.length);
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.code()).isEqualTo("HASH_MISMATCH");
        assertThat(raw.get(other).code()).isEqualTo("NOT_FOUND");
        assertThat(raw.head(other).header("Upload-Offset")).contains("0");
        assertThat(files(node)).isEmpty();
        byte[] swapped = blob.clone();
        System.arraycopy(blob, 0, swapped, 100, 100);
        assertThat(raw.put(id(blob), swapped).code()).isEqualTo("HASH_MISMATCH");
        assertThat(raw.put(id(blob), blob).status())
                .as("the right one afterwards")
                .isEqualTo(201);
    }

    @Test
    @DisplayName("Pieces go on where the last one ended, whoever else brings the same file; one by one or the whole")
    void put_inPieces_goesOn() throws Exception {
        FileNode node = node(BlobLimits.STANDARD);
        Raw raw = raw(node, anna);
        byte[] blob = sealed(50_000);
        BlobId id = id(blob);
        assertThat(raw.put(id, blob, 0, 10_000).header("Upload-Offset")).contains("10000");
        for (int from : new int[] {0, 9_999, 10_001}) {
            Raw.Answer wrong = raw.put(id, blob, from, 20_000);
            assertThat(wrong.status()).isEqualTo(409);
            assertThat(wrong.code()).isEqualTo("WRONG_OFFSET");
            assertThat(wrong.header("Upload-Offset")).contains("10000");
        }
        assertThat(raw.finish(id, blob.length).code()).isEqualTo("WRONG_OFFSET");
        assertThat(raw(node, ben).head(id).header("Upload-Offset"))
                .as("another person")
                .contains("0");
        node.stop();
        node.start();
        raw = raw(node, anna);
        assertThat(raw.head(id).header("Upload-Offset")).as("after a restart").contains("10000");
        assertThat(raw.put(id, blob, 10_000, blob.length).status()).isEqualTo(201);
        assertThat(raw.put(id, blob, 0, 10).status()).as("it is here").isEqualTo(200);
        assertThat(raw.finish(id, blob.length).status()).isEqualTo(200);
        Raw.Answer head = raw.head(id);
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.header("Upload-Complete")).contains("?1");
        assertThat(head.header("Content-Length")).contains(Integer.toString(blob.length));
    }

    @Test
    void get_ranges_areThoseAskedFor() throws Exception {
        FileNode node = node(BlobLimits.STANDARD);
        Raw raw = raw(node, anna);
        byte[] blob = sealed(5000);
        BlobId id = id(blob);
        raw.put(id, blob);
        Raw.Answer whole = raw.get(id);
        assertThat(whole.body()).isEqualTo(blob);
        assertThat(whole.header("Content-Type")).contains("application/octet-stream");
        assertThat(whole.header("Content-Disposition")).contains("attachment");
        assertThat(whole.header("X-Content-Type-Options")).contains("nosniff");
        Raw.Answer rest = raw.get(id, "Range", "bytes=4000-");
        assertThat(rest.status()).isEqualTo(206);
        assertThat(rest.header("Content-Range")).contains("bytes 4000-" + (blob.length - 1) + "/" + blob.length);
        assertThat(rest.body()).isEqualTo(Arrays.copyOfRange(blob, 4000, blob.length));
        assertThat(raw.get(id, "Range", "bytes=10-19").body()).isEqualTo(Arrays.copyOfRange(blob, 10, 20));
        assertThat(raw.get(id, "Range", "bytes=10-99999999").body()).hasSize(blob.length - 10);
        assertThat(raw.get(id, "Range", "bytes=" + blob.length + "-").code()).isEqualTo("BAD_RANGE");
        for (String range :
                new String[] {"bytes=-5", "bytes=1-2,4-5", "x", "bytes=9-1x", "bytes=" + "9".repeat(40) + "-"}) {
            assertThat(raw.get(id, "Range", range).code()).as(range).isEqualTo("BAD_REQUEST");
        }
    }

    @Test
    @DisplayName("A20, A30: without a token of this server nothing is answered, nor with one that is over or changed")
    void request_withoutToken_refused() throws Exception {
        FileNode node = node(BlobLimits.STANDARD);
        FileNode other = node(BlobLimits.STANDARD);
        byte[] blob = sealed(100);
        String good = node.token(anna);
        String asBen = good.replace(anna.user().toString(), ben.user().toString());
        int time = good.indexOf('.', good.indexOf('.') + 1) + 1;
        String longer = good.substring(0, time) + "9" + good.substring(time + 1);
        List<String> bad = List.of(
                "", "x", other.token(anna), asBen, longer, good + "x", "server.99999999999999." + "A".repeat(43));
        for (String token : bad) {
            Raw raw = new Raw(node, token);
            for (Raw.Answer answer : List.of(raw.get(id(blob)), raw.put(id(blob), blob))) {
                assertThat(answer.status()).as(token).isEqualTo(401);
                assertThat(answer.code()).isEqualTo("BAD_TOKEN");
                assertThat(answer.header("WWW-Authenticate")).contains("Bearer");
            }
            assertThat(raw.head(id(blob)).status()).isEqualTo(401);
        }
        assertThat(new Raw(node, good).put(id(blob), blob).status()).isEqualTo(201);
        node.clock.pass(Duration.ofMinutes(11));
        assertThat(new Raw(node, good).get(id(blob)).code()).as("over").isEqualTo("BAD_TOKEN");
        assertThat(new Raw(node, node.serverToken())
                        .put(id(sealed(50)), sealed(50))
                        .code())
                .as("servers bring nothing")
                .isEqualTo("BAD_TOKEN");
    }

    @Test
    @DisplayName("A35, A37: a token is for a device that is its user's, live, as far as the server knows")
    void token_forSomebodyElsesDevice_refused() throws Exception {
        FileNode node = node(BlobLimits.STANDARD);
        assertThat(node.ask(anna, anna.device())).isInstanceOf(BlobToken.class);
        assertThat(((BlobToken) node.ask(anna, anna.device())).toString()).doesNotContain(node.token(anna));
        assertUnknown(node, anna, ben.device());
        assertUnknown(node, new TestPerson("stranger"), anna.device());
        TestDevice second = anna.addDevice();
        assertUnknown(node, anna, second);
        node.know(anna);
        assertThat(node.ask(anna, second)).isInstanceOf(BlobToken.class);
        anna.revoke(second);
        node.know(anna);
        assertUnknown(node, anna, second);
    }

    @Test
    @DisplayName("A53: what one person may keep, bring in a day and begin is bounded; others do not notice")
    void put_moreThanAllowed_refused() throws Exception {
        BlobLimits limits = new BlobLimits(
                100 * KIB, 250 * KIB, 400 * KIB, 10_000 * KIB, 0, Duration.ofDays(1), Duration.ofHours(1));
        FileNode node = node(limits);
        Raw raw = raw(node, anna);
        byte[] large = sealed(101 * KIB);
        Raw.Answer tooLarge = raw.put(id(large), large, 0, 10);
        assertThat(tooLarge.status()).isEqualTo(413);
        assertThat(tooLarge.code()).isEqualTo("BLOB_TOO_LARGE");
        for (int i = 0; i < 2; i++) {
            byte[] blob = sealed(95 * KIB);
            assertThat(raw.put(id(blob), blob).status()).isEqualTo(201);
        }
        byte[] third = sealed(95 * KIB);
        assertThat(raw.put(id(third), third, 0, 10).code()).as("kept").isEqualTo("QUOTA_EXCEEDED");
        for (int i = 0; i < 16; i++) {
            byte[] blob = sealed(KIB + i);
            assertThat(raw.put(id(blob), blob, 0, 10).status()).isEqualTo(204);
        }
        byte[] one = sealed(KIB);
        assertThat(raw.put(id(one), one, 0, 10).code()).as("begun").isEqualTo("QUOTA_EXCEEDED");
        assertThat(raw(node, ben).put(id(third), third).status())
                .as("somebody else")
                .isEqualTo(201);
    }

    @Test
    @DisplayName("PROTOCOL.md, Files, QUOTA_EXCEEDED: all devices of a user count together")
    void put_byAnotherDeviceOfTheUser_countsToo() throws Exception {
        TestDevice second = anna.addDevice();
        FileNode node = node(new BlobLimits(
                100 * KIB, 150 * KIB, 400 * KIB, 10_000 * KIB, 0, Duration.ofDays(1), Duration.ofHours(1)));
        byte[] blob = sealed(95 * KIB);
        byte[] more = sealed(95 * KIB);
        assertThat(raw(node, anna).put(id(blob), blob).status()).isEqualTo(201);
        Raw other = new Raw(node, ((BlobToken) node.ask(anna, second)).token());
        Raw.Answer refused = other.put(id(more), more);
        assertThat(refused.code()).isEqualTo("QUOTA_EXCEEDED");
        assertThat(refused.json().getString("reason")).contains("parley.blobs.user.bytes");
        assertThat(raw(node, ben).put(id(more), more).status()).isEqualTo(201);
    }

    @Test
    @DisplayName("A53: what was brought in vain counts for the day; after a day it is forgotten")
    void put_wrongAgainAndAgain_meetsTheDay() throws Exception {
        FileNode node = node(new BlobLimits(
                100 * KIB, 10_000 * KIB, 200 * KIB, 10_000 * KIB, 0, Duration.ofDays(1), Duration.ofHours(1)));
        Raw raw = raw(node, anna);
        byte[] blob = sealed(60 * KIB);
        for (int i = 0; i < 3; i++) {
            assertThat(raw.put(new BlobId(CRYPTO.random(32)), blob).code()).isEqualTo("HASH_MISMATCH");
        }
        Raw.Answer refused = raw.put(id(blob), blob);
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.code()).isEqualTo("QUOTA_EXCEEDED");
        long wait = Long.parseLong(refused.header("Retry-After").orElseThrow());
        assertThat(wait).isBetween(1L, 86_400L);
        node.clock.pass(Duration.ofSeconds(wait + 1));
        assertThat(raw(node, anna).put(id(blob), blob).status()).isEqualTo(201);
    }

    @Test
    @DisplayName(
            "A full disk, or a full store, is said; what is there is served, and the node goes on when there is room")
    void put_noRoom_saidAndOthersServed() throws Exception {
        FileNode full = node(new BlobLimits(
                100 * KIB, 1000 * KIB, 1000 * KIB, 80 * KIB, 0, Duration.ofDays(1), Duration.ofHours(1)));
        Raw raw = raw(full, anna);
        byte[] first = sealed(50 * KIB);
        byte[] second = sealed(50 * KIB + 1);
        assertThat(raw.put(id(first), first).status()).isEqualTo(201);
        Raw.Answer refused = raw.put(id(second), second);
        assertThat(refused.status()).isEqualTo(507);
        assertThat(refused.code()).isEqualTo("STORE_FULL");
        assertThat(raw.get(id(first)).body()).isEqualTo(first);
        full.clock.pass(Duration.ofHours(2));
        full.tick();
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(raw(full, anna).put(id(second), second).status())
                                .isEqualTo(201));

        FileNode disk = node(new BlobLimits(
                100 * KIB, 1000 * KIB, 1000 * KIB, 1L << 50, 1L << 49, Duration.ofDays(1), Duration.ofHours(1)));
        assertThat(raw(disk, anna).put(id(first), first).code())
                .as("the reserve")
                .isEqualTo("STORE_FULL");
        assertThat(raw(disk, anna).head(id(first)).header("Upload-Offset")).contains("0");
    }

    @Test
    @DisplayName(
            "A54: lengths that lie, are missing or are huge, and paths that are no ids, are refused and change nothing")
    void request_malformed_refused() throws Exception {
        FileNode node = node(BlobLimits.STANDARD);
        Raw raw = raw(node, anna);
        byte[] blob = sealed(1000);
        BlobId id = id(blob);
        for (String range : new String[] {
            "bytes 0-10/1000",
            "bytes 5-1/9",
            "bytes 0-999/999",
            "x",
            "bytes */7",
            "bytes 0-999/" + "9".repeat(30),
            "bytes -1-998/1000"
        }) {
            assertThat(raw.put(id, new byte[1000], "Content-Range", range).code())
                    .as(range)
                    .isEqualTo("BAD_REQUEST");
        }
        assertThat(raw.put(id, new byte[1000], "Content-Range", "bytes 0-999/4294967296999")
                        .code())
                .isEqualTo("BLOB_TOO_LARGE");
        HttpRequest.BodyPublisher endless =
                HttpRequest.BodyPublishers.ofInputStream(() -> InputStream.nullInputStream());
        assertThat(raw.send("PUT", id, endless).code()).isEqualTo("LENGTH_REQUIRED");
        for (String path : new String[] {"x", "..%2f..%2fparley.db", "A".repeat(44), "%00", "A".repeat(42) + "B"}) {
            assertThat(raw.get(path).code()).as(path).isEqualTo("BAD_REQUEST");
        }
        assertThat(files(node)).isEmpty();
        assertThat(raw.send("DELETE", id, HttpRequest.BodyPublishers.noBody()).code())
                .isEqualTo("BAD_REQUEST");
    }

    @Test
    @DisplayName(
            "A connection that hangs does not keep its own client out: the later one goes on, the earlier writes no more")
    void put_overAnotherConnection_supersedes() throws Exception {
        FileNode node = node(BlobLimits.STANDARD);
        byte[] blob = sealed(100_000);
        BlobId id = id(blob);
        Raw raw = raw(node, anna);
        try (Socket hanging = socket(node, anna, id, blob.length)) {
            OutputStream out = hanging.getOutputStream();
            out.write(blob, 0, 30_000);
            out.flush();
            await().atMost(SOON)
                    .untilAsserted(() ->
                            assertThat(raw.head(id).header("Upload-Offset")).contains("30000"));
            assertThat(raw.put(id, blob, 30_000, 60_000).status()).isEqualTo(204);
            out.write(new byte[1000]);
            out.flush();
            assertThat(new String(hanging.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
                    .as("the earlier one is told")
                    .isEqualTo("HTTP/1.1 409");
            assertThat(raw.put(id, blob, 60_000, blob.length).status()).isEqualTo(201);
        }
        assertThat(raw.get(id).body()).isEqualTo(blob);
    }

    @Test
    @DisplayName("A54: who brings a file a byte at a time is cut off, and goes on from there")
    void put_byteByByte_cutOff() throws Exception {
        FileNode node = node(BlobLimits.STANDARD);
        byte[] blob = sealed(100_000);
        try (Socket slow = socket(node, anna, id(blob), blob.length)) {
            OutputStream out = slow.getOutputStream();
            out.write(blob, 0, 100);
            out.flush();
            await().atMost(SOON)
                    .untilAsserted(
                            () -> assertThat(raw(node, anna).head(id(blob)).header("Upload-Offset"))
                                    .contains("100"));
            node.clock.pass(Duration.ofSeconds(31));
            out.write(blob, 100, 1);
            out.flush();
            assertThat(new String(slow.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
                    .isEqualTo("HTTP/1.1 408");
        }
        assertThat(raw(node, anna).put(id(blob), blob, 101, blob.length).status())
                .isEqualTo(201);
    }

    @Test
    @DisplayName("A54: one person who opens many connections and says nothing keeps nobody else out")
    void put_manySlowOnes_onlyTheirOwnTurns() throws Exception {
        FileNode node = node(BlobLimits.STANDARD);
        List<Socket> slow = new ArrayList<>();
        byte[] blob = sealed(1000);
        for (int i = 0; i < 8; i++) {
            Socket socket = socket(node, anna, new BlobId(CRYPTO.random(32)), 1000);
            socket.getOutputStream().write(1);
            socket.getOutputStream().flush();
            slow.add(socket);
        }
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(raw(node, anna).get(id(blob)).code()).isEqualTo("BUSY"));
        assertThat(raw(node, ben).put(id(blob), blob).status()).isEqualTo(201);
        for (Socket each : slow) {
            each.close();
        }
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(raw(node, anna).get(id(blob)).status()).isEqualTo(200));
    }

    @Test
    @DisplayName(
            "A54, PROTOCOL.md, Files, BUSY: eight people who take all places with next to nothing make room for the ninth"
                    + " and for servers")
    void put_eightSlowPeople_makeRoom() throws Exception {
        FileNode node = node(BlobLimits.STANDARD);
        // However long opening them takes here.
        node.clock.stop();
        List<Socket> slow = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            TestPerson person = new TestPerson("slow" + i);
            node.know(person);
            for (int j = 0; j < 4; j++) {
                Socket socket = socket(node, person, new BlobId(CRYPTO.random(32)), 100_000);
                socket.getOutputStream().write(new byte[100]);
                socket.getOutputStream().flush();
                slow.add(socket);
            }
        }
        await().atMost(SOON).until(() -> Leftovers.parts(node).size() == 32);
        byte[] first = sealed(1000);
        assertThat(raw(node, ben).put(id(first), first).code())
                .as("nobody has been slow for long")
                .isEqualTo("BUSY");
        assertThat(new Raw(node, node.serverToken()).get(id(first)).code()).isEqualTo("NOT_FOUND");
        node.clock.pass(Duration.ofSeconds(4));
        for (int i = 0; i < 40; i++) {
            byte[] blob = sealed(1000 + i);
            assertThat(raw(node, ben).put(id(blob), blob).status())
                    .as("file %d", i)
                    .isEqualTo(201);
        }
        for (Socket each : slow) {
            each.close();
        }
    }

    @Test
    @DisplayName("A54: who brings byte by byte what is here already is answered, and holds no place")
    void put_whatIsHereByteByByte_answered() throws Exception {
        FileNode node = node(BlobLimits.STANDARD);
        byte[] blob = sealed(100_000);
        raw(node, ben).put(id(blob), blob);
        try (Socket slow = socket(node, anna, id(blob), blob.length)) {
            OutputStream out = slow.getOutputStream();
            await().atMost(SOON).until(() -> {
                node.clock.pass(Duration.ofSeconds(31));
                out.write(1);
                out.flush();
                return slow.getInputStream().available() > 0;
            });
            assertThat(new String(slow.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
                    .isEqualTo("HTTP/1.1 200");
        }
    }

    @Test
    @DisplayName("A42: a file that nobody has is asked for one link far, and no question comes back")
    void get_nobodyHasIt_asksOnceEach() throws Exception {
        FileNode one = node(BlobLimits.STANDARD);
        FileNode two = node(BlobLimits.STANDARD);
        FileNode three = node(BlobLimits.STANDARD);
        FileNode.linkAll(one, two, three);
        byte[] blob = sealed(100);
        assertThat(raw(one, anna).get(id(blob)).code()).isEqualTo("NOT_FOUND");
        assertThat(raw(one, anna).get(id(blob)).code()).as("at once again").isEqualTo("NOT_FOUND");
        assertThat(two.requests).containsExactly("GET server");
        assertThat(three.requests).containsExactly("GET server");
        assertThat(one.requests).containsOnly("GET person");
    }

    @Test
    @DisplayName("What a linked server has comes from there when somebody here asks, once for all who ask")
    void get_elsewhere_isFetched() throws Exception {
        FileNode one = node(BlobLimits.STANDARD);
        FileNode two = node(BlobLimits.STANDARD);
        byte[] blob = sealed(3_000_000);
        assertThat(raw(one, anna).put(id(blob), blob).json().getInt("servers")).isEqualTo(1);
        assertThat(raw(two, ben).get(id(blob)).code()).as("not linked").isEqualTo("NOT_FOUND");
        FileNode.link(one, two);
        BlobId id = id(blob);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(raw(two, ben).get(id).body()).isEqualTo(blob));
        assertThat(one.requests.stream().filter("GET server"::equals)).hasSize(1);
    }

    @Test
    @DisplayName("A43, A51: a linked server that gives another file under the name is found out; the next one is asked")
    void get_linkedServerLies_nextIsAsked() throws Exception {
        FileNode liar = node(BlobLimits.STANDARD);
        FileNode honest = node(BlobLimits.STANDARD);
        FileNode asker = node(BlobLimits.STANDARD);
        byte[] blob = sealed(50_000);
        for (FileNode each : List.of(liar, honest)) {
            raw(each, anna).put(id(blob), blob);
        }
        byte[] lie = blob.clone();
        lie[1000] ^= 1;
        Files.write(files(liar).get(0), lie);
        FileNode.link(asker, liar);
        assertThat(raw(asker, ben).get(id(blob)).code()).isEqualTo("NOT_FOUND");
        assertThat(files(asker)).isEmpty();
        FileNode.link(asker, honest);
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(raw(asker, ben).get(id(blob)).body()).isEqualTo(blob));
    }

    @Test
    @DisplayName("A server that cannot copy says so, and is asked to finish again when it can")
    void put_cannotBeCopied_saidAndFinishedLater() throws Exception {
        FileNode one = node(BlobLimits.STANDARD);
        FileNode tiny = node(
                new BlobLimits(KIB, 1000 * KIB, 1000 * KIB, 1000 * KIB, 0, Duration.ofDays(1), Duration.ofHours(1)));
        FileNode.link(one, tiny);
        byte[] blob = sealed(50_000);
        Raw raw = raw(one, anna);
        Raw.Answer refused = raw.put(id(blob), blob);
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.code()).isEqualTo("NOT_COPIED");
        assertThat(raw.head(id(blob)).header("Upload-Complete")).contains("?1");
        FileNode two = node(BlobLimits.STANDARD);
        FileNode.link(one, two);
        Raw.Answer finished = raw.finish(id(blob), blob.length);
        assertThat(finished.status()).isEqualTo(200);
        assertThat(finished.json().getInt("servers")).isEqualTo(2);
        assertThat(raw(two, ben).get(id(blob)).body()).isEqualTo(blob);
    }

    @Test
    @DisplayName("A40: a server that is asked for a copy, or is told of one, believes only who is linked")
    void copy_forged_changesNothing() throws Exception {
        FileNode one = node(BlobLimits.STANDARD);
        FileNode two = node(BlobLimits.STANDARD);
        byte[] blob = sealed(1000);
        one.hears(two, new BlobCopy(id(blob).toString(), 1000));
        one.hears(two, new BlobKept(id(blob).toString(), true));
        assertThat(files(one)).isEmpty();
        assertThat(two.requests).isEmpty();
        assertThat(raw(one, anna).put(id(blob), blob).json().getInt("servers"))
                .as("who has only claimed to have it does not count")
                .isEqualTo(1);
    }

    @Test
    @DisplayName(
            "A file that a hosted log names is fetched by itself, and kept as long as the operator says; another a day")
    void event_namesFile_fetchedAndKept() throws Exception {
        BlobLimits limits = new BlobLimits(
                BlobLimits.MAX_BYTES,
                BlobLimits.USER_BYTES,
                BlobLimits.USER_DAY_BYTES,
                BlobLimits.STORE_BYTES,
                0,
                Duration.ofDays(30),
                Duration.ofHours(24));
        FileNode one = node(limits);
        FileNode two = node(limits);
        byte[] named = sealed(1000);
        byte[] other = sealed(2000);
        byte[] begun = sealed(3000);
        raw(one, anna).put(id(named), named);
        raw(one, anna).put(id(other), other);
        raw(one, anna).put(id(begun), begun, 0, 100);
        FileNode.link(one, two);
        TestRoom room = new TestRoom("files");
        room.join(anna);
        Event event = naming(room, id(named));
        for (FileNode each : List.of(one, two)) {
            List<Event> events = new ArrayList<>(room.arrived());
            events.removeAll(anna.events());
            events.add(event);
            each.take(events);
        }
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(raw(two, ben).head(id(named)).status()).isEqualTo(200));
        assertThat(files(two)).hasSize(1);

        one.clock.pass(Duration.ofHours(25));
        one.tick();
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(files(one)).as("the file that is named").hasSize(1));
        assertThat(raw(one, ben).head(id(named)).status()).isEqualTo(200);
        one.clock.pass(Duration.ofDays(31));
        one.tick();
        await().atMost(SOON).untilAsserted(() -> assertThat(files(one)).isEmpty());
        assertThat(raw(one, ben).head(id(named)).status()).isEqualTo(404);
    }

    @Test
    @DisplayName(
            "What a crash leaves on the disk and not in the database is nobody's and goes in time; a file that is gone is known to be")
    void start_afterCrash_folderAndDatabaseAgree() throws Exception {
        FileNode node = node(BlobLimits.STANDARD);
        byte[] blob = sealed(1000);
        byte[] stray = sealed(1001);
        Leftovers.put(node, stray);
        node.stop();
        node.start();
        node.know(anna);
        assertThat(raw(node, anna).get(id(stray)).body()).isEqualTo(stray);
        node.clock.pass(Duration.ofHours(25));
        node.tick();
        await().atMost(SOON).untilAsserted(() -> assertThat(files(node)).isEmpty());
        raw(node, anna).put(id(blob), blob);
        Path file = files(node).get(0);
        Files.delete(file);
        assertThat(raw(node, anna).get(id(blob)).code()).isEqualTo("NOT_FOUND");
        assertThat(raw(node, anna).put(id(blob), blob).status()).isEqualTo(201);
    }

    @Test
    @DisplayName(
            "PROTOCOL.md, Files: a start with an empty or another database deletes no file; what a room names then stays")
    void start_withAnotherDatabase_filesStay() throws Exception {
        FileNode node = node(BlobLimits.STANDARD);
        byte[] named = sealed(1000);
        byte[] other = sealed(2000);
        raw(node, anna).put(id(named), named);
        raw(node, anna).put(id(other), other);
        node.stop();
        Path old = Leftovers.takeDatabase(node, folder.resolve("old"));
        node.start();
        node.know(anna);
        assertThat(files(node)).hasSize(2);
        assertThat(raw(node, anna).get(id(named)).body()).isEqualTo(named);
        TestRoom room = new TestRoom("files");
        room.join(anna);
        List<Event> events = new ArrayList<>(room.arrived());
        events.removeAll(anna.events());
        events.add(naming(room, id(named)));
        node.take(events);
        node.stop();
        Leftovers.takeDatabase(node, folder.resolve("new"));
        Leftovers.giveDatabase(node, old);
        node.start();
        for (byte[] each : List.of(named, other)) {
            assertThat(raw(node, anna).get(id(each)).body()).as("the old one").isEqualTo(each);
        }
        node.stop();
        Leftovers.takeDatabase(node, folder.resolve("old again"));
        Leftovers.giveDatabase(node, folder.resolve("new"));
        node.start();
        node.clock.pass(Duration.ofHours(25));
        node.tick();
        await().atMost(SOON).untilAsserted(() -> assertThat(files(node)).hasSize(1));
        assertThat(raw(node, anna).get(id(named)).body()).isEqualTo(named);
    }

    @Test
    @DisplayName("The description in OpenAPI has every code with its status, and every status that was answered")
    void description_ofAllAnswers_isRight() throws Exception {
        JsonObject api;
        try (InputStream file = BlobCode.class.getResourceAsStream("/META-INF/openapi.json");
                JsonReader reader = Json.createReader(file)) {
            api = reader.readObject();
        }
        List<String> codes = api.getJsonObject("components")
                .getJsonObject("schemas")
                .getJsonObject("Problem")
                .getJsonObject("properties")
                .getJsonObject("code")
                .getJsonArray("enum")
                .getValuesAs(JsonString::getString);
        assertThat(codes)
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(BlobCode.values()).map(BlobCode::name).toList());
        JsonObject path = api.getJsonObject("paths").getJsonObject("/blobs/{blob}");
        for (BlobCode code : BlobCode.values()) {
            assertThat(List.of("get", "put")).as(code.name()).anyMatch(method -> {
                JsonObject response = path.getJsonObject(method)
                        .getJsonObject("responses")
                        .getJsonObject(Integer.toString(code.status()));
                return response != null && response.getString("description").contains(code.name());
            });
        }
        FileNode node = node(BlobLimits.STANDARD);
        Raw raw = raw(node, anna);
        byte[] blob = sealed(1000);
        BlobId id = id(blob);
        raw.head(id);
        raw.get(id);
        raw.put(id, blob, 0, 10);
        raw.put(id, blob, 0, 10);
        raw.put(new BlobId(CRYPTO.random(32)), blob);
        raw.put(id, blob, 10, blob.length);
        raw.put(id, blob);
        raw.head(id);
        raw.get(id);
        raw.get(id, "Range", "bytes=5-");
        raw.get(id, "Range", "bytes=99999-");
        raw.get("x");
        new Raw(node, "x").head(id);
        raw.put(id(sealed(9)), new byte[9], "Content-Range", "bytes 0-8/999999999999999");
        assertThat(node.answers).hasSize(14);
        for (String answer : node.answers) {
            String[] parts = answer.split(" ");
            assertThat(path.getJsonObject(parts[0].toLowerCase()).getJsonObject("responses"))
                    .as(answer)
                    .containsKey(parts[1]);
        }
    }

    private FileNode node(BlobLimits limits) throws Exception {
        FileNode node = new FileNode(folder.resolve("node" + nodes.size()), limits);
        nodes.add(node);
        node.know(anna);
        node.know(ben);
        return node;
    }

    private static Raw raw(FileNode node, TestPerson person) {
        return new Raw(node, node.token(person));
    }

    private byte[] sealed(int size) throws Exception {
        Parcel parcel = new Parcel(size, folder.resolve("spool"));
        return Files.readAllBytes(Path.of(parcel.pending.spool()));
    }

    private static BlobId id(byte[] blob) {
        StreamCrypto.Hashing hash = STREAMS.hashing(Label.BLOB_ID);
        hash.add(blob, blob.length);
        return new BlobId(hash.finish().bytes());
    }

    /** A PUT of a whole file of which only the head has been sent. */
    private static Socket socket(FileNode node, TestPerson person, BlobId id, int length) throws IOException {
        URI url = URI.create(node.url());
        Socket socket = new Socket(url.getHost(), url.getPort());
        socket.setSoTimeout(PATIENCE_MILLIS);
        String head = "PUT /blobs/" + id + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + node.token(person)
                + "\r\nContent-Length: " + length + "\r\n\r\n";
        socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private Event naming(TestRoom room, BlobId id) {
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

    private static void assertUnknown(FileNode node, TestPerson person, TestDevice device) {
        assertThat(node.ask(person, device))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.code()).isEqualTo("UNKNOWN_DEVICE"));
    }

    private static List<Path> files(FileNode node) throws IOException {
        return Leftovers.files(node);
    }
}
