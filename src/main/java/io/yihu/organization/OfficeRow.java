package io.yihu.organization;

/** An office as lists show it. */
public record OfficeRow(
        long id,
        String code,
        String name,
        String shortName,
        String level,
        String kind,
        Long parentId,
        String path,
        String divisionCode,
        boolean active,
        int children,
        int officers) {

    /** What fits into a cell. */
    public String title() {
        return shortName == null || shortName.isBlank() ? name : shortName;
    }
}
