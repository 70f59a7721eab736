package io.yihu.organization;

/** What a list of officers is narrowed to; null or empty means no bound. */
public record OfficerFilter(String q, Long office, String status, String post) {
    String text() {
        return q == null ? "" : q.strip();
    }
}
