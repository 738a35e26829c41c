package io.parley.activity;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class ClaimsTest {

    private static final Optional<URI> ADDRESS = Optional.of(URI.create("https://docs.example/leave"));

    @Test
    void keepsToTheLimitsOfTeams() {
        List<Source> sources = IntStream.rangeClosed(1, 30)
                .mapToObj(number -> new Source(number, "name ".repeat(40), "\uD83D\uDE00".repeat(200), ADDRESS))
                .toList();

        JsonNode claims = Claims.forTeams(sources).json().path("citation");

        assertThat(claims).hasSize(20).allSatisfy(claim -> {
            assertThat(claim.at("/appearance/name").asText().length()).isBetween(70, 80);
            assertThat(claim.at("/appearance/abstract").asText().length()).isBetween(150, 160);
            assertThat(claim.at("/appearance/abstract").asText()).doesNotContain("\uD83D…");
            assertThat(claim.at("/appearance/url").asText()).isEqualTo("https://docs.example/leave");
            assertThat(claim.path("position").isInt()).isTrue();
            assertThat(claim.has("@id")).isFalse();
        });
        assertThat(StreamSupport.stream(claims.spliterator(), false)
                        .map(claim -> claim.path("position").intValue()))
                .doesNotHaveDuplicates();
    }

    @Test
    void leavesTheAddressOutWhereThereIsNone() {
        JsonNode claim = Claims.forTeams(List.of(new Source(1, "FAQ", "Carry over.", Optional.empty())))
                .json()
                .at("/citation/0/appearance");

        assertThat(claim.has("url")).isFalse();
        assertThat(claim.has("encodingFormat")).isFalse();
    }

    @Test
    void givesEachClaimOfWebChatAnIdOfItsOwn() {
        JsonNode claims = Claims.forWebChat(List.of(
                        new Source(1, "Leave", "30 days", ADDRESS),
                        new Source(2, "Leave > Limits", "more", ADDRESS),
                        new Source(3, "FAQ", "Carry over.", Optional.empty())))
                .json()
                .path("citation");

        assertThat(claims)
                .extracting(claim -> claim.path("@id").asText())
                .containsExactly("https://docs.example/leave", "_:c2", "_:c3");
        assertThat(claims.get(2).at("/appearance/text").asText()).isEqualTo("Carry over.");
    }

    @Test
    void becomesOneEntityWithTheLabelOfTeams() {
        Entity claims = Claims.forTeams(List.of(new Source(1, "FAQ", "Carry over.", Optional.empty())));
        Activity message = ActivityBuilder.builder()
                .type("message")
                .channelId("msteams")
                .entities(List.of(claims))
                .build();

        assertThat(GeneratedContent.label(message).entities()).singleElement().satisfies(entity -> {
            assertThat(entity.json().at("/additionalType/0").asText()).isEqualTo("AIGeneratedContent");
            assertThat(entity.json().path("citation")).hasSize(1);
        });
    }
}
