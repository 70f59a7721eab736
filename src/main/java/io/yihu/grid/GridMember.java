package io.yihu.grid;

import io.yihu.platform.Refusal;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.LocalDate;
import lombok.AccessLevel;
import lombok.Getter;
import lombok.NoArgsConstructor;

/** One officer in one grid for a time, with a role and a share of the working time. */
@Entity
@Table(schema = "grid", name = "grid_member")
@Getter
@NoArgsConstructor(access = AccessLevel.PROTECTED)
class GridMember {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private Long id;

    private long gridId;
    private long officerId;

    @Enumerated(EnumType.STRING)
    private GridRole role;

    private int capacityPct;
    private LocalDate validFrom;
    private LocalDate validTo;

    GridMember(long gridId, long officerId, GridRole role, int capacityPct, LocalDate validFrom) {
        this.gridId = gridId;
        this.officerId = officerId;
        this.role = role;
        this.capacityPct = checked(capacityPct);
        this.validFrom = validFrom;
    }

    /** Ends this row the day before and goes on in a new one; a row that has not begun is changed in place. */
    GridMember goOn(GridRole newRole, int newCapacity, LocalDate from) {
        if (!validFrom.isBefore(from)) {
            role = newRole;
            capacityPct = checked(newCapacity);
            return this;
        }
        GridMember next = new GridMember(gridId, officerId, newRole, newCapacity, from);
        validTo = from.minusDays(1);
        return next;
    }

    void end(LocalDate lastDay) {
        if (validTo != null) {
            throw Refusal.conflict("grid.refused.ended");
        }
        if (lastDay.isBefore(validFrom)) {
            throw Refusal.invalid("grid.refused.endBeforeStart");
        }
        validTo = lastDay;
    }

    private static int checked(int capacityPct) {
        if (capacityPct < 0 || capacityPct > 100) {
            throw Refusal.invalid("grid.refused.capacity");
        }
        return capacityPct;
    }
}
