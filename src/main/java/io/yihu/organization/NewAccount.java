package io.yihu.organization;

import java.util.Set;

/**
 * An account to be made.
 *
 * @param personNo staff number of the person; two accounts with the same number belong to one person
 * @param officerId officer behind the account, null for a pure administrator
 * @param mustChange whether the password only serves to choose another one
 */
public record NewAccount(
        String login,
        String name,
        String personNo,
        Long officerId,
        String password,
        boolean mustChange,
        Set<String> roles) {}
