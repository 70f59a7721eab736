package io.yihu.task;

import jakarta.persistence.LockModeType;
import java.util.Optional;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** One task at a time, locked by whoever acts on it. */
interface TaskRepository extends Repository<Task, Long> {
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("from Task t where t.id = :id")
    Optional<Task> lock(long id);

    void flush();

    Task saveAndFlush(Task task);
}
