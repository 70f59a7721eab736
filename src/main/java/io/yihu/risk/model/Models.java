package io.yihu.risk.model;

import io.yihu.indicator.Catalogue;
import io.yihu.indicator.Definitions;
import io.yihu.indicator.IndicatorDefinition;
import io.yihu.indicator.Thresholds;
import io.yihu.platform.Refusal;
import io.yihu.platform.YihuClock;
import java.io.IOException;
import java.io.InputStream;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import lombok.RequiredArgsConstructor;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Models in their versions; version 1 of the national one comes from the definition files when a database has none. */
@Component
@RequiredArgsConstructor
public class Models {
    public static final String TAXPAYER = "taxpayer";

    private static final String LIVE = """
            select distinct on (m.code) v.id, m.code, m.base_code, m.industry_code, o.path as office_path
            from risk.model m join risk.model_version v on v.model_code = m.code
            left join organization.v_office o on o.id = m.office_id
            where v.state in ('PUBLISHED', 'RETIRED') and v.kind <> 'DELETE' and (v.valid_from is null or v.valid_from <= :day)
              and (v.valid_to is null or v.valid_to > :day)
            order by m.code, v.valid_from desc nulls last, v.version desc""";
    private final Definitions definitions;
    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final PlatformTransactionManager transactions;
    private final YihuClock clock;
    private final Map<String, CompiledModel> compiled = new ConcurrentHashMap<>();

    /** A model that judges on some day, and whom: null industry or office means all. */
    public record Live(long id, String code, String baseCode, String industryCode, String officePath) {
        boolean fits(String industry, String office) {
            return (industryCode == null || industry.startsWith(industryCode))
                    && (officePath == null || office.startsWith(officePath));
        }

        int closeness() {
            return (officePath == null ? 0 : 100 + officePath.length())
                    + (industryCode == null ? 0 : industryCode.length());
        }
    }

    /** Id of the national version that judges today. */
    public long published() {
        return live(LocalDate.now(clock)).stream()
                .filter(model -> model.code().equals(TAXPAYER))
                .findFirst()
                .orElseThrow()
                .id();
    }

    /** The newest fully approved version of every model that is valid that day. */
    public List<Live> live(LocalDate day) {
        List<Live> live = find(day);
        if (live.stream().noneMatch(model -> model.code().equals(TAXPAYER))) {
            new TransactionTemplate(transactions).executeWithoutResult(status -> seed());
            live = find(day);
        }
        return live;
    }

    /** Settles which versions judge a run, so that all its parts, on whatever node and after whatever approval, are judged alike. */
    public void settle(long runId, LocalDate day) {
        jdbc.sql("delete from risk.run_model where run_id = ?").param(runId).update();
        jdbc.sql("insert into risk.run_model (run_id, model_version_id) select ?, v from unnest(?) v")
                .params(runId, live(day).stream().map(Live::id).toArray(Long[]::new))
                .update();
    }

    /** The versions settled for a run. */
    public List<Live> settled(long runId) {
        return jdbc.sql("""
                        select v.id, m.code, m.base_code, m.industry_code, o.path as office_path
                        from risk.run_model r join risk.model_version v on v.id = r.model_version_id join risk.model m on m.code = v.model_code
                        left join organization.v_office o on o.id = m.office_id where r.run_id = ? order by m.code""").param(runId).query(Live.class).list();
    }

    /** Which of the models judges a subject: the one made most closely for its office and industry. */
    public static int pick(List<Live> live, String industry, String office) {
        int best = -1;
        for (int i = 0; i < live.size(); i++) {
            if (live.get(i).fits(industry, office)
                    && (best < 0 || live.get(i).closeness() > live.get(best).closeness())) {
                best = i;
            }
        }
        return best;
    }

    /** A model as it would judge if its draft were live. */
    public Live wouldBe(String code) {
        return jdbc.sql("""
                        select 0::bigint as id, m.code, m.base_code, m.industry_code, o.path as office_path
                        from risk.model m left join organization.v_office o on o.id = m.office_id where m.code = ?""").param(code).query(Live.class).optional().orElseThrow(Refusal::notFound);
    }

    public ModelSpec spec(long versionId) {
        return jdbc.sql("select spec::text from risk.model_version where id = ?")
                .param(versionId)
                .query(String.class)
                .optional()
                .map(this::read)
                .orElseThrow(Refusal::notFound);
    }

    /** Compiled once; a version that has been submitted never changes. */
    public CompiledModel compiled(long versionId, Catalogue.Version catalogue) {
        return compiled.computeIfAbsent(
                versionId + "@" + catalogue.id(), key -> CompiledModel.of(spec(versionId), catalogue));
    }

    /** Thresholds by indicator. */
    public Map<String, Thresholds> thresholds(long versionId) {
        Map<String, Thresholds> known = new java.util.HashMap<>();
        spec(versionId).lines().forEach(line -> known.put(line.code(), line.thresholds()));
        return known;
    }

    ModelSpec read(String text) {
        return json.readValue(text, ModelSpec.class);
    }

    String write(ModelSpec spec) {
        return json.writeValueAsString(spec);
    }

    @EventListener(ApplicationReadyEvent.class)
    void publishFirst() {
        published();
    }

    private List<Live> find(LocalDate day) {
        return jdbc.sql(LIVE).param("day", day).query(Live.class).list();
    }

    private void seed() {
        JsonNode file = file();
        jdbc.sql("insert into risk.model (code, title_zh, title_en) values (?, ?, ?) on conflict (code) do nothing")
                .params(
                        TAXPAYER,
                        file.get("title").get("zh").asString(),
                        file.get("title").get("en").asString())
                .update();
        var now = clock.instant().atOffset(ZoneOffset.UTC);
        jdbc.sql("""
                        insert into risk.model_version (model_code, version, state, origin, created_at, published_at, published_by, spec)
                        values (?, 1, 'PUBLISHED', 'definitions/risk', ?, ?, 'system', cast(? as jsonb))
                        on conflict (model_code, version) do nothing""").params(TAXPAYER, now, now, write(fromDefinitions(file))).update();
        compiled.clear();
    }

    /** What the definition files say. */
    private ModelSpec fromDefinitions(JsonNode file) {
        return new ModelSpec(
                file.get("title").get("zh").asString(),
                file.get("title").get("en").asString(),
                15,
                40,
                70,
                2,
                1,
                0.3,
                definitions.indicators().stream()
                        .filter(indicator -> indicator.module().equals("risk"))
                        .map(Models::line)
                        .toList(),
                List.of());
    }

    /** An indicator as its definition file weighs it. */
    public static ModelSpec.Line line(IndicatorDefinition indicator) {
        Thresholds t = indicator.thresholds();
        return new ModelSpec.Line(
                indicator.code(),
                t.direction(),
                orNull(t.warn()),
                orNull(t.high()),
                orNull(t.lowWarn()),
                orNull(t.lowHigh()),
                t.inclusive(),
                indicator.weight(),
                indicator.hard() != null,
                List.of());
    }

    private static JsonNode file() {
        try (InputStream in = new ClassPathResource("definitions/risk/models/taxpayer.yaml").getInputStream()) {
            return new YAMLMapper().readTree(in);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Double orNull(double value) {
        return Double.isNaN(value) ? null : value;
    }
}
