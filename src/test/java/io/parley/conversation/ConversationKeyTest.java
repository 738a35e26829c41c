package io.parley.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.activity.Samples;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConversationKeyTest {

    @Test
    void staysTheSameAcrossReleases() {
        ConversationKey key = ConversationKey.of("msteams", "19:abc@thread.tacv2;messageid=1");

        assertThat(key.key("history")).isEqualTo("parley:{33}:history:YWL40ywSpcvrIvXq8phqjw");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "19:abc@thread.tacv2;messageid=1", "{1}:x}{", "a b\n\u0000*?[", "名前😀"})
    void isOfSafeCharactersWhateverTheId(String id) {
        ConversationKey key = ConversationKey.of("webchat", id);

        assertThat(key.key("turns")).matches("parley:\\{\\d{1,2}}:turns:[\\w-]{22}");
        assertThat(ConversationKey.of("webchat", id.repeat(1000)).digest()).hasSize(22);
    }

    @Test
    void tellsChannelsAndConversationsApart() {
        assertThat(List.of(
                        ConversationKey.of("webchat", "c"),
                        ConversationKey.of("directline", "c"),
                        ConversationKey.of("webchat", "C"),
                        ConversationKey.of("webchat", "c ")))
                .doesNotHaveDuplicates();
    }

    @Test
    void isThatOfTheActivitysConversation() {
        assertThat(ConversationKey.of(Samples.message("c", "1", "text"))).isEqualTo(ConversationKey.of("webchat", "c"));
    }

    @Test
    void spreadsConversationsOverAllPartitions() {
        assertThat(IntStream.range(0, 2000)
                        .map(number ->
                                ConversationKey.of("webchat", "c" + number).partition())
                        .distinct()
                        .sorted())
                .containsExactlyElementsOf(
                        IntStream.range(0, ConversationKey.PARTITIONS).boxed().toList());
    }

    @Test
    void namesTheKeysOfAPartition() {
        ConversationKey key = ConversationKey.of("webchat", "c");

        assertThat(ConversationKey.partitionKey(7, "due")).isEqualTo("parley:{7}:due");
        assertThat(key.key("history"))
                .isEqualTo(ConversationKey.partitionKey(key.partition(), "history") + ":" + key.digest());
    }

    @Test
    void isAnotherInAnotherPartition() {
        ConversationKey key = ConversationKey.of("webchat", "c");

        assertThat(key)
                .isEqualTo(ConversationKey.of("webchat", "c"))
                .hasSameHashCodeAs(ConversationKey.of("webchat", "c"));
        assertThat(key).isNotEqualTo(new ConversationKey(key.partition() + 1, key.digest()));
        assertThat(key).isNotEqualTo(new ConversationKey(key.partition(), "other"));
    }

    @Test
    void isFoundAgainByItsDigest() {
        IntStream.range(0, 1_000)
                .mapToObj(number -> ConversationKey.of("webchat", "c" + number))
                .forEach(key -> assertThat(ConversationKey.parse(key.digest())).contains(key));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "abc",
                "YWL40ywSpcvrIvXq8phqjx",
                "YWL40ywSpcvrIvXq8phqjw=",
                "{1}:due",
                "YWL40ywSpcvrIvXq8phqjwAA"
            })
    void isNotFoundByWhatIsNoDigest(String text) {
        assertThat(ConversationKey.parse(text)).isEmpty();
    }
}
