package io.parley.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceUrlPolicyTest {

    private final ServiceUrlPolicy production = new ServiceUrlPolicy(List.of(), LocalChannels.NONE);
    private final ServiceUrlPolicy playground = new ServiceUrlPolicy(List.of(), LocalChannels.PLAYGROUND);
    private final ServiceUrlPolicy development = new ServiceUrlPolicy(List.of(), LocalChannels.ALL);

    @ParameterizedTest
    @CsvSource({
        "https://smba.trafficmanager.net/amer/, https://smba.trafficmanager.net/amer",
        "https://smba.trafficmanager.net, https://smba.trafficmanager.net",
        "https://smba.trafficmanager.net:443/amer//, https://smba.trafficmanager.net/amer",
        "https://smba.trafficmanager.net/amer-client-ss.msg/, https://smba.trafficmanager.net/amer-client-ss.msg",
        "HTTPS://SMBA.TrafficManager.NET/Amer, https://smba.trafficmanager.net/Amer",
        "https://smba.onyx.prod.teams.trafficmanager.net/amer/, https://smba.onyx.prod.teams.trafficmanager.net/amer",
        "https://frontend.botapi.msg.infra.teams.microsoftonline.cn, https://frontend.botapi.msg.infra.teams.microsoftonline.cn",
        "https://canary.botapi.skype.com/amer/, https://canary.botapi.skype.com/amer",
        "https://smba.infra.dod.teams.microsoft.us/, https://smba.infra.dod.teams.microsoft.us",
        "https://webchat.botframework.com/, https://webchat.botframework.com",
        "https://directline.botframework.azure.us, https://directline.botframework.azure.us",
        "https://slack.botframework.azure.cn/, https://slack.botframework.azure.cn",
        "https://smba.infra.gcc.teams.microsoft.com/teams, https://smba.infra.gcc.teams.microsoft.com/teams",
        "https://smba.infra.gov.teams.microsoft.us/teams, https://smba.infra.gov.teams.microsoft.us/teams",
    })
    void allowsTheHostsOfAzureBotServiceWithToken(String serviceUrl, String base) {
        assertThat(production.check(serviceUrl)).isEqualTo(new ConnectorAddress(base, true));
        assertThat(production.refusal(serviceUrl)).isEmpty();
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(
            strings = {
                "smba.trafficmanager.net",
                "//smba.trafficmanager.net/amer/",
                "https:smba.trafficmanager.net",
                "https:///amer",
                "urn:botframework:websocket:directline.botframework.com",
                "ftp://smba.trafficmanager.net/",
                "http://smba.trafficmanager.net/amer/",
                "http://smba.trafficmanager.net:443/amer/",
                "https://smba.trafficmanager.net:8443/amer/",
                "https://smba.trafficmanager.net:80/amer/",
                "https://other.trafficmanager.net/",
                "https://teams.trafficmanager.net/",
                "https://other.prod.teams.trafficmanager.net/",
                "https://x.smba.onyx.prod.teams.trafficmanager.net/",
                "https://smba-onyx.prod.teams.trafficmanager.net/",
                "https://other.botapi.skype.com/",
                "https://x.frontend.botapi.msg.infra.teams.microsoftonline.cn/",
                "https://other.teams.microsoftonline.cn/",
                "https://x.smba.trafficmanager.net/",
                "https://smba.trafficmanager.net.evil.com/",
                "https://smba.trafficmanager.net./amer/",
                "https://evil.com/smba.trafficmanager.net",
                "https://evil.com#.botframework.com",
                "https://evil.com?.botframework.com",
                "https://evil.com/.botframework.com",
                "https://evil.com\\.botframework.com",
                "https://evil.com%2f.botframework.com",
                "https://evil.com%00.botframework.com",
                "https://evil.com;.botframework.com",
                "https://x.botframework.com@evil.com/",
                "https://evil.com@x.botframework.com/",
                "https://evil.com:443@x.botframework.com/",
                "https://x.botframework.com\\@evil.com/",
                "https://x.botframework.com /",
                "https://x.botframework.com\n.evil.com/",
                "https://xbotframework.com/",
                "https://botframework.com/",
                "https://botframework.com.evil.com/",
                "https://.botframework.com/",
                "https://x.botframework.com./",
                "https://x.botframework.com/?next=1",
                "https://x.botframework.com/#part",
                "https://x.botframework.com/{conversation}",
                "https://evilteams.microsoft.com/",
                "https://teams.microsoft.com.evil.com/",
                "https://x.bоtframework.com/",
                "https://x.xn--btframework-hqi.com/",
                "https://x。botframework.com/",
                "https://13.107.42.14/",
                "https://[2603:1030::1]/",
                "https://0x7f000001/",
                "https://169.254.169.254/",
                "https://storage.blob.core.windows.net/",
                "https://contoso.sharepoint.com/",
            })
    void refusesEverythingElse(String serviceUrl) {
        assertThat(production.refusal(serviceUrl)).isPresent();
        assertThat(development.refusal(serviceUrl)).isPresent();
        assertThatThrownBy(() -> production.check(serviceUrl)).isInstanceOf(ConnectorException.Refused.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost:56150",
                "https://localhost:56150",
                "http://LOCALHOST:56150",
                "http://127.0.0.1:56150",
                "http://127.1.2.3:56150",
                "http://[::1]:56150",
            })
    void allowsLocalChannelsInDevelopmentOnlyAndWithoutToken(String serviceUrl) {
        assertThat(development.check(serviceUrl).withToken()).isFalse();
        assertThat(production.refusal(serviceUrl)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost.evil.com/",
                "http://evil.localhost/",
                "http://localhost./",
                "http://127.0.0.1.nip.io/",
                "http://128.0.0.1/",
                "http://2130706433/",
                "http://0177.0.0.1/",
                "http://127.1/",
                "http://0.0.0.0/",
                "http://[::ffff:127.0.0.1]/",
                "http://user@localhost/",
                "http://192.168.0.1/",
            })
    void takesNothingElseForALocalChannel(String serviceUrl) {
        assertThat(development.refusal(serviceUrl)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:6379",
                "http://localhost:3978/api/messages",
                "http://localhost:3978/playground/connector/..",
                "http://localhost:3978/playground"
            })
    void answersNoOtherLocalChannelThanThePlaygroundInProduction(String serviceUrl) {
        assertThat(playground.refusal(serviceUrl)).isPresent();
    }

    @Test
    void answersThePlaygroundWithoutATokenWhereThereIsOne() {
        assertThat(playground
                        .check("http://127.0.0.1:3978/playground/connector")
                        .withToken())
                .isFalse();
        assertThat(production.refusal("http://127.0.0.1:3978/playground/connector"))
                .isPresent();
    }

    @Test
    void allowsTrustedOriginsWithToken() {
        ServiceUrlPolicy policy = new ServiceUrlPolicy(
                List.of("https://fake.example.com:8443", "http://localhost:3000"), LocalChannels.NONE);

        assertThat(policy.check("https://fake.example.com:8443/base/"))
                .isEqualTo(new ConnectorAddress("https://fake.example.com:8443/base", true));
        assertThat(policy.check("http://localhost:3000/"))
                .isEqualTo(new ConnectorAddress("http://localhost:3000", true));
        assertThat(policy.refusal("https://fake.example.com/")).isPresent();
        assertThat(policy.refusal("https://x.fake.example.com:8443/")).isPresent();
        assertThat(policy.refusal("http://fake.example.com:8443/")).isPresent();
        assertThat(policy.refusal("http://localhost:3001/")).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://fake.example.com", "fake.example.com", "https://fake.example.com/path"})
    void namesTheVariableOfABadTrustedOrigin(String origin) {
        assertThatThrownBy(() -> new ServiceUrlPolicy(List.of(origin), LocalChannels.ALL))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("PARLEY_CONNECTOR_TRUSTED_ORIGINS");
    }
}
