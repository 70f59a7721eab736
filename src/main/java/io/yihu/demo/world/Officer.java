package io.yihu.demo.world;

/** A tax officer of the world; posts and skills as the feed writes them. */
record Officer(String staffNo, String name, String office, String posts, String skills, int certYears) {}
