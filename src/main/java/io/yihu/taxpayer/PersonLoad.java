package io.yihu.taxpayer;

import static io.yihu.exchange.FeedColumn.code;
import static io.yihu.exchange.FeedColumn.of;
import static io.yihu.exchange.FeedColumn.required;

import io.yihu.exchange.FeedColumn.Type;
import io.yihu.exchange.FeedSchema;
import io.yihu.exchange.MergeCounts;
import io.yihu.exchange.StagedBatch;
import io.yihu.exchange.StagedLoad;
import io.yihu.exchange.StagedUpsert;
import io.yihu.taxpayer.link.PersonLinks;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Takes in the feed {@code persons}; of id number and phone only a digest and a masked form are kept. */
@Component
@RequiredArgsConstructor
class PersonLoad implements StagedLoad {
    private final JdbcClient jdbc;
    private final PersonLinks links;
    private final EntityResolution resolution;

    @Override
    public FeedSchema schema() {
        return new FeedSchema(
                "persons",
                List.of(
                        required("person_no", Type.TEXT),
                        of("id_type", Type.TEXT),
                        of("id_number", Type.TEXT),
                        required("name", Type.TEXT),
                        of("birth", Type.DATE),
                        of("sex", Type.TEXT),
                        of("phone", Type.TEXT),
                        of("death_flag", Type.BOOLEAN),
                        code("capability_flag", false, "NONE", "LIMITED", "NONE_CAPACITY", "UNKNOWN"),
                        of("credit_score", Type.INTEGER)),
                List.of("person_no"));
    }

    @Override
    public MergeCounts merge(StagedBatch batch, String slice) {
        return StagedUpsert.into("taxpayer.person")
                .key("person_no", "s.person_no")
                .set("id_hash", "taxpayer.secret_digest(taxpayer.id_number_18(s.id_number))")
                .set("id_masked", "taxpayer.masked(taxpayer.id_number_18(s.id_number))")
                .set("phone_hash", "taxpayer.secret_digest(s.phone)")
                .set("phone_masked", "taxpayer.masked(s.phone)")
                .set("notes", "taxpayer.id_number_notes(s.id_number)")
                .same("id_type", "name", "birth", "sex", "death_flag", "capability_flag", "credit_score")
                .run(jdbc, batch);
    }

    @Override
    public void finish(StagedBatch batch) {
        jdbc.sql("select taxpayer.refresh_statistics((select count(*) from " + batch.table() + "))")
                .query(rs -> {});
        links.resolve(
                "select p.id from %s s join taxpayer.person p on p.person_no = s.person_no".formatted(batch.table()));
        resolution.follow(batch.batchId(), schema().feed(), """
                select o.reg_serial from %s s join taxpayer.person p on p.person_no = s.person_no
                join taxpayer.person_role o on o.person_id = p.id and o.role = 'LEGAL_REP'""".formatted(batch.table()));
    }
}
