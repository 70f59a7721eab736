package io.yihu.grid;

import io.yihu.taxpayer.RegistrationsLoaded;
import io.yihu.taxpayer.SubjectsRelinked;
import lombok.RequiredArgsConstructor;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** New and relinked registrations stand in their grids before anybody looks for them. */
@Component
@RequiredArgsConstructor
class PartitionAfterLoad {
    private static final int FEW = 1000;
    private final PartitionService partition;

    @EventListener
    void refresh(RegistrationsLoaded loaded) {
        partition.refresh();
    }

    /** What was merged leaves its grids, what survives stands where its golden record belongs. */
    @Order(10)
    @EventListener
    void follow(SubjectsRelinked relinked) {
        if (relinked.subjectIds().size() > FEW) {
            partition.refresh();
        } else {
            partition.place(relinked.subjectIds());
        }
    }
}
