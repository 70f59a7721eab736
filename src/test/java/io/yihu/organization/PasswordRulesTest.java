package io.yihu.organization;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PasswordRulesTest {
    private static final Set<String> COMMON = CommonWords.load();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Abc1-efgh         | short",
                "abcdefghijkl      | classes",
                "abcdefgh1234      | classes",
                "Li.min-2026-Gate  | own",
                "李敏的Teapot-77     | own",
                "Password-2026     | common",
                "P@ssw0rd!2026     | common",
                "Shuiwu@12345      | common",
                "Yihu-2026-Aa      | common",
                "Qwerty!23456      | common",
                "Admin#2026admin   | common",
                "Green-river-2026  |",
                "青山绿水Lake77!     |",
                "correct Horse 9 battery |"
            })
    void aPasswordKeepsTheRulesOrIsToldWhich(String password, String broken) {
        assertThat(PasswordRules.broken(PasswordProfile.DJBH3, password, "li.min", "李敏", COMMON))
                .isEqualTo(broken);
    }

    @ParameterizedTest
    @CsvSource({"200,", "201,long"})
    void longPasswordsAreWelcomeUpToALimit(int length, String broken) {
        String password = "Zk7-" + "vb".repeat(length).substring(0, length - 4);

        assertThat(PasswordRules.broken(PasswordProfile.DJBH3, password, "li.min", "李敏", COMMON))
                .isEqualTo(broken);
    }
}
