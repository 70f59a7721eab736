package io.yihu.task;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.flowable.bpmn.model.BpmnModel;
import org.flowable.bpmn.model.EndEvent;
import org.flowable.bpmn.model.FlowElement;
import org.flowable.bpmn.model.Gateway;
import org.flowable.bpmn.model.GraphicInfo;
import org.flowable.bpmn.model.SequenceFlow;
import org.flowable.bpmn.model.StartEvent;
import org.flowable.bpmn.model.UserTask;

/**
 * A process as lines and shapes, from the diagram in its file, ready for an SVG on the page.
 *
 * @param width of the view box, as {@code height} in the units of the file
 */
public record ProcessDrawing(int left, int top, int width, int height, List<Shape> shapes, List<Line> lines) {
    private static final int MARGIN = 16;

    /**
     * One node.
     *
     * @param kind TASK, GATEWAY, START or END
     * @param mark DONE, CURRENT, SKIPPED or AHEAD; AHEAD on a process nobody walks
     * @param duty whose step it is, null where it stays with the officer
     */
    public record Shape(
            String id, String kind, String name, String mark, String duty, int x, int y, int width, int height) {
        public int centerX() {
            return x + width / 2;
        }

        public int centerY() {
            return y + height / 2;
        }

        /** Corners of a diamond. */
        public String diamond() {
            return x + "," + centerY() + " " + centerX() + "," + y + " " + (x + width) + "," + centerY() + " "
                    + centerX() + "," + (y + height);
        }
    }

    /** One arrow; {@code points} as an SVG polyline wants them, {@code label} null where the way has no word. */
    public record Line(String points, String label, int labelX, int labelY) {}

    /** @param marks how far each step has come, by its id */
    static ProcessDrawing of(BpmnModel model, Map<String, String> marks) {
        List<Shape> shapes = new ArrayList<>();
        List<Line> lines = new ArrayList<>();
        int[] box = {Integer.MAX_VALUE, Integer.MAX_VALUE, 0, 0};
        for (FlowElement element : model.getMainProcess().getFlowElements()) {
            GraphicInfo at = model.getGraphicInfo(element.getId());
            if (at != null && !(element instanceof SequenceFlow)) {
                grow(box, at.getX(), at.getY());
                grow(box, at.getX() + at.getWidth(), at.getY() + at.getHeight());
                shapes.add(shape(element, at, marks.getOrDefault(element.getId(), "AHEAD")));
            }
            List<GraphicInfo> way = model.getFlowLocationGraphicInfo(element.getId());
            if (element instanceof SequenceFlow flow && way != null && way.size() > 1) {
                way.forEach(point -> grow(box, point.getX(), point.getY()));
                lines.add(line(flow, way));
            }
        }
        return new ProcessDrawing(
                box[0] - MARGIN,
                box[1] - MARGIN,
                box[2] - box[0] + 2 * MARGIN,
                box[3] - box[1] + 2 * MARGIN,
                shapes,
                lines);
    }

    private static Shape shape(FlowElement element, GraphicInfo at, String mark) {
        String kind = element instanceof UserTask
                ? "TASK"
                : element instanceof Gateway
                        ? "GATEWAY"
                        : element instanceof StartEvent ? "START" : element instanceof EndEvent ? "END" : "TASK";
        String duty =
                element instanceof UserTask task && !task.getCandidateGroups().isEmpty()
                        ? task.getCandidateGroups().get(0)
                        : null;
        return new Shape(
                element.getId(),
                kind,
                element.getName(),
                mark,
                duty,
                (int) at.getX(),
                (int) at.getY(),
                (int) at.getWidth(),
                (int) at.getHeight());
    }

    private static Line line(SequenceFlow flow, List<GraphicInfo> way) {
        StringBuilder points = new StringBuilder();
        way.forEach(point -> points.append((int) point.getX())
                .append(',')
                .append((int) point.getY())
                .append(' '));
        int longest = 1;
        for (int i = 1; i < way.size(); i++) {
            longest = length(way, i) > length(way, longest) ? i : longest;
        }
        GraphicInfo last = way.get(longest);
        GraphicInfo before = way.get(longest - 1);
        String condition = flow.getConditionExpression();
        int quote = condition == null ? -1 : condition.indexOf('\'');
        return new Line(
                points.toString().strip(),
                quote < 0 ? null : condition.substring(quote + 1, condition.lastIndexOf('\'')),
                (int) (last.getX() + before.getX()) / 2,
                (int) (last.getY() + before.getY()) / 2 - 4);
    }

    private static double length(List<GraphicInfo> way, int end) {
        return Math.abs(way.get(end).getX() - way.get(end - 1).getX())
                + Math.abs(way.get(end).getY() - way.get(end - 1).getY());
    }

    private static void grow(int[] box, double x, double y) {
        box[0] = (int) Math.min(box[0], x);
        box[1] = (int) Math.min(box[1], y);
        box[2] = (int) Math.max(box[2], x);
        box[3] = (int) Math.max(box[3], y);
    }
}
