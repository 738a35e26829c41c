package io.parley.messages;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.infrastructure.CallbackDecorator;
import java.util.ServiceLoader;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

@QuarkusTest
@NullUnmarked
@WithTestResource(ParleyEnvironment.class)
class WithoutContextsTest {

    /** A decorator is called for each step of each pipeline. */
    @Test
    void letsNothingDecorateTheStepsOfPipelines() {
        assertThat(ServiceLoader.load(CallbackDecorator.class)).isEmpty();
    }
}
