package io.yihu.taxpayer.resolve.register;

import java.time.LocalDate;

/**
 * One tax id took the place of another.
 *
 * @param rule ER-T1 for a recorded change, ER-T3 for one registration that came under two ids
 */
public record IdChange(
        String rule, long oldParty, long newParty, String oldId, String newId, LocalDate day, String serial) {}
