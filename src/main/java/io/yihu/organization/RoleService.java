package io.yihu.organization;

import io.yihu.platform.CurrentActor;
import io.yihu.platform.Refusal;
import io.yihu.platform.YihuProperties;
import io.yihu.trail.Traced;
import io.yihu.trail.Trail;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import lombok.RequiredArgsConstructor;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The security administrator's part: who may do what. Nobody grants to the own person, and the three administrators stay three. */
@Service
@RequiredArgsConstructor
public class RoleService {
    private final JdbcClient jdbc;
    private final SignInProperties properties;
    private final YihuProperties yihu;

    private record Target(long id, String login, String personNo, String path) {}

    private record Granter(String personNo, String path) {}

    /** A role somebody asked for and somebody else has to agree to. */
    public record Request(
            long id, long accountId, String login, String name, String role, String askedBy, Instant askedAt) {}

    private record Asked(long id, long accountId, String role, String askedPerson) {}

    /** Whether a grant waits for a second person. */
    @Transactional(readOnly = true)
    public boolean approvalNeeded() {
        return properties.approvesGrants(yihu);
    }

    /** Requests of one account that wait. */
    @Transactional(readOnly = true)
    public List<Request> open(long accountId) {
        return open().stream()
                .filter(request -> request.accountId() == accountId)
                .toList();
    }

    /** All requests that wait, oldest first. */
    @Transactional(readOnly = true)
    public List<Request> open() {
        return jdbc.sql("""
                        select r.id, r.account_id, a.login, a.name, r.role, r.asked_by, r.asked_at
                        from organization.role_request r join organization.account a on a.id = r.account_id
                        where r.decided_at is null order by r.id""").query(Request.class).list();
    }

    /** A second person, another security administrator or the audit administrator, lets a grant happen or not. */
    @Traced("organization.role.decide")
    public void decide(long requestId, boolean grant) {
        Asked asked =
                jdbc.sql("""
                        select id, account_id, role, asked_person from organization.role_request
                        where id = ? and decided_at is null for update""").param(requestId).query(Asked.class).optional().orElseThrow(Refusal::notFound);
        Target target = target(asked.accountId());
        Granter second = granter(target);
        if (second.personNo().equals(asked.askedPerson())) {
            throw Refusal.conflict("organization.role.samePerson");
        }
        Trail.note("role", asked.role());
        Trail.note("granted", grant);
        jdbc.sql("update organization.role_request set decided_by = ?, decided_at = now(), granted = ? where id = ?")
                .params(CurrentActor.get().login(), grant, requestId)
                .update();
        if (grant) {
            give(target, asked.role(), asked.askedPerson());
        }
    }

    @Traced("organization.role.grant")
    public void grant(long accountId, String role) {
        if (!AccountRoles.ALL.contains(role)) {
            throw Refusal.invalid("organization.role.unknown");
        }
        Target target = target(accountId);
        Granter granter = granter(target);
        Trail.note("role", role);
        if (approvalNeeded() && CurrentActor.get().accountId() != null) {
            refuseMixed(target, role);
            jdbc.sql("""
                            insert into organization.role_request (account_id, role, asked_by, asked_person) values (?, ?, ?, ?)
                            on conflict (account_id, role) where decided_at is null do nothing""")
                    .params(accountId, role, CurrentActor.get().login(), granter.personNo())
                    .update();
            Trail.note("waits", true);
        } else {
            give(target, role, granter.personNo());
        }
    }

    private void refuseMixed(Target target, String role) {
        Set<String> together = new HashSet<>(rolesOfPerson(target.personNo()));
        together.add(role);
        if (!AccountRoles.compatible(together)) {
            throw Refusal.conflict("organization.role.incompatible", target.login());
        }
    }

    private void give(Target target, String role, String granter) {
        refuseMixed(target, role);
        try {
            jdbc.sql("""
                            insert into organization.account_role (account_id, person_no, role, granted_by)
                            values (?, ?, ?, ?) on conflict (account_id, role) do nothing""").params(target.id(), target.personNo(), role, granter).update();
        } catch (DataIntegrityViolationException secondAdministrator) {
            throw Refusal.conflict("organization.role.incompatible", target.login());
        }
    }

    @Traced("organization.role.revoke")
    public void revoke(long accountId, String role) {
        Target target = target(accountId);
        granter(target);
        refuseLastHolder(accountId, Set.of(role));
        Trail.note("role", role);
        int gone = jdbc.sql("delete from organization.account_role where account_id = ? and role = ?")
                .params(accountId, role)
                .update();
        if (gone == 0) {
            throw Refusal.notFound();
        }
    }

    /** There is always somebody in each of the three administrator roles; the check holds a lock until the end of the action. */
    void refuseLastHolder(long accountId, Set<String> roles) {
        for (String role : AccountRoles.ADMINISTRATORS) {
            if (roles.contains(role)) {
                jdbc.sql("select pg_advisory_xact_lock(hashtext('organization.administrators'))")
                        .query((row, number) -> 1)
                        .single();
                boolean others = jdbc.sql("""
                                select exists (select from organization.account_role r
                                  join organization.account a on a.id = r.account_id and a.disabled_at is null
                                  where r.role = ? and r.account_id <> ?)""")
                        .params(role, accountId)
                        .query(Boolean.class)
                        .single();
                if (!others) {
                    throw Refusal.conflict("organization.role.last");
                }
            }
        }
    }

    private Target target(long accountId) {
        Target target =
                jdbc.sql("""
                        select a.id, a.login, a.person_no, o.path from organization.account a
                        left join organization.officer f on f.id = a.officer_id left join organization.office o on o.id = f.office_id
                        where a.id = ? for update of a""").param(accountId).query(Target.class).optional().orElseThrow(Refusal::notFound);
        Trail.object("account", target.login());
        return target;
    }

    /**
     * Whoever grants; refused when it is the same person, by whatever account, and when the account stands outside of what
     * the granter may decide on: an administrator of an office grants below it, one without an office everywhere.
     */
    private Granter granter(Target target) {
        Long own = CurrentActor.get().accountId();
        if (own == null) {
            return new Granter(CurrentActor.get().login(), null);
        }
        Granter granter = jdbc.sql("""
                        select a.person_no, o.path from organization.account a
                        left join organization.officer f on f.id = a.officer_id left join organization.office o on o.id = f.office_id
                        where a.id = ?""").param(own).query(Granter.class).single();
        if (granter.personNo().equals(target.personNo())) {
            throw Refusal.conflict("organization.role.self");
        }
        if (granter.path() != null && (target.path() == null || !target.path().startsWith(granter.path()))) {
            throw Refusal.conflict("organization.role.beyond");
        }
        return granter;
    }

    private List<String> rolesOfPerson(String personNo) {
        return jdbc.sql("select distinct role from organization.account_role where person_no = ?")
                .param(personNo)
                .query(String.class)
                .list();
    }
}
