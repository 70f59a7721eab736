package io.yihu.task;

import io.yihu.taxpayer.MergeConcern;
import java.util.Optional;
import java.util.Set;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** A taxpayer under audit is not merged by one person alone. */
@Component
@RequiredArgsConstructor
class AuditConcern implements MergeConcern {
    private final JdbcClient jdbc;

    @Override
    public Optional<String> about(Set<Long> subjectIds) {
        boolean audited = jdbc.sql("""
                        select exists (select from task.matter m join task.matter_type t on t.code = m.type_code and t.class = 'SUPERVISION'
                          where m.subject_id = any (?) and m.state = 'OPEN')""")
                .param(subjectIds.toArray(Long[]::new))
                .query(Boolean.class)
                .single();
        return audited ? Optional.of("task.mergeConcern.audit") : Optional.empty();
    }
}
