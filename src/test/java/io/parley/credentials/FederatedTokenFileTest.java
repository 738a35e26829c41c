package io.parley.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FederatedTokenFileTest {

    private static final Application APPLICATION = new Application("home", "app");

    private Path folder;

    @BeforeEach
    void use(@TempDir Path empty) {
        folder = empty;
    }

    private Path file() {
        return folder.resolve("azure-identity-token");
    }

    @Test
    void isReadForEachRequest() throws IOException {
        FederatedTokenFile assertion = new FederatedTokenFile(file());

        Files.writeString(file(), "one\n");
        assertThat(read(assertion)).isEqualTo("one");
        Files.writeString(file(), "two");
        assertThat(read(assertion)).isEqualTo("two");
    }

    @Test
    void isNotReadByWhoAsks() throws IOException {
        Files.writeString(file(), "one");

        String reader = new FederatedTokenFile(file())
                .assertion(APPLICATION)
                .map(ignored -> Thread.currentThread().getName())
                .await()
                .atMost(Duration.ofSeconds(10));

        assertThat(reader).isNotEqualTo(Thread.currentThread().getName());
    }

    @Test
    void failsForNowWhereItIsMissing() {
        assertThatThrownBy(() -> read(new FederatedTokenFile(file())))
                .isExactlyInstanceOf(CredentialException.class)
                .hasMessageContaining("AZURE_FEDERATED_TOKEN_FILE")
                .hasMessageContaining(file().toString());
    }

    @Test
    void failsForNowWhereItIsEmpty() throws IOException {
        Files.writeString(file(), " \n");

        assertThatThrownBy(() -> read(new FederatedTokenFile(file())))
                .isExactlyInstanceOf(CredentialException.class)
                .hasMessageContaining("AZURE_FEDERATED_TOKEN_FILE");
    }

    private static String read(FederatedTokenFile assertion) {
        return assertion.assertion(APPLICATION).await().atMost(Duration.ofSeconds(10));
    }
}
