package io.yihu.taxpayer.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What one text has and the other lacks is marked, character by character. */
class TextDiffTest {
    private static String marked(List<TextDiff.Piece> pieces) {
        return pieces.stream()
                .map(piece -> piece.differs() ? "[" + piece.text() + "]" : piece.text())
                .collect(Collectors.joining());
    }

    private static List<String> diff(String a, String b) {
        TextDiff.Both both = TextDiff.of(a, b);
        return List.of(marked(both.a()), marked(both.b()));
    }

    @Test
    void onlyWhatTheOtherLacksIsMarked() {
        assertThat(diff("青岛海岸商贸有限公司", "青岛海安商贸公司")).containsExactly("青岛海[岸]商贸[有限]公司", "青岛海[安]商贸公司");
        assertThat(diff("91330106MA0000001A", "330106MA0000001"))
                .containsExactly("[91]330106MA0000001[A]", "330106MA0000001");
        assertThat(diff("同", "同")).containsExactly("同", "同");
        assertThat(diff("甲", "乙")).containsExactly("[甲]", "[乙]");
        assertThat(diff(null, "乙")).as("nothing to compare with").containsExactly("", "乙");
        assertThat(diff("x".repeat(500), "y")).containsExactly("[" + "x".repeat(500) + "]", "[y]");
    }
}
