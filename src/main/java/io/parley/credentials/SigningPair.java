package io.parley.credentials;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
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
import java.util.List;

/**
 * A private key and its certificate from a PEM file, in any order: {@code PRIVATE KEY} (PKCS #8, and RSA, because Entra
 * accepts no other) and {@code CERTIFICATE}, with further certificates of its chain. {@link #toString} masks the key.
 *
 * @param chain the key's own certificate first
 */
record SigningPair(RSAPrivateKey key, List<X509Certificate> chain) {

    /**
     * Reads the file; blocks. Fails with a {@link CredentialException} that says what is wrong, without any content of the
     * file.
     */
    static SigningPair read(Path file, Instant now) {
        PemFile pem = PemFile.read(file);
        try {
            return of(privateKey(pem), certificates(pem), now);
        } catch (GeneralSecurityException | IllegalArgumentException unusable) {
            // Without the cause: its message may quote the file.
            throw PemFile.unusable("has a private key or a certificate that cannot be read: the key must be RSA");
        }
    }

    private static SigningPair of(RSAPrivateKey key, List<X509Certificate> certificates, Instant now) {
        List<X509Certificate> chain = new ArrayList<>(certificates);
        X509Certificate own = chain.stream()
                .filter(certificate -> modulus(certificate).equals(key.getModulus()))
                .findFirst()
                .orElseThrow(() -> PemFile.unusable("has no CERTIFICATE for its private key"));
        if (now.isAfter(own.getNotAfter().toInstant())) {
            throw PemFile.unusable(
                    "has a certificate that expired at " + own.getNotAfter().toInstant() + ": renew it");
        }
        chain.remove(own);
        chain.add(0, own);
        return new SigningPair(key, List.copyOf(chain));
    }

    private static BigInteger modulus(X509Certificate certificate) {
        return certificate.getPublicKey() instanceof RSAPublicKey key ? key.getModulus() : BigInteger.ZERO;
    }

    private static RSAPrivateKey privateKey(PemFile pem) throws GeneralSecurityException {
        byte[] key = pem.blocks("PRIVATE KEY").stream()
                .findFirst()
                .orElseThrow(() -> PemFile.unusable("has no PRIVATE KEY: convert an encrypted key, or a key that begins"
                        + " with RSA PRIVATE KEY, with openssl pkcs8 -topk8 -nocrypt"));
        return (RSAPrivateKey) KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(key));
    }

    private static List<X509Certificate> certificates(PemFile pem) throws GeneralSecurityException {
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        List<X509Certificate> certificates = new ArrayList<>();
        for (byte[] block : pem.blocks("CERTIFICATE")) {
            certificates.add((X509Certificate) factory.generateCertificate(new ByteArrayInputStream(block)));
        }
        return certificates;
    }

    X509Certificate certificate() {
        return chain.get(0);
    }

    @Override
    public String toString() {
        return "SigningPair[" + certificate().getSubjectX500Principal() + "]";
    }
}
