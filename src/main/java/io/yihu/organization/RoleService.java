package io.yihu.organization;

import io.yihu.platform.CurrentActor;
import io.yihu.platform.Refusal;
import io.yihu.trail.Traced;
import io.yihu.trail.Trail;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import lombok.RequiredArgsConstructor;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** The security administrator's part: who may do what. Nobody grants to the own person, and the three administrators stay three. */
@Service
@RequiredArgsConstructor
public class RoleService {
    private final JdbcClient jdbc;

    private record Target(long id, String login, String personNo) {}

    @Traced("organization.role.grant")
    public void grant(long accountId, String role) {
        if (!AccountRoles.ALL.contains(role)) {
            throw Refusal.invalid("organization.role.unknown");
        }
        Target target = target(accountId);
        String granter = granter(target);
        Set<String> together = new HashSet<>(rolesOfPerson(target.personNo()));
        together.add(role);
        if (!AccountRoles.compatible(together)) {
            throw Refusal.conflict("organization.role.incompatible", target.login());
        }
        Trail.note("role", role);
        try {
            jdbc.sql("""
                            insert into organization.account_role (account_id, person_no, role, granted_by)
                            values (?, ?, ?, ?) on conflict (account_id, role) do nothing""").params(accountId, target.personNo(), role, granter).update();
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
        Target target = jdbc.sql("select id, login, person_no from organization.account where id = ? for update")
                .param(accountId)
                .query(Target.class)
                .optional()
                .orElseThrow(Refusal::notFound);
        Trail.object("account", target.login());
        return target;
    }

    /** Person number of whoever grants; refused when it is the same person, by whatever account. */
    private String granter(Target target) {
        Long own = CurrentActor.get().accountId();
        if (own == null) {
            return CurrentActor.get().login();
        }
        String personNo = jdbc.sql("select person_no from organization.account where id = ?")
                .param(own)
                .query(String.class)
                .single();
        if (personNo.equals(target.personNo())) {
            throw Refusal.conflict("organization.role.self");
        }
        return personNo;
    }

    private List<String> rolesOfPerson(String personNo) {
        return jdbc.sql("select distinct role from organization.account_role where person_no = ?")
                .param(personNo)
                .query(String.class)
                .list();
    }
}
