package io.yihu.grid;

import io.yihu.platform.CurrentActor;
import io.yihu.platform.Refusal;
import io.yihu.platform.YihuClock;
import io.yihu.trail.Traced;
import io.yihu.trail.Trail;
import java.time.LocalDate;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import tools.jackson.databind.json.JsonMapper;

/** Changes of grids and their members, inside the actor's office scope; each makes a new version of the grid. */
@Service
@RequiredArgsConstructor
public class GridService {
    private final GridMemberRepository members;
    private final GridVersions versions;
    private final PartitionService partition;
    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final YihuClock clock;

    /** Makes a grid and fills it; an institution grid narrower than its office takes its taxpayers from the office's own. */
    @Traced("grid.grid.create")
    public long create(GridType type, String name, long unitOfficeId, GridRule rule) {
        versions.requireOffice(unitOfficeId);
        String called = name == null ? "" : name.strip();
        if (called.isEmpty() || called.length() > 80) {
            throw Refusal.invalid("grid.refused.name");
        }
        if (rule.asMap().isEmpty()) {
            throw Refusal.invalid("grid.refused.ruleEmpty");
        }
        long id = jdbc.sql("""
                        insert into grid.grid (type, name, unit_office_id, rule, created_at, created_by)
                        values (?, ?, ?, ?::jsonb, ?::timestamptz, ?) on conflict do nothing returning id""")
                .params(
                        type.name(),
                        called,
                        unitOfficeId,
                        json.writeValueAsString(rule.asMap()),
                        clock.instant().toString(),
                        CurrentActor.get().login())
                .query(Long.class)
                .optional()
                .orElseThrow(() -> Refusal.conflict("grid.refused.nameTaken", called));
        versions.keep(id, "CREATE");
        partition.refresh();
        Trail.object("grid", id);
        Trail.note("rule", json.writeValueAsString(rule.asMap()));
        return id;
    }

    /** Another partition rule for a grid; its taxpayers follow at once. */
    @Traced("grid.grid.rule")
    public void changeRule(long gridId, GridRule rule) {
        versions.require(gridId);
        if (rule.asMap().isEmpty()) {
            throw Refusal.invalid("grid.refused.ruleEmpty");
        }
        Trail.object("grid", gridId);
        Trail.change("rule", versions.rule(gridId), json.writeValueAsString(rule.asMap()));
        jdbc.sql("update grid.grid set rule = ?::jsonb, version = version + 1 where id = ?")
                .params(json.writeValueAsString(rule.asMap()), gridId)
                .update();
        versions.keep(gridId, "RULE");
        partition.refresh();
    }

    /** The grid takes no more taxpayers; its members keep the work they have. */
    @Traced("grid.grid.retire")
    public void retire(long gridId) {
        versions.require(gridId);
        Trail.object("grid", gridId);
        jdbc.sql("update grid.grid set status = 'RETIRED', version = version + 1 where id = ?")
                .param(gridId)
                .update();
        versions.keep(gridId, "RETIRE");
        partition.refresh();
    }

    /** An officer of any office joins from a day on. */
    @Traced("grid.member.add")
    public long addMember(long gridId, long officerId, GridRole role, int capacityPct, LocalDate from) {
        versions.require(gridId);
        versions.requireOfficer(officerId);
        versions.requirePost(officerId);
        if (members.findByGridIdAndOfficerIdAndValidToIsNull(gridId, officerId).isPresent()) {
            throw Refusal.conflict("grid.refused.alreadyMember");
        }
        GridMember member = members.saveAndFlush(new GridMember(gridId, officerId, role, capacityPct, start(from)));
        about(member);
        Trail.note("role", role);
        Trail.note("capacityPct", capacityPct);
        bump(gridId, "MEMBER_ADD");
        return member.getId();
    }

    /** Another share of time or role from a day on; the old one stays in the history. */
    @Traced("grid.member.change")
    public void changeMember(long memberId, GridRole role, int capacityPct, LocalDate from) {
        GridMember member = open(memberId);
        about(member);
        Trail.change("capacityPct", member.getCapacityPct(), capacityPct);
        Trail.change("role", member.getRole(), role);
        GridMember next = member.goOn(role, capacityPct, start(from));
        members.saveAndFlush(member);
        if (next != member) {
            members.saveAndFlush(next);
        }
        bump(member.getGridId(), "MEMBER_CHANGE");
    }

    /** The officer leaves after a day; open tasks stay with the officer. */
    @Traced("grid.member.end")
    public void endMember(long memberId, LocalDate lastDay) {
        GridMember member = open(memberId);
        about(member);
        member.end(lastDay == null ? today() : lastDay);
        members.saveAndFlush(member);
        Trail.change("validTo", null, member.getValidTo());
        bump(member.getGridId(), "MEMBER_END");
    }

    private GridMember open(long memberId) {
        GridMember member = members.findById(memberId).orElseThrow(Refusal::notFound);
        versions.require(member.getGridId());
        if (member.getValidTo() != null) {
            throw Refusal.conflict("grid.refused.ended");
        }
        return member;
    }

    private void bump(long gridId, String change) {
        jdbc.sql("update grid.grid set version = version + 1 where id = ?")
                .param(gridId)
                .update();
        versions.keep(gridId, change);
    }

    private void about(GridMember member) {
        Trail.object("grid", member.getGridId());
        Trail.note("member", member.getOfficerId());
    }

    private LocalDate start(LocalDate from) {
        return from == null ? today() : from;
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), YihuClock.CHINA);
    }
}
