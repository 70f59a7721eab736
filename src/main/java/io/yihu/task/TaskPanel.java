package io.yihu.task;

import java.util.List;

/** What another module has to say on the page of a task, such as what the next step will check. */
public interface TaskPanel {
    List<Panel> of(TaskRow task);

    /**
     * A box beside the task; texts are ready to print.
     *
     * @param id name of the place on the page
     */
    record Panel(String id, String title, String hint, List<Line> lines) {}

    /**
     * A line of it.
     *
     * @param word short word before the text, null for none
     * @param bad whether the word stands out
     * @param link where it leads, null for nowhere
     */
    record Line(String word, boolean bad, String text, String link) {}
}
