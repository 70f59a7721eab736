package io.yihu.taxpayer.resolve.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrgNamesTest {
    @ParameterizedTest
    @CsvSource({
        "南京江宁恒晟能源贸易有限公司,恒晟能源贸易,320115",
        "恒晟（南京）能源贸易有限责任公司,恒晟能源贸易,3201",
        "江蘇省南京市恒晟能源貿易股份有限公司,恒晟能源贸易,3201",
        "恒晟 能源贸易,恒晟能源贸易,",
        "和平有限公司,和平,",
        "ＡＢＣ科技（集团）有限公司,abc科技,"
    })
    void chineseNamesFallApart(String name, String own, String place) {
        OrgNames.Parts parts = OrgNames.parts(name);
        assertThat(parts.own()).isEqualTo(own);
        assertThat(parts.place()).isEqualTo(place);
    }

    @ParameterizedTest
    @CsvSource({
        "'Acme Foods, Inc.',acme foods",
        "The ACME Foods Corporation,acme foods",
        "Müller & Söhne GmbH,muller sohne",
        "I.B.M. Corp,ibm",
        "Limited,limited"
    })
    void latinNamesFallApart(String name, String own) {
        assertThat(OrgNames.parts(name).own()).isEqualTo(own);
    }

    @Test
    void branchesAndNumbersAreTold() {
        OrgNames.Parts parts = OrgNames.parts("青岛海润商贸有限公司第二分公司");
        assertThat(parts.own()).isEqualTo("海润商贸");
        assertThat(parts.branch()).isEqualTo("第二分公司");
        assertThat(parts.numbers()).isEqualTo("2");
        assertThat(OrgNames.parts("  ")).isNull();
    }

    @Test
    void traditionalFullWidthAndAccentsDoNotMatter() {
        assertThat(Plain.words("（臺灣）ＡＢＣ　貿易")).isEqualTo("台湾 abc贸易");
        assertThat(Plain.words("Crème Brûlée")).isEqualTo("creme brulee");
        assertThat(Sounds.alike('恒', '衡')).isTrue();
        assertThat(Similar.edits("恒晟", "晟恒", 2)).isEqualTo(1);
        assertThat(Similar.jaroWinkler("martha", "marhta")).isBetween(0.961, 0.962);
        assertThat(Similar.jaroWinkler("dixon", "dicksonx")).isBetween(0.813, 0.814);
    }
}
