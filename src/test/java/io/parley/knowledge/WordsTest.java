package io.parley.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "The hostPath of 99.9 %.|the hostpath host path of 99.9",
                "监控网站|监控 控网 网站",
                "在Kubernetes中安装|在 kubernetes 中安 安装",
                "サーバーの監視|サー ーバ バー ーの の監 監視",
                "모니터 추가|모니 니터 추가",
                "ที่นี่|ที ี่ ่น นี ี่",
                "मॉनिटर जोड़ें|मॉनिटर जोड़ें",
                "水|水",
            })
    void takesATextApart(String text, String words) {
        assertThat(String.join(" ", Words.of(text))).isEqualTo(words);
    }

    @Test
    void makesOneStringForEachWord() {
        WordPool pool = new WordPool();
        List<String> first = new ArrayList<>();
        List<String> again = new ArrayList<>();
        String text = IntStream.range(0, 5_000)
                .mapToObj(number -> "Wört" + number + " ")
                .collect(Collectors.joining());

        Words.each(text, pool, first::add);
        Words.each(text.toUpperCase(Locale.ROOT), pool, again::add);

        assertThat(first).hasSize(5_000).contains("wört0", "wört4999");
        assertThat(again)
                .usingElementComparator((one, other) -> one == other ? 0 : 1)
                .isEqualTo(first);
    }

    @Test
    void writesInSmallLettersAsTheStandardDoes() {
        String text = "ÄÖÜ Straße ĞŞÇ İstanbul ΣΊΣΥΦΟΣ ДОМ Ǆ";

        assertThat(String.join(" ", Words.of(text))).isEqualTo(text.toLowerCase(Locale.ROOT));
    }
}
