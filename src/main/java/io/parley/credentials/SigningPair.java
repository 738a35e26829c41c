package io.parley.credentials;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A private key and its certificate from a PEM file, in any order: {@code PRIVATE KEY} (PKCS #8, and RSA, because Entra
 * accepts no other) and {@code CERTIFICATE}, with further certificates of its chain. {@link #toString} masks the key.
 *
 * @param chain the key's own certificate first
 */
record SigningPair(RSAPrivateKey key, List<X509Certificate> chain) {

    private static final Pattern BLOCK = Pattern.compile("-----BEGIN ([A-Z0-9 ]{1,40})-----([^-]*)-----END \\1-----");

    /**
     * Reads the file; blocks. Fails with a {@link CredentialException} that says what is wrong, without any content of the
     * file.
     */
    static SigningPair read(Path file, Instant now) {
        String text = text(file);
        try {
            return of(privateKey(text), certificates(text), now);
        } catch (GeneralSecurityException | IllegalArgumentException unusable) {
            // Without the cause: its message may quote the file.
            throw unusable("has a private key or a certificate that cannot be read: the key must be RSA");
        }
    }

    private static SigningPair of(RSAPrivateKey key, List<X509Certificate> certificates, Instant now) {
        List<X509Certificate> chain = new ArrayList<>(certificates);
        X509Certificate own = chain.stream()
                .filter(certificate -> modulus(certificate).equals(key.getModulus()))
                .findFirst()
                .orElseThrow(() -> unusable("has no CERTIFICATE for its private key"));
        if (now.isAfter(own.getNotAfter().toInstant())) {
            throw unusable(
                    "has a certificate that expired at " + own.getNotAfter().toInstant() + ": renew it");
        }
        chain.remove(own);
        chain.add(0, own);
        return new SigningPair(key, List.copyOf(chain));
    }

    private static BigInteger modulus(X509Certificate certificate) {
        return certificate.getPublicKey() instanceof RSAPublicKey key ? key.getModulus() : BigInteger.ZERO;
    }

    private static RSAPrivateKey privateKey(String text) throws GeneralSecurityException {
        byte[] key = blocks(text, "PRIVATE KEY").stream()
                .findFirst()
                .orElseThrow(() -> unusable("has no PRIVATE KEY: convert an encrypted key, or a key that begins"
                        + " with RSA PRIVATE KEY, with openssl pkcs8 -topk8 -nocrypt"));
        return (RSAPrivateKey) KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(key));
    }

    private static List<X509Certificate> certificates(String text) throws GeneralSecurityException {
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        List<X509Certificate> certificates = new ArrayList<>();
        for (byte[] block : blocks(text, "CERTIFICATE")) {
            certificates.add((X509Certificate) factory.generateCertificate(new ByteArrayInputStream(block)));
        }
        return certificates;
    }

    private static List<byte[]> blocks(String text, String label) {
        List<byte[]> blocks = new ArrayList<>();
        for (Matcher block = BLOCK.matcher(text); block.find(); ) {
            if (block.group(1).equals(label)) {
                blocks.add(Base64.getMimeDecoder().decode(block.group(2)));
            }
        }
        return blocks;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw unusable("cannot be read: " + file);
        }
    }

    private static CredentialException unusable(String reason) {
        return new CredentialException("The file that PARLEY_CREDENTIALS_CERTIFICATE names " + reason + ".");
    }

    X509Certificate certificate() {
        return chain.get(0);
    }

    @Override
    public String toString() {
        return "SigningPair[" + certificate().getSubjectX500Principal() + "]";
    }
}
