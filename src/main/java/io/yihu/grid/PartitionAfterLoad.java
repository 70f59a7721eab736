package io.yihu.grid;

import io.yihu.taxpayer.RegistrationsLoaded;
import lombok.RequiredArgsConstructor;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** New registrations stand in their grids before anybody looks for them. */
@Component
@RequiredArgsConstructor
class PartitionAfterLoad {
    private final PartitionService partition;

    @EventListener
    void refresh(RegistrationsLoaded loaded) {
        partition.refresh();
    }
}
