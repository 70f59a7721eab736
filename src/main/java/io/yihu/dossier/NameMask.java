package io.yihu.dossier;

import io.yihu.platform.Actor;
import io.yihu.platform.Roles;

/** Names of natural persons: whole for those who handle matters, the family name only for everyone else. */
final class NameMask {
    private NameMask() {}

    /** Who deals with persons in matters, and may open their files. */
    static boolean handles(Actor actor) {
        return actor.has(Roles.OFFICER) || actor.has(Roles.SUPERVISOR);
    }

    static String shown(String name, Actor actor) {
        if (handles(actor) || name == null || name.length() < 2) {
            return name;
        }
        int first = name.offsetByCodePoints(0, 1);
        return name.substring(0, first) + "*".repeat(name.codePointCount(first, name.length()));
    }
}
