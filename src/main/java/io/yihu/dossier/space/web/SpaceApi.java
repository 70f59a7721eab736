package io.yihu.dossier.space.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.yihu.dossier.SubjectFileService;
import io.yihu.dossier.TimelineQueries;
import io.yihu.dossier.space.Partner;
import io.yihu.dossier.space.PartnerQueries;
import io.yihu.dossier.space.SpaceService;
import io.yihu.dossier.space.TraceNames;
import io.yihu.invoice.Trace;
import io.yihu.platform.Roles;
import io.yihu.platform.Slice;
import jakarta.annotation.security.RolesAllowed;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import lombok.RequiredArgsConstructor;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Partners and chain of a taxpayer as JSON, by the same queries and rights as the pages. */
@Tag(name = "subjects", description = "一户式 · One file")
@RestController
@RolesAllowed({Roles.OFFICER, Roles.SUPERVISOR, Roles.GRID_ADMIN, Roles.MODEL_ADMIN, Roles.API_CLIENT})
@RequiredArgsConstructor
class SpaceApi {
    private static final int MOST = 500;
    private static final LocalDate EVER = LocalDate.of(1994, 1, 1);
    private static final LocalDate NEVER = LocalDate.of(2100, 1, 1);
    private final SubjectFileService files;
    private final PartnerQueries partners;
    private final SpaceService space;
    private final TraceNames names;
    private final TimelineQueries timeline;

    /** A node with the words for it. */
    record NamedNode(TraceNames.Name subject, Trace.Node node) {}

    /** A trace with the nodes named. */
    record TraceAnswer(List<NamedNode> nodes, List<Trace.Edge> edges, List<Trace.Cut> cut) {}

    /** {@code side} OUT buyers, IN sellers; {@code from} and {@code to} are months; the largest first, page by page. */
    @Operation(summary = "上下游交易方 · Counterparties of a taxpayer")
    @GetMapping("/api/v1/subjects/{id}/counterparties")
    Slice<Partner> counterparties(
            @PathVariable long id,
            @RequestParam(defaultValue = "OUT") String side,
            @RequestParam(required = false) String from,
            @RequestParam(required = false) String to,
            @RequestParam(required = false) String province,
            @RequestParam(required = false) String after,
            @RequestParam(defaultValue = "50") int limit) {
        files.open(id, "counterparties");
        LocalDate first = TraceForm.month(from);
        LocalDate last = TraceForm.month(to);
        return partners.page(
                new PartnerQueries.Question(
                        id, side, first == null ? EVER : first, last == null ? NEVER : last, province),
                after,
                Math.max(1, Math.min(limit, MOST)));
    }

    /**
     * {@code direction} UP or DOWN, {@code hops}, {@code min} yuan, {@code share} per cent, {@code goods} start of the tax class code,
     * {@code from} and {@code to} months, {@code top} partners of a node, {@code width} nodes of a hop.
     */
    @Operation(summary = "票流溯源 · Trace up or down")
    @GetMapping("/api/v1/subjects/{id}/trace")
    TraceAnswer trace(@PathVariable long id, @ModelAttribute TraceForm form) {
        Trace trace = space.trace(form.question(id, timeline));
        Map<Long, TraceNames.Name> named =
                names.of(trace.nodes().stream().map(Trace.Node::id).toList());
        return new TraceAnswer(
                trace.nodes().stream()
                        .map(node -> new NamedNode(named.get(node.id()), node))
                        .toList(),
                trace.edges(),
                trace.cuts());
    }
}
