package io.yihu.guidance;

import jakarta.persistence.LockModeType;
import java.util.Optional;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** One message at a time, locked by whoever acts on it. */
interface PushRepository extends Repository<Push, Long> {
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("from Push p where p.id = :id")
    Optional<Push> lock(long id);

    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("from Push p where p.taskId = :taskId or p.phoneTaskId = :taskId")
    Optional<Push> lockByTask(long taskId);

    void flush();
}
