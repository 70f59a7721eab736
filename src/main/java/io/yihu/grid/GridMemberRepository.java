package io.yihu.grid;

import java.util.Optional;
import org.springframework.data.repository.Repository;

/** Memberships one at a time. */
interface GridMemberRepository extends Repository<GridMember, Long> {
    Optional<GridMember> findById(long id);

    Optional<GridMember> findByGridIdAndOfficerIdAndValidToIsNull(long gridId, long officerId);

    GridMember saveAndFlush(GridMember member);
}
