package io.yihu.dossier.space.web;

import io.yihu.dossier.SubjectFileService;
import io.yihu.dossier.TimelineQueries;
import io.yihu.dossier.TimelineQueries.Range;
import io.yihu.dossier.space.ThroughputQueries;
import io.yihu.dossier.space.TileQueries;
import io.yihu.platform.Roles;
import jakarta.annotation.security.RolesAllowed;
import java.time.YearMonth;
import java.util.List;
import java.util.Locale;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** Throughput of a taxpayer, and the provinces of a hub that come a moment later than its page. */
@Controller
@RolesAllowed({Roles.OFFICER, Roles.SUPERVISOR, Roles.GRID_ADMIN, Roles.MODEL_ADMIN})
@RequiredArgsConstructor
class SpacePages {
    private final SubjectFileService files;
    private final TimelineQueries timeline;
    private final ThroughputQueries throughput;
    private final TileQueries tiles;
    private final ThroughputChart chart;

    @GetMapping("/subject/{id}/throughput")
    String throughput(
            @PathVariable long id,
            @RequestParam(required = false) String from,
            @RequestParam(required = false) String to,
            Locale locale,
            Model model) {
        model.addAttribute("subject", files.open(id, "throughput"));
        Range range = range(id, from, to, model);
        List<ThroughputQueries.Month> months = throughput.months(id, range.from(), range.to());
        List<ThroughputQueries.Goods> goods = throughput.goods(id, range.from(), range.to());
        boolean known = months.stream().anyMatch(month -> month.inAmt() != null || month.outAmt() != null);
        model.addAttribute("months", months);
        model.addAttribute("known", known);
        model.addAttribute("goods", goods);
        model.addAttribute("divergence", ThroughputQueries.divergence(goods));
        model.addAttribute("chart", chart.amounts(months, locale));
        model.addAttribute("goodsChart", goods.isEmpty() ? null : chart.goods(goods, locale));
        return "dossier/space/throughput";
    }

    @GetMapping("/subject/{id}/tiles")
    String tiles(
            @PathVariable long id,
            @RequestParam(required = false) String from,
            @RequestParam(required = false) String to,
            @RequestParam(defaultValue = "OUT") String side,
            Model model) {
        model.addAttribute("subject", files.open(id, "tiles"));
        Range range = range(id, from, to, model);
        model.addAttribute("side", "IN".equals(side) ? "IN" : "OUT");
        model.addAttribute("tiles", tiles.tiles(id, range.from(), range.to()));
        return "dossier/space/tiles :: tiles";
    }

    private Range range(long id, String from, String to, Model model) {
        Range range = timeline.range(id, TraceForm.month(from), TraceForm.month(to));
        model.addAttribute("range", range);
        model.addAttribute("from", YearMonth.from(range.from()));
        model.addAttribute("to", YearMonth.from(range.to()));
        return range;
    }
}
