package io.yihu.organization;

import io.yihu.platform.Roles;
import java.util.List;
import java.util.Set;

/** Which roles there are, in the order of the screen, and which of them exclude each other. */
public final class AccountRoles {
    /** System, security and audit administrator: three persons, none of whom handles taxpayers. */
    public static final Set<String> ADMINISTRATORS =
            Set.of(Roles.SYSTEM_ADMIN, Roles.SECURITY_ADMIN, Roles.AUDIT_ADMIN);

    public static final List<String> ALL = List.of(
            Roles.OFFICER,
            Roles.SUPERVISOR,
            Roles.GRID_ADMIN,
            Roles.MODEL_ADMIN,
            Roles.SYSTEM_ADMIN,
            Roles.SECURITY_ADMIN,
            Roles.AUDIT_ADMIN);

    private AccountRoles() {}

    /** At most one administrator role, and never together with work on taxpayers. */
    public static boolean compatible(Set<String> roles) {
        return roles.stream().noneMatch(ADMINISTRATORS::contains) || roles.size() == 1;
    }
}
