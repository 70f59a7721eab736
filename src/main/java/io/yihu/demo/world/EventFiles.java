package io.yihu.demo.world;

import java.nio.file.Path;
import java.time.LocalDate;

/** What happened at counters and other desks: information reports, identity checks, signings, penalties, complaints, old audits. */
final class EventFiles {
    private static final LocalDate IDENTITY_CHECKS_BEGAN = LocalDate.of(2019, 1, 1);
    private static final LocalDate TODAY = LocalDate.of(2026, 5, 5);
    private final World world;
    private int number;

    EventFiles(World world) {
        this.world = world;
    }

    void write(Path folder) {
        try (FeedFile file = new FeedFile(
                folder, "tax_events.csv", "tax_id", "event_no", "type", "time", "title", "result", "amount")) {
            for (int i = 0; i < world.firms; i++) {
                Firm firm = world.parties[i];
                if (firm.of == null) {
                    firm(file, firm, Dice.of(world.seed, "events", i));
                }
            }
        }
    }

    private void firm(FeedFile file, Firm firm, Dice dice) {
        row(file, firm, "REG_REPORT", firm.registered.plusDays(1), dice, "纳税人综合信息报告", "已受理", null);
        if (firm.registered.isAfter(IDENTITY_CHECKS_BEGAN)) {
            row(file, firm, "REAL_NAME", firm.registered.plusDays(1), dice, "法定代表人实名采集", "通过", null);
        }
        if (firm.turning != null) {
            row(file, firm, "REAL_NAME", firm.turning.plusDays(1), dice, "变更后法定代表人实名验证", "通过", null);
        }
        double draw = dice.unit();
        LocalDate day = World.FIRST.atDay(1).plusDays(dice.between(5, 340));
        if (firm.registered.isAfter(day.minusDays(60))) {
            return;
        }
        if (firm.status.equals("05") || draw < 0.01) {
            row(file, firm, "PENALTY", day, dice, "未按期申报罚款", "已缴纳", dice.between(2, 20) * 10_000L);
        } else if (draw < 0.016) {
            row(file, firm, "COMPLAINT", day, dice, "纳税服务投诉：等候时间", "已答复", null);
        } else if (draw < 0.021) {
            row(file, firm, "AUDIT_CASE", day.minusDays(400), dice, "发票检查", "已结案，无问题", null);
        } else if (draw < 0.05) {
            row(file, firm, "HALL_SIGN", day, dice, "风险提示告知书签收", "法定代表人到场", null);
        }
    }

    private void row(
            FeedFile file, Firm firm, String type, LocalDate day, Dice dice, String title, String result, Long cents) {
        LocalDate known = day.isAfter(TODAY) ? TODAY : day;
        file.row(
                firm.taxId,
                String.format("SJ%08d", ++number),
                type,
                known + "T" + dice.between(10, 16) + ":" + dice.between(10, 59) + ":00",
                title,
                result,
                cents == null ? null : FeedFile.money(cents));
    }
}
