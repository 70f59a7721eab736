package io.yihu.risk.whatif;

import io.yihu.risk.Level;
import io.yihu.risk.model.ModelSpec;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** One model tried on past periods, in memory only; nothing of it is written anywhere. */
public final class Trial {
    private final String id;
    private final String owner;
    private final String modelCode;
    private final Long draftId;
    private final ModelSpec spec;
    private final int total;
    final List<PeriodTrial> periods = new CopyOnWriteArrayList<>();
    final Map<LocalDate, Map<Long, Integer>> labels = new java.util.concurrent.ConcurrentHashMap<>();
    private volatile State state = State.RUNNING;
    private volatile boolean stop;

    /** How far it has come. */
    public enum State {
        RUNNING,
        DONE,
        STOPPED,
        FAILED
    }

    Trial(String id, String owner, String modelCode, Long draftId, ModelSpec spec, int total) {
        this.id = id;
        this.owner = owner;
        this.modelCode = modelCode;
        this.draftId = draftId;
        this.spec = spec;
        this.total = total;
    }

    public String id() {
        return id;
    }

    String owner() {
        return owner;
    }

    public String modelCode() {
        return modelCode;
    }

    public Long draftId() {
        return draftId;
    }

    public ModelSpec spec() {
        return spec;
    }

    public State state() {
        return state;
    }

    public boolean running() {
        return state == State.RUNNING;
    }

    public int done() {
        return periods.size();
    }

    public int total() {
        return total;
    }

    void end(State end) {
        state = end;
    }

    void stop() {
        stop = true;
    }

    boolean stopping() {
        return stop;
    }

    /** Labelled subjects of a period, flagged from a level on or not. */
    Confusion confusion(PeriodTrial period, byte[] levels, Level cut) {
        long[] cells = new long[4];
        Map<Long, Integer> known = labels.get(period.period.period());
        for (int i = 0; i < levels.length; i++) {
            Integer label = period.mine[i] ? known.get(period.batch.subjects()[i]) : null;
            if (label != null) {
                boolean flagged = levels[i] >= cut.ordinal();
                cells[(label == 1 ? 0 : 1) + (flagged ? 0 : 2)]++;
            }
        }
        return new Confusion(cells[0], cells[1], cells[2], cells[3]);
    }
}
