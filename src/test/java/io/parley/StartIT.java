package io.parley;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The deployed application does not start in production if a setting is missing or wrong, and a sentence says which one.
 * The native executable if there is one, else the packaged application.
 */
class StartIT {

    /** None of the addresses here is ever called. */
    static final Map<String, String> COMPLETE = Map.ofEntries(
            Map.entry("MICROSOFT_APP_ID", "11111111-2222-3333-4444-555555555555"),
            Map.entry("MICROSOFT_APP_PASSWORD", "canary-password"),
            Map.entry("MICROSOFT_APP_TYPE", "SingleTenant"),
            Map.entry("MICROSOFT_APP_TENANT_ID", "99999999-8888-7777-6666-555555555555"),
            Map.entry("AZURE_OPENAI_ENDPOINT", "http://localhost:1"),
            Map.entry("AZURE_OPENAI_KEY", "canary-key"),
            Map.entry("REDIS_URL", "redis://:canary-redis@127.0.0.1:1"),
            Map.entry("PARLEY_AUTHENTICATION_CONNECTOR_METADATA", "http://localhost:1"),
            Map.entry("PORT", "0"),
            Map.entry("MANAGEMENT_PORT", "0"));

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "MICROSOFT_APP_ID",
                "MICROSOFT_APP_PASSWORD",
                "MICROSOFT_APP_TENANT_ID",
                "AZURE_OPENAI_ENDPOINT",
                "AZURE_OPENAI_KEY",
                "REDIS_URL"
            })
    void saysWhichVariableIsMissing(String variable) throws Exception {
        assertThat(refusal(variable, null)).contains(variable);
    }

    @ParameterizedTest
    @CsvSource({
        "MICROSOFT_APP_TYPE, x",
        "PARLEY_CLOUD, x",
        "MICROSOFT_APP_TYPE, UserAssignedMSI",
        "PARLEY_CREDENTIALS_CERTIFICATE, /nope",
        "PARLEY_CREDENTIALS_FEDERATED_IDENTITY, x",
        "PARLEY_CHAT_IDENTITY, x",
        "PARLEY_CHAT_TIME_LIMIT, 30s",
        "PARLEY_CHAT_MAX_TOKENS, 128000",
        "PARLEY_CHAT_IDENTITY, managed",
        "AZURE_OPENAI_ENDPOINT, contoso",
        "AZURE_OPENAI_ENDPOINT, http://contoso.openai.azure.com",
        "REDIS_URL, http://:canary-redis@host",
        "REDIS_URL, 'redis://:canary-redis@host,redis://:canary-redis@other'",
        "PARLEY_REDIS_TYPE, x",
        "PARLEY_AUTHENTICATION_CONNECTOR_METADATA, http://contoso.com",
        "PARLEY_BOT_WELCOME_FILE, /nope",
        "PARLEY_CHAT_TEMPERATURE, 5",
        "PARLEY_CONNECTOR_TRUSTED_ORIGINS, http://contoso.com",
        "PARLEY_TURNS_LEASE, abc",
        "PARLEY_TURNS_MAX_PENDING, 0",
        "PARLEY_TURNS_BUTTON_TIMEOUT, 11s"
    })
    void saysWhichVariableIsWrong(String variable, String value) throws Exception {
        assertThat(refusal(variable, value)).contains(variable);
    }

    @Test
    void readsTextsFromFiles() throws Exception {
        Path blank = Files.writeString(folder.resolve("welcome"), " \n");

        assertThat(refusal("PARLEY_BOT_WELCOME_FILE", blank.toString())).contains("PARLEY_BOT_WELCOME is blank");
    }

    /** Returns the output, which is short and contains no secret. */
    private String refusal(String variable, @Nullable String value) throws Exception {
        Map<String, String> variables = new HashMap<>(COMPLETE);
        variables.compute(variable, (name, complete) -> value);
        Path output = folder.resolve("output");
        Process parley = DeployedParley.start(variables, output);
        try {
            assertThat(parley.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            parley.destroyForcibly();
        }
        String printed = Files.readString(output, UTF_8);
        assertThat(parley.exitValue()).as(printed).isEqualTo(1);
        assertThat(printed.lines().filter(line -> !isNotice(line)))
                .as("the start's last words")
                .hasSizeBetween(1, 2);
        assertThat(printed).doesNotContain("canary", "\tat ", "\"exception\"");
        return printed;
    }

    /** Lines of Hibernate Validator about its version, and the line about the chosen model. */
    private static boolean isNotice(String line) {
        return line.contains("org.hibernate.validator.internal.util.Version")
                || line.contains("HV000001")
                || line.contains("\"level\":\"INFO\"");
    }
}
