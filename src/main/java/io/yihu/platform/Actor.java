package io.yihu.platform;

import java.util.Set;

/**
 * Who acts: a signed-in person, another system, or the application itself.
 *
 * @param accountId account, null for the system
 * @param login unique sign-in name, or "system"
 * @param officerId officer behind the account, null for pure administrators and systems
 * @param officePath path prefix that bounds what may be seen, such as {@code /1/12/}; "/" is everything, "" nothing
 */
public record Actor(
        Long accountId,
        String login,
        String name,
        Long officerId,
        Long officeId,
        String officeName,
        String officePath,
        Set<String> roles) {

    /** Nightly work and seeding. */
    public static final Actor SYSTEM = new Actor(null, "system", "系统", null, null, null, "/", Set.of());

    public boolean has(String role) {
        return roles.contains(role);
    }

    /** Pattern for {@code office.path like :scope}. */
    public String scope() {
        return officePath == null || officePath.isEmpty() ? "" : officePath + "%";
    }
}
