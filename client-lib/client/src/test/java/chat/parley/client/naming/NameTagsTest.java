package chat.parley.client.naming;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.client.Person;
import chat.parley.protocol.id.UserId;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A55: who looks alike is told apart. */
class NameTagsTest {
    private static Person person(String name, int same, int own) {
        byte[] id = new byte[UserId.BYTES];
        id[same] = (byte) own;
        return new Person(new UserId(id), name, false);
    }

    @ParameterizedTest
    @CsvSource({
        "bob, Bob",
        "mary jane, mary\u00a0jane",
        "Jos\u00e9, Jose\u0301",
        "bob, \uff42\uff4f\uff42",
        "\ufb01n, fin",
        "Stra\u017fe, strase"
    })
    @DisplayName("A55: names that differ in case, width, spaces or the composing of accents have tags")
    void alike_isTagged(String one, String other) {
        Person first = person(one, 0, 1);
        Person second = person(other, 0, 2);
        List<Person> both = List.of(first, second);
        assertThat(NameTags.of(first, both))
                .endsWith("~" + first.user().toString().substring(0, 8));
        assertThat(NameTags.of(second, both))
                .endsWith("~" + second.user().toString().substring(0, 8));
    }

    @Test
    @DisplayName("A55: who adds what shows nothing does not look like another")
    void hidden_isShown() {
        Person bob = person("bob", 0, 1);
        Person mallory = person("bob\ufe0f", 0, 2);
        assertThat(NameTags.of(bob, List.of(bob, mallory))).isEqualTo("bob");
        assertThat(NameTags.of(mallory, List.of(bob, mallory))).isEqualTo("bob<U+FE0F>");
    }

    @Test
    @DisplayName(
            "A55: a key whose id begins like another's does not make the tags the same: they are as long as they need be")
    void tags_growUntilTheyDiffer() {
        Person bob = person("bob", 20, 1);
        Person ground = person("bob", 20, 2);
        String tag = NameTags.of(bob, List.of(bob, ground));
        String other = NameTags.of(ground, List.of(bob, ground));
        assertThat(bob.user().toString().substring(0, 26))
                .isEqualTo(ground.user().toString().substring(0, 26));
        assertThat(tag)
                .isNotEqualToIgnoringCase(other)
                .startsWith("bob~" + bob.user().toString().substring(0, 26));
        Person near = person("bob", 4, 9);
        assertThat(NameTags.of(bob, List.of(bob, near)))
                .as("four characters in common")
                .isEqualTo("bob~" + bob.user().toString().substring(0, 8));
    }
}
