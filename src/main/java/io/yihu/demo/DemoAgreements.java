package io.yihu.demo;

import io.yihu.taxpayer.AgreementQueries;
import io.yihu.taxpayer.AgreementService;
import io.yihu.taxpayer.NewAgreement;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Component;

/** The exchange agreements an authority would have in force; partners are invented. */
@Component
@RequiredArgsConstructor
class DemoAgreements {
    private static final LocalDate SIGNED = LocalDate.of(2025, 6, 1);
    private static final String PROVINCE = "32";

    private final AgreementService service;
    private final AgreementQueries agreements;
    private final DemoClock clock;

    private record Terms(
            String feed, String provider, String basis, String items, String frequency, int days, String division) {}

    private static final List<Terms> TERMS = List.of(
            new Terms("customs_declaration", "示例海关", "数据共享协议（示例）第 3 条", "报关单表体", "DAILY", 15, null),
            new Terms("forex_receipt", "示例外汇管理分局", "数据共享协议（示例）第 4 条", "企业收汇", "MONTHLY", 35, null),
            new Terms("bank_flow", "示例银行", "税收征收管理法第五十四条（示例用途说明）", "对公账户流水，账号为摘要", "MONTHLY", 35, PROVINCE),
            new Terms("logistics_waybill", "示例交通运输厅", "省级数据共享目录（示例）", "货运运单", "WEEKLY", 15, PROVINCE),
            new Terms("ecommerce_sales", "示例商城", "互联网平台企业涉税信息报送规定（示例）", "店铺月销售额", "QUARTERLY", 120, null),
            new Terms("utility_usage", "示例电力、水务、燃气公司", "省级数据共享目录（示例）", "月用量", "MONTHLY", 50, null),
            new Terms("market_reg", "示例市场监督管理局", "省级数据共享目录（示例）", "登记状态、异常名录、年报", "WEEKLY", 35, PROVINCE),
            new Terms("credit_score", "示例征信机构", "本人书面授权", "分段，不含明细", "QUARTERLY", 95, PROVINCE),
            new Terms("illness_flag", "示例卫生健康委员会", "省级数据共享目录（示例），最小必要", "行为能力标志，不含诊断", "MONTHLY", 95, null));

    /** Those that stand already stay as they are. */
    void register() {
        clock.at(SIGNED, LocalTime.of(9, 0), () -> {
            Set<String> known = agreements.all().stream()
                    .map(AgreementQueries.Agreement::code)
                    .collect(Collectors.toSet());
            for (Terms terms : TERMS) {
                String code = "XY-2025-" + String.format("%03d", TERMS.indexOf(terms) + 1);
                if (!known.contains(code)) {
                    service.register(agreement(code, terms));
                }
            }
            return null;
        });
    }

    private static NewAgreement agreement(String code, Terms terms) {
        return new NewAgreement(
                code,
                terms.feed(),
                terms.provider(),
                terms.basis(),
                terms.items(),
                "登记状态核对结果",
                terms.frequency(),
                terms.days(),
                terms.division(),
                SIGNED,
                LocalDate.of(2028, 5, 31),
                "示例联系人 10300000000",
                "13200000000");
    }
}
