package io.yihu.demo.world;

/** A case hidden among ordinary firms, and what an officer who looks would find. */
enum Plant {
    GS_01("CONFIRMED", "变更法定代表人后开票突增（GS-01）"),
    GS_03("UNVERIFIABLE", "无民事行为能力人刚任法定代表人的新办户申请票种（GS-03）"),
    GS_10("CONFIRMED", "同一承办人在机构、区域、群组三类网格各得一件（GS-10）"),
    GS_05A("EXCLUDED", "专票票种核定后派服务事项给三人中在办最少者（GS-05a）"),
    SHELL_SURGE("CONFIRMED", "休眠户变更法定代表人后集中开票"),
    NEW_BURST("TRANSFERRED", "新办户短期顶额开票后停止"),
    NO_INPUT("CONFIRMED", "有销项而几乎无进项"),
    MUTUAL("PARTIAL", "两户同货物对开"),
    VOID_RED("PARTIAL", "作废和红冲异常"),
    SHARED_CONTROL("CONFIRMED", "同一控制人多户，共用地址、电话和设备"),
    NO_CAPACITY("UNVERIFIABLE", "法定代表人无民事行为能力或已死亡"),
    HONEST_GROWTH("EXCLUDED", "变更后正常增长，进销匹配"),
    HONEST_PROJECT("EXCLUDED", "项目集中结算造成的突增"),
    GS_02("TRANSFERRED", "团伙线索户：新办空壳七天开完二十五份电子专票后不申报（GS-02）"),
    GANG_SHELL("TRANSFERRED", "团伙空壳：短期集中虚开（GS-02）"),
    GANG_PIPE("TRANSFERRED", "团伙管道：进煤销化工，六天过手（GS-02）"),
    GANG_RECIPIENT("PARTIAL", "团伙受票（GS-02）"),
    GANG_EXPORTER("PARTIAL", "团伙出口（GS-02）");

    final String conclusion;
    final String title;

    Plant(String conclusion, String title) {
        this.conclusion = conclusion;
        this.title = title;
    }

    /** How often in size S. */
    int count() {
        return switch (this) {
            case GS_01, GS_03, GS_05A -> 1;
            case GS_10 -> 3;
            case SHELL_SURGE -> 60;
            case NEW_BURST, NO_INPUT, VOID_RED, MUTUAL, HONEST_GROWTH -> 12;
            case SHARED_CONTROL -> 18;
            case NO_CAPACITY -> 6;
            case HONEST_PROJECT -> 8;
            case GS_02, GANG_SHELL, GANG_PIPE, GANG_RECIPIENT, GANG_EXPORTER -> 0;
        };
    }
}
