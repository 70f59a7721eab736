package io.yihu.organization;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TotpTest {
    private static final byte[] SECRET = "12345678901234567890".getBytes(StandardCharsets.US_ASCII);

    /** RFC 6238, appendix B, SHA-1, eight digits. */
    @ParameterizedTest
    @CsvSource({
        "59, 94287082",
        "1111111109, 07081804",
        "1111111111, 14050471",
        "1234567890, 89005924",
        "2000000000, 69279037",
        "20000000000, 65353130"
    })
    void theExamplesOfTheStandardHold(long second, String expected) {
        assertThat(String.format("%08d", Totp.truncated(SECRET, second / 30) % 100_000_000))
                .isEqualTo(expected);
        String six = expected.substring(2);
        assertThat(Totp.code(SECRET, second / 30)).isEqualTo(six);
        assertThat(Totp.step(SECRET, six.substring(0, 3) + " " + six.substring(3), Instant.ofEpochSecond(second)))
                .hasValue(second / 30);
        assertThat(Totp.step(SECRET, six, Instant.ofEpochSecond(second + 30))).hasValue(second / 30);
        assertThat(Totp.step(SECRET, six, Instant.ofEpochSecond(second + 90))).isEmpty();
    }

    /** RFC 4648, section 10. */
    @ParameterizedTest
    @CsvSource({"f,MY", "fo,MZXQ", "foo,MZXW6", "foob,MZXW6YQ", "fooba,MZXW6YTB", "foobar,MZXW6YTBOI"})
    void secretsAreWrittenInBase32(String plain, String expected) {
        assertThat(Totp.base32(plain.getBytes(StandardCharsets.US_ASCII))).isEqualTo(expected);
    }

    /** The two schools contradict each other: what one asks the other forbids to ask. */
    @Test
    void eachProfileJudgesAPasswordByItsOwnRules() {
        Set<String> common = CommonWords.load();
        String passphrase = "lampenschirm reisebus";
        assertThat(PasswordRules.broken(PasswordProfile.DJBH3, passphrase, "li", "李敏", common))
                .isEqualTo("classes");
        assertThat(PasswordRules.broken(PasswordProfile.ASVS, passphrase, "li", "李敏", common))
                .isNull();
        String mixed = "Zk7-vbqx-9";
        assertThat(PasswordRules.broken(PasswordProfile.DJBH3, mixed, "li", "李敏", common))
                .isNull();
        assertThat(PasswordRules.broken(PasswordProfile.ASVS, mixed, "li", "李敏", common))
                .isEqualTo("short");
        assertThat(PasswordRules.broken(PasswordProfile.ASVS, "passwordpassword", "li", "李敏", common))
                .isEqualTo("common");
        assertThat(PasswordProfile.DJBH3.daysValid).isEqualTo(90);
        assertThat(PasswordProfile.ASVS.daysValid).as("no expiry (6.2.10)").isGreaterThan(30_000);
    }
}
