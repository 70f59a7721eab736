package io.yihu.trail;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The quick writer of canonical JSON against the plain one. */
class CanonicalBytesTest {
    @ParameterizedTest
    @ValueSource(
            longs = {
                0,
                -1,
                1,
                951_782_399_999_999L,
                951_782_400_000_000L,
                951_868_800_000_000L,
                1_772_000_000_123_456L,
                -62_167_219_200_000_000L,
                253_402_300_799_999_999L,
                253_402_300_800_000_000L,
                -62_167_219_200_000_001L
            })
    void timesAreWrittenAsTheFormatterDoes(long micros) {
        Instant instant = Instant.EPOCH.plusNanos(0).plus(micros, java.time.temporal.ChronoUnit.MICROS);
        assertThat(written(new CanonicalBytes().time(micros)))
                .isEqualTo('"' + ActionRow.MICROS.format(instant.atOffset(ZoneOffset.UTC)) + '"');
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "plain", "引号\"与反斜\\杠", "\b\f\n\r\t\u0000\u001f\u007f", "𠮷é"})
    void textIsEscapedAsInTheCanonicalForm(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        assertThat(written(new CanonicalBytes().text(bytes, 0, bytes.length)))
                .isEqualTo(new String(CanonicalJson.bytes(text), StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(
            longs = {
                0,
                7,
                -7,
                10,
                99,
                100,
                999_999_999_999_999_999L,
                1_000_000_000_000_000_000L,
                Long.MAX_VALUE,
                -Long.MAX_VALUE,
                Long.MIN_VALUE
            })
    void numbersAreWrittenInFull(long number) {
        assertThat(written(new CanonicalBytes().number(number))).isEqualTo(Long.toString(number));
    }

    private static String written(CanonicalBytes bytes) {
        return new String(bytes.array(), 0, bytes.length(), StandardCharsets.UTF_8);
    }
}
