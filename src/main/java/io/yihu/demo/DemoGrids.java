package io.yihu.demo;

import io.yihu.grid.GridRole;
import io.yihu.grid.GridRule;
import io.yihu.grid.GridService;
import io.yihu.grid.GridType;
import io.yihu.grid.PartitionService;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The grids as an authority would have set them up some days before the first run: one per branch, one region, one group. */
@Component
@RequiredArgsConstructor
class DemoGrids {
    /** Region grid of scenario GS-10: food wholesalers of two cities. */
    static final String COLD_CHAIN = "跨区冷链";
    /** Group grid of scenario GS-10: the key tax sources of one province. */
    static final String LARGE = "大企业";

    private static final LocalDate SET_UP = LocalDate.of(2026, 2, 25);
    private static final String PROVINCE = "13200000000";

    private final JdbcClient jdbc;
    private final PartitionService partition;
    private final GridService grids;
    private final DemoClock clock;

    private record Member(long id, long officerId, long gridId) {}

    void create() {
        clock.at(SET_UP, LocalTime.of(10, 0), () -> {
            partition.refresh();
            lead();
            long province = jdbc.sql("select id from organization.v_office where code = ?")
                    .param(PROVINCE)
                    .query(Long.class)
                    .single();
            shared(
                    GridType.REGION,
                    COLD_CHAIN,
                    province,
                    new GridRule(null, List.of("3201", "3205"), List.of("5124"), null, null, null));
            shared(
                    GridType.GROUP,
                    LARGE,
                    province,
                    new GridRule(null, List.of("32"), null, List.of("KEY"), null, null));
            return null;
        });
    }

    /** The first officer of each branch leads its grid, the second is the deputy. */
    private void lead() {
        List<Member> members = jdbc.sql("""
                        select m.id, m.officer_id, m.grid_id from grid.v_grid_member m
                        join grid.v_grid g on g.id = m.grid_id and g.type = 'INSTITUTION'
                        where m.role = 'MEMBER' and m.valid_to is null
                          and not exists (select from grid.v_grid_member l where l.grid_id = m.grid_id and l.role = 'LEADER')
                        order by m.grid_id, m.officer_id""").query(Member.class).list();
        long grid = -1;
        int place = 0;
        for (Member member : members) {
            place = member.gridId() == grid ? place + 1 : 0;
            grid = member.gridId();
            if (place < 2) {
                grids.changeMember(member.id(), place == 0 ? GridRole.LEADER : GridRole.DEPUTY, 100, SET_UP);
            }
        }
    }

    /** Officer 李 of the township branch and her colleagues also serve in the narrower grids, with a smaller share of their time. */
    private void shared(GridType type, String name, long office, GridRule rule) {
        boolean stands = jdbc.sql("select exists (select from grid.v_grid where name = ? and status = 'ACTIVE')")
                .param(name)
                .query(Boolean.class)
                .single();
        if (stands) {
            return;
        }
        long grid = grids.create(type, name, office, rule);
        List<Long> officers = jdbc.sql("""
                        select f.id from organization.v_officer f join organization.v_office o on o.id = f.office_id
                        join organization.v_officer li on li.office_id = o.id and li.name = '李青禾'
                        order by f.name <> li.name, f.staff_no""").query(Long.class).list();
        for (int i = 0; i < officers.size(); i++) {
            grids.addMember(grid, officers.get(i), i == 0 ? GridRole.LEADER : GridRole.MEMBER, 30, SET_UP);
        }
    }
}
