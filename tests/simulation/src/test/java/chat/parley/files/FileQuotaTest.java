package chat.parley.files;

import static chat.parley.protocol.fixture.TestKeys.CRYPTO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.parley.protocol.fixture.TestDevice;
import chat.parley.protocol.frame.BlobToken;
import chat.parley.protocol.id.BlobId;
import chat.parley.server.blob.BlobLimits;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("PROTOCOL.md, Files: how much one person may bring, and a server keeps")
class FileQuotaTest extends ServingNodes {
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
        Raw.Answer full = raw.put(id(third), third, 0, 10);
        assertThat(full.code()).as("kept").isEqualTo("QUOTA_EXCEEDED");
        assertThat(full.header("Retry-After")).as("waiting does not help").isEmpty();
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
}
