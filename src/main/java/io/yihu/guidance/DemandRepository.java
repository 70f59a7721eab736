package io.yihu.guidance;

import jakarta.persistence.LockModeType;
import java.util.Optional;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** One question at a time, locked by whoever acts on it. */
interface DemandRepository extends Repository<Demand, Long> {
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("from Demand d where d.id = :id")
    Optional<Demand> lock(long id);

    void flush();
}
