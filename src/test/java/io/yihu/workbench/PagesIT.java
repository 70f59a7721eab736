package io.yihu.workbench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import io.yihu.support.FileWorld;
import io.yihu.support.YihuIT;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;

/** Walks the menu of every role: what it shows opens, what it does not show is refused, and both languages are whole. */
@YihuIT
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PagesIT {
    private static final Pattern MENU = Pattern.compile("(?s)<nav class=\"side\".*?</nav>");
    private static final Pattern LINK = Pattern.compile("href=\"(/[^\"]*)\"");
    /** What templates write, as against what the data says. */
    private static final Pattern WRITTEN = Pattern.compile(
            "(?s)<(th|dt|label|button|h2|summary)\\b[^>]*>([^<]*)</\\1>|<p class=\"purpose\">([^<]*)</p>");

    private static final Pattern HAN = Pattern.compile("\\p{IsHan}");

    @Autowired
    FileWorld world;

    @Autowired
    MockMvc mvc;

    private final Map<String, Set<String>> menus = new LinkedHashMap<>();

    @BeforeAll
    void menus() throws Exception {
        world.build();
        for (String login : FileWorld.LOGINS) {
            menus.put(login, menu(open(login, "/", "zh-CN").getContentAsString(StandardCharsets.UTF_8)));
        }
    }

    private static Set<String> menu(String html) {
        Set<String> links = new LinkedHashSet<>();
        MENU.matcher(html)
                .results()
                .forEach(nav -> LINK.matcher(nav.group()).results().forEach(link -> links.add(link.group(1))));
        return links;
    }

    private MockHttpServletResponse open(String login, String url, String language) throws Exception {
        return mvc.perform(get(url).accept(MediaType.TEXT_HTML)
                        .cookie(new jakarta.servlet.http.Cookie("yihu-lang", language))
                        .with(user(login)))
                .andReturn()
                .getResponse();
    }

    @Test
    void everyRoleHasAMenuAndEveryEntryOpens() throws Exception {
        List<String> broken = new ArrayList<>();
        for (var menu : menus.entrySet()) {
            assertThat(menu.getValue()).as(menu.getKey()).contains("/");
            for (String url : menu.getValue()) {
                MockHttpServletResponse answer = open(menu.getKey(), url, "zh-CN");
                String html = answer.getContentAsString(StandardCharsets.UTF_8);
                if (answer.getStatus() != 200 || html.contains("??")) {
                    broken.add(menu.getKey() + " " + url + " " + answer.getStatus());
                }
            }
        }
        assertThat(broken).as("menu entries that do not open").isEmpty();
    }

    @Test
    void whatTheMenuOfARoleDoesNotShowIsRefusedToIt() throws Exception {
        Set<String> all = new LinkedHashSet<>();
        menus.values().forEach(all::addAll);
        List<String> open = new ArrayList<>();
        for (var menu : menus.entrySet()) {
            for (String url : all) {
                boolean hidden = !menu.getValue().contains(url) && !url.equals("/search");
                int status = hidden ? open(menu.getKey(), url, "zh-CN").getStatus() : 403;
                if (status != 403) {
                    open.add(menu.getKey() + " " + url + " " + status);
                }
            }
        }
        assertThat(open)
                .as("pages open to a role that has no menu entry for them")
                .isEmpty();
    }

    @Test
    void englishPagesSpeakEnglishAndChinesePagesChinese() throws Exception {
        List<String> foreign = new ArrayList<>();
        List<String> pages = new ArrayList<>(menus.get("wang.super"));
        pages.addAll(List.of(
                "/subject/" + world.subject(FileWorld.FIRM),
                "/subject/" + world.subject(FileWorld.FIRM) + "?tab=trade",
                "/subject/" + world.subject(FileWorld.FIRM) + "?tab=papers",
                "/office/" + world.office("13301060000"),
                "/staff/" + world.officer("S002")));
        for (String url : pages) {
            String english = open("wang.super", url, "en").getContentAsString(StandardCharsets.UTF_8);
            written(english).stream()
                    .filter(text -> HAN.matcher(text).find() && !text.equals("王五洲"))
                    .forEach(text -> foreign.add("en " + url + ": " + text));
            String chinese = open("wang.super", url, "zh-CN").getContentAsString(StandardCharsets.UTF_8);
            assertThat(chinese).as(url).doesNotContain("??");
            written(chinese).stream()
                    .filter(text -> text.matches(".*[a-z]{4,}.*[a-z]{4,}.*")
                            && !HAN.matcher(text).find())
                    .forEach(text -> foreign.add("zh " + url + ": " + text));
        }
        assertThat(foreign).as("words of the other language").isEmpty();
    }

    private static List<String> written(String html) {
        return WRITTEN.matcher(html)
                .results()
                .map((MatchResult found) -> found.group(2) == null ? found.group(3) : found.group(2))
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .toList();
    }
}
