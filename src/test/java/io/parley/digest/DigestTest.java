package io.parley.digest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DigestTest {

    @Test
    void isTheKnownOneOfEachAlgorithm() {
        assertThat(Digest.sha256("abc").hex())
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assertThat(Digest.sha1("abc").hex()).isEqualTo("a9993e364706816aba3e25717850c26c9cd0d89d");
    }

    @Test
    void readsATextAsUtf8() {
        assertThat(Digest.sha256("\u00fc").bytes()).startsWith(0x60, 0x74).hasSize(32);
    }

    @Test
    void isSafeInAnAddress() {
        assertThat(Digest.sha256("abc").base64())
                .isEqualTo("ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0")
                .hasSize(43);
    }
}
