package io.yihu.guidance;

import io.yihu.indicator.SecretTerms;
import io.yihu.platform.CurrentActor;
import io.yihu.platform.Refusal;
import io.yihu.platform.YihuClock;
import io.yihu.trail.Traced;
import io.yihu.trail.Trail;
import java.util.List;
import java.util.Objects;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Wordings change by two persons: one writes, another reads it as a taxpayer would and lets it live. */
@Service
@RequiredArgsConstructor
public class TemplateService {
    private static final int LONGEST_TITLE = 60;
    private static final int LONGEST_TEXT = 4000;
    private final Wordings wordings;
    private final ServiceEvents events;
    private final SecretTerms secrets;
    private final JdbcClient jdbc;
    private final YihuClock clock;

    /** A text somebody wants instead. */
    public record Draft(
            String title, String body, String notice, List<Integer> reminders, int validDays, List<String> channels) {}

    private record Pending(String code, String draftedBy, int version) {}

    /** Lays a text before another person; there is one at a time for each template. */
    @Traced("guidance.template.propose")
    public int propose(String code, Draft draft, String reason) {
        Wording now = wordings.byCode(code);
        check(now, draft);
        String said = Said.of(reason);
        boolean same = now.title().equals(draft.title())
                && now.body().equals(draft.body())
                && Objects.equals(now.notice(), draft.notice())
                && now.reminders().equals(draft.reminders())
                && now.validDays() == draft.validDays()
                && now.channels().equals(draft.channels());
        if (same) {
            throw Refusal.conflict("guidance.refused.templateSame");
        }
        Trail.object("guidance.template", code);
        Trail.note("reason", said);
        int version = jdbc.sql("""
                        insert into guidance.template_version (code, version, title, body, notice, reminders, valid_days, channels, state, reason, drafted_by,
                          drafted_name, drafted_at)
                        select :code, coalesce((select max(version) from guidance.template_version where code = :code), 1) + 1, :title, :body, :notice,
                          :reminders, :valid, :channels, 'PENDING', :reason, :by, :name, :now::timestamptz
                        where not exists (select from guidance.template_version where code = :code and state = 'PENDING')
                        returning version""")
                .param("code", code)
                .param("title", draft.title())
                .param("body", draft.body())
                .param("notice", draft.notice())
                .param("reminders", draft.reminders().toArray(Integer[]::new))
                .param("valid", draft.validDays())
                .param("channels", draft.channels().toArray(String[]::new))
                .param("reason", said)
                .param("by", CurrentActor.get().login())
                .param("name", CurrentActor.get().name())
                .param("now", clock.instant().toString())
                .query(Integer.class)
                .optional()
                .orElseThrow(() -> Refusal.conflict("guidance.refused.templatePending"));
        Trail.note("version", version);
        return version;
    }

    /** Another person's yes or no; a yes holds for messages sent from now on. */
    @Traced("guidance.template.decide")
    public void decide(String code, int version, boolean accepted, String note) {
        events.template(code);
        Pending pending = jdbc.sql("""
                        select code, drafted_by, version from guidance.template_version where code = ? and state = 'PENDING' for update""")
                .param(code)
                .query(Pending.class)
                .optional()
                .filter(each -> each.version() == version)
                .orElseThrow(() -> Refusal.conflict("guidance.refused.templateGone"));
        if (pending.draftedBy().equals(CurrentActor.get().login())) {
            throw Refusal.conflict("guidance.refused.templateOwn");
        }
        String said = accepted && (note == null || note.isBlank()) ? null : Said.of(note);
        if (accepted) {
            jdbc.sql("update guidance.template_version set state = 'RETIRED' where code = ? and state = 'LIVE'")
                    .param(code)
                    .update();
        }
        jdbc.sql("""
                        update guidance.template_version set state = ?, reviewed_by = ?, reviewed_name = ?, reviewed_at = ?::timestamptz,
                          review_note = ? where code = ? and version = ?""")
                .params(
                        accepted ? "LIVE" : "REJECTED",
                        CurrentActor.get().login(),
                        CurrentActor.get().name(),
                        clock.instant().toString(),
                        said,
                        code,
                        version)
                .update();
        Trail.object("guidance.template", code);
        Trail.note("version", version);
        Trail.note("decision", accepted ? "LIVE" : "REJECTED");
    }

    /** What must not stand in it, and what must. */
    private void check(Wording now, Draft draft) {
        if (draft.title().isBlank() || draft.title().length() > LONGEST_TITLE) {
            throw Refusal.invalid("guidance.refused.templateTitle", LONGEST_TITLE);
        }
        if (draft.body().length() < Said.SHORTEST || draft.body().length() > LONGEST_TEXT) {
            throw Refusal.invalid("guidance.refused.templateBody", LONGEST_TEXT);
        }
        if (now.sign() && (draft.notice() == null || draft.notice().isBlank())) {
            throw Refusal.invalid("guidance.refused.templateNotice");
        }
        boolean days = draft.reminders().size() <= 5
                && draft.reminders().stream().allMatch(day -> day > 0 && day <= 60)
                && draft.reminders().stream().sorted().distinct().toList().equals(draft.reminders());
        if (!days || draft.validDays() < 1 || draft.validDays() > 365) {
            throw Refusal.invalid("guidance.refused.templateDays");
        }
        if (draft.channels().isEmpty() || !Wording.CHANNELS.containsAll(draft.channels())) {
            throw Refusal.invalid("guidance.refused.templateChannels");
        }
        for (String text : new String[] {draft.title(), draft.body(), draft.notice()}) {
            List<String> gaps = ServicePolicy.unknownGaps(text);
            if (!gaps.isEmpty()) {
                throw Refusal.invalid("guidance.refused.templateGap", gaps.get(0));
            }
            secrets.scan(text).stream().findFirst().ifPresent(match -> {
                throw Refusal.conflict("guidance.refused.secret", match.text());
            });
        }
    }
}
