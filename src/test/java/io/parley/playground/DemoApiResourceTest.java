package io.parley.playground;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.parley.authentication.LocalIssuers;
import io.parley.mode.Playground;
import io.parley.tools.Toolbox;
import io.quarkus.runtime.LaunchMode;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.NotFoundException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DemoApiResourceTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final DemoApiResource api = new DemoApiResource(new LocalConversations(
            new Playground(true, false, LaunchMode.TEST),
            new MessagesClient(
                    (endpoint, authorization, activity) -> Uni.createFrom().nothing(), LocalIssuers.notNeeded(), JSON),
            Toolbox.EMPTY,
            JSON));

    @Test
    void knowsThreeMonitors() {
        assertThat(api.monitor("website").state()).isEqualTo("up");
        assertThat(api.monitor("search").incident()).isNull();
        assertThat(api.monitor("checkout").incidentState()).isEqualTo("open");
        assertThatThrownBy(() -> api.monitor("mail"))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("checkout, website and search");
    }

    @Test
    void showsAnAcknowledgedIncidentWithItsMonitor() {
        assertThat(api.acknowledge("4711", "you", new DemoApiResource.Note("on it")))
                .isEqualTo(new DemoApiResource.Acknowledgement("4711", "acknowledged", "you", "on it"));

        assertThat(api.monitor("checkout").incidentState()).isEqualTo("acknowledged");
        assertThat(api.monitor("website").incidentState()).isNull();
    }

    @Test
    void keepsWhoAcknowledgedFirst() {
        api.acknowledge("4711", "you", null);

        assertThat(api.acknowledge("4711", "another", null).by()).isEqualTo("you");
    }

    @Test
    void knowsNoOtherIncident() {
        assertThatThrownBy(() -> api.acknowledge("4712", "you", null)).isInstanceOf(NotFoundException.class);
    }

    @ParameterizedTest
    @CsvSource({"7, 7", "0, 1", "365, 30"})
    void reportsOnDaysWithinReason(int asked, int reported) {
        assertThat(api.report(asked).await().atMost(Duration.ofSeconds(20)))
                .extracting(DemoApiResource.Uptime::days)
                .containsExactly(reported, reported, reported);
    }
}
