package io.yihu.task;

import java.util.List;

/** A kind of matter: what it needs, how long it takes, when it is due, what it merges with. */
record MatterType(
        String code,
        String matterClass,
        String dutyCode,
        List<String> skillTags,
        List<String> mandatoryTags,
        boolean needsCert,
        int standardMinutes,
        String slaUnit,
        int slaAmount,
        Integer firstActionHours,
        String mergeKey,
        int mergeWindowHours,
        boolean confidential,
        boolean needsApproval,
        String processKey) {}
