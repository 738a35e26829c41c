package io.parley.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathSegmentTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "azAZ09-._~ azAZ09-._~",
                "19:a@thread.tacv2;messageid=1 19%3Aa%40thread.tacv2%3Bmessageid%3D1",
                "abc|0000001 abc%7C0000001",
                "50%25/x 50%2525%2Fx",
                "a?b#c&d+e a%3Fb%23c%26d%2Be",
                "é😀 %C3%A9%F0%9F%98%80",
                "{id} %7Bid%7D",
            })
    void encodesAllButUnreservedCharacters(String id, String segment) {
        assertThat(PathSegment.encode(id)).isEqualTo(segment);
    }
}
