package io.parley.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.parley.MutableClock;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CertificateTest {

    private static final String KEY = Fixtures.read("key.pem");
    private static final String OWN = Fixtures.read("certificate.pem");
    private static final String OTHER = Fixtures.read("other-certificate.pem");
    private static final Application APPLICATION = new Application("home", "app");

    private Path folder;

    @BeforeEach
    void use(@TempDir Path empty) {
        folder = empty;
    }

    private final MutableClock clock = new MutableClock();

    private Path file() {
        return folder.resolve("bot.pem");
    }

    @Test
    void signsWhoTheApplicationIs() throws Exception {
        JwtClaims claims = JwtClaims.parse(verified(assertion(KEY + OWN)).getPayload());

        assertThat(claims.getAudience()).containsExactly("https://login.example.com/home/oauth2/v2.0/token");
        assertThat(claims.getIssuer()).isEqualTo("app");
        assertThat(claims.getSubject()).isEqualTo("app");
        assertThat(claims.getIssuedAt().getValue()).isEqualTo(MutableClock.START.getEpochSecond());
        assertThat(claims.getNotBefore().getValue()).isEqualTo(MutableClock.START.getEpochSecond());
        assertThat(claims.getExpirationTime().getValue()).isEqualTo(MutableClock.START.getEpochSecond() + 300);
    }

    @Test
    void namesTheCertificateAsEntraWantsIt() throws Exception {
        JsonWebSignature signature = verified(assertion(KEY + OWN));
        byte[] thumbprint =
                MessageDigest.getInstance("SHA-256").digest(certificate(OWN).getEncoded());

        assertThat(signature.getAlgorithmHeaderValue()).isEqualTo("PS256");
        assertThat(signature.getHeader("typ")).isEqualTo("JWT");
        assertThat(signature.getHeader("x5t#S256"))
                .isEqualTo(Base64.getUrlEncoder().withoutPadding().encodeToString(thumbprint));
    }

    @Test
    void sendsTheChainWithItsOwnCertificateFirst() throws Exception {
        JsonWebSignature signature = verified(assertion(OTHER + OWN + KEY));

        assertThat(signature.getCertificateChainHeaderValue())
                .containsExactlyElementsOf(List.of(certificate(OWN), certificate(OTHER)));
    }

    @Test
    void isAnotherEachTime() throws IOException {
        Files.writeString(file(), KEY + OWN);
        Certificate certificate = certificateFile();

        assertThat(assertion(certificate)).isNotEqualTo(assertion(certificate));
    }

    @Test
    void readsARenewedCertificate() throws IOException {
        Files.writeString(file(), KEY + OWN);
        Certificate certificate = certificateFile();
        Files.writeString(file(), "being written");

        assertThatThrownBy(() -> assertion(certificate))
                .isInstanceOf(CredentialException.class)
                .hasMessageContaining("PARLEY_CREDENTIALS_CERTIFICATE");
        Files.writeString(file(), KEY + OWN);
        assertThat(assertion(certificate)).isNotBlank();
    }

    static Stream<String> unusable() throws Exception {
        byte[] curve = KeyPairGenerator.getInstance("EC")
                .generateKeyPair()
                .getPrivate()
                .getEncoded();
        return Stream.of(
                "",
                KEY,
                OWN,
                KEY + OTHER,
                KEY.replace("PRIVATE KEY", "RSA PRIVATE KEY") + OWN,
                KEY.replace("PRIVATE KEY", "ENCRYPTED PRIVATE KEY") + OWN,
                KEY.replace("M", "") + OWN,
                KEY + OWN.replace("M", ""),
                pem("PRIVATE KEY", curve) + OWN);
    }

    @ParameterizedTest
    @MethodSource("unusable")
    void stopsTheStartWithAFileThatNothingCanBeSignedWith(String content) throws IOException {
        Files.writeString(file(), content);

        assertThat(catchThrowable(this::certificateFile))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("PARLEY_CREDENTIALS_CERTIFICATE")
                .hasNoCause()
                .hasMessageNotContaining(KEY.substring(40, 80));
    }

    @Test
    void stopsTheStartWithoutAFile() {
        assertThatThrownBy(this::certificateFile)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("PARLEY_CREDENTIALS_CERTIFICATE");
    }

    @Test
    void saysThatACertificateHasEnded() throws IOException {
        Files.writeString(file(), KEY + OWN);
        clock.advance(Duration.ofDays(50_000));

        assertThatThrownBy(this::certificateFile)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("renew");
    }

    @Test
    void isMasked() throws IOException {
        Files.writeString(file(), KEY + OWN);

        assertThat(SigningPair.read(file(), clock.instant())).hasToString("SigningPair[CN=parley-test]");
    }

    private Certificate certificateFile() {
        return Certificate.of(file(), "https://login.example.com", clock);
    }

    private String assertion(String content) throws IOException {
        Files.writeString(file(), content);
        return assertion(certificateFile());
    }

    private static String assertion(Certificate certificate) {
        return certificate.assertion(APPLICATION).await().atMost(Duration.ofSeconds(10));
    }

    /** Verifies with the public key alone, like Entra. */
    private static JsonWebSignature verified(String assertion) throws Exception {
        JsonWebSignature signature = new JsonWebSignature();
        signature.setAlgorithmConstraints(
                new AlgorithmConstraints(AlgorithmConstraints.ConstraintType.PERMIT, "PS256"));
        signature.setCompactSerialization(assertion);
        signature.setKey(certificate(OWN).getPublicKey());
        assertThat(signature.verifySignature()).isTrue();
        return signature;
    }

    private static X509Certificate certificate(String pem) throws Exception {
        byte[] bytes = pem.getBytes(StandardCharsets.US_ASCII);
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(bytes));
    }

    private static String pem(String label, byte[] content) {
        return "-----BEGIN " + label + "-----\n" + Base64.getMimeEncoder().encodeToString(content) + "\n-----END "
                + label + "-----\n";
    }
}
