package io.yihu.dossier.space;

import io.yihu.dossier.TimelineQueries.Range;
import java.time.YearMonth;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/** What the space tab of the file shows. */
@Component
@RequiredArgsConstructor
public class SpaceTab {
    private static final int PAGE = 50;
    private final PartnerQueries partners;
    private final TileQueries tiles;

    /**
     * @param province two-digit code to narrow the list, null for all
     * @param all add up all partners of a hub, which takes longer
     */
    public void fill(
            long subjectId, Range range, String side, String province, String after, boolean all, Model model) {
        String asked = "IN".equals(side) ? "IN" : "OUT";
        String place = province == null || province.isBlank() ? null : province;
        var question = new PartnerQueries.Question(subjectId, asked, range.from(), range.to(), place);
        boolean hub = partners.hub(subjectId, range.from(), range.to());
        model.addAttribute("range", range);
        model.addAttribute("from", YearMonth.from(range.from()));
        model.addAttribute("to", YearMonth.from(range.to()));
        model.addAttribute("side", asked);
        model.addAttribute("province", place);
        model.addAttribute("hub", hub);
        model.addAttribute("all", all);
        model.addAttribute(
                "partners",
                after == null && !all
                        ? partners.first(question, PAGE)
                        : new PartnerQueries.Partners(partners.page(question, after, PAGE), null));
        model.addAttribute("tiles", hub ? null : tiles.tiles(subjectId, range.from(), range.to()));
    }
}
