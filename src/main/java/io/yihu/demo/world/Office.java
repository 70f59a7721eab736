package io.yihu.demo.world;

/**
 * A tax office of the world.
 *
 * @param parent code of the office above, null for the headquarters
 * @param place name of the division with those above it, as addresses begin
 */
record Office(String code, String name, String shortName, String level, String parent, String division, String place) {
    String kind() {
        return level.equals("BRANCH") ? "BRANCH" : "ADMIN";
    }

    String province() {
        return division.substring(0, 2);
    }
}
