package io.yihu.indicator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** EC-22: what may be written to a taxpayer and what not. */
class SecretTermsTest {
    private static final List<SecretSource.Secret> SECRETS = List.of(
            new SecretSource.Secret("顶额开票率", "ratio", 0.3),
            new SecretSource.Secret("新办户短期大额开票", "yuan", 5_000_000),
            new SecretSource.Secret("零负申报仍开票", "count", 3),
            new SecretSource.Secret("开票金额突增", "times", 4));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "您的顶额开票率超过30%，请说明。",
                "顶额开票率高于 0.30 的企业会被核查",
                "近期开票达到500万元以上的新办户请留意",
                "开票金额超过以往的4倍",
                "顶额开票超过百分之三十",
                "您的风险得分为82分",
                "命中指标RI-B04",
                "该项权重较高",
                "零负申报 3 次及以上仍开票的，会被核对",
                "2026-03 起申报期内零申报超过3次",
                "新办企业开票5,000,000元以上"
            })
    void secretsAreFound(String text) {
        assertThat(SecretTerms.scan(text, SECRETS)).as(text).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "您好，3月开票金额较以往明显增加，请核对业务合同并说明情况。",
                "请于 2026-05-30 前办理，咨询电话 12366。",
                "小规模纳税人月销售额10万元以下免征增值税。",
                "以下所属期请一并核对：2026-03、2026-04 未申报",
                "2026年3月以来的申报超过期限的，请补报",
                "您本期应补缴税款 5,000,000.00 元。",
                "发票数量共30份，请在4个工作日内核对。"
            })
    void ordinaryTextsPass(String text) {
        assertThat(SecretTerms.scan(text, SECRETS)).as(text).isEmpty();
    }

    @Test
    void whatWasFoundIsNamed() {
        assertThat(SecretTerms.scan("权重和RI-B04", SECRETS))
                .containsExactly(
                        new SecretTerms.Match(SecretTerms.Kind.WORD, "权重"),
                        new SecretTerms.Match(SecretTerms.Kind.CODE, "RI-B04"));
    }
}
