package io.parley.connector;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.credentials.Identity;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BotTokensTest {

    private final List<String> resources = new ArrayList<>();
    private final Identity bot = resource -> {
        resources.add(resource);
        return () -> Uni.createFrom().nothing();
    };

    @Test
    void areForTheConnectorAndEachBotThatMayCall() {
        BotTokens tokens = new BotTokens(Optional.of(bot), "connector", Set.of("one", "other"));

        assertThat(tokens.connector()).isPresent();
        assertThat(tokens.callers()).containsOnlyKeys("one", "other");
        assertThat(resources).containsExactlyInAnyOrder("connector", "one", "other");
    }

    @Test
    void areAbsentWithoutAnApplication() {
        BotTokens tokens = new BotTokens(Optional.empty(), "connector", Set.of("other"));

        assertThat(tokens.connector()).isEmpty();
        assertThat(tokens.callers()).isEmpty();
    }
}
