package io.yihu.risk;

import io.yihu.indicator.CatalogueQueries;
import io.yihu.platform.CurrentActor;
import io.yihu.platform.Refusal;
import io.yihu.risk.model.Models;
import io.yihu.trail.Traced;
import io.yihu.trail.Trail;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** The stored vector of a subject. */
@Service
@RequiredArgsConstructor
public class VectorService {
    private final CatalogueQueries catalogue;
    private final Models models;
    private final JdbcClient jdbc;

    /** Value and, for who may see it, severity; null means no data. */
    public record Cell(Double value, Double severity) {}

    /** A vector by indicator code. */
    public record View(long subjectId, LocalDate period, long runId, int catalogueVersion, Map<String, Cell> values) {}

    @Traced(value = "risk.vector.view", read = true)
    public View view(long subjectId, LocalDate period, boolean withSeverity) {
        boolean inScope = jdbc.sql("""
                        select exists (select 1 from taxpayer.v_subject s join organization.v_office o on o.id = s.office_id
                          where s.id = ? and o.path like ?)""")
                .params(subjectId, CurrentActor.get().scope())
                .query(Boolean.class)
                .single();
        if (!inScope) {
            throw Refusal.notFound();
        }
        Trail.object("vector", subjectId);
        Trail.subject(subjectId);
        CatalogueQueries.Vector vector = catalogue.vector(subjectId, period).orElseThrow(Refusal::notFound);
        var thresholds = models.thresholds(models.published());
        Map<String, Cell> cells = new LinkedHashMap<>();
        vector.values().forEach((code, value) -> {
            boolean judged = withSeverity && value != null && thresholds.containsKey(code);
            cells.put(code, new Cell(value, judged ? thresholds.get(code).severity(value) : null));
        });
        return new View(subjectId, vector.period(), vector.runId(), vector.catalogueVersion(), cells);
    }
}
