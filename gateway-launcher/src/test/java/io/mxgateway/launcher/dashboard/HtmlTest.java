package io.mxgateway.launcher.dashboard;

import static io.mxgateway.launcher.dashboard.Html.attr;
import static io.mxgateway.launcher.dashboard.Html.el;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HtmlTest {
    @Test
    void textIsNeverMarkup() {
        assertThat(el("p", "<b>&'\"", 7, List.of("<i>"))).hasToString("<p>&lt;b&gt;&amp;&#39;&quot;7&lt;i&gt;</p>");
    }

    @Test
    void anAttributeCannotBeBrokenOutOf() {
        assertThat(el("p", attr("title", "\"><script>"))).hasToString("<p title=\"&quot;&gt;&lt;script&gt;\"></p>");
    }

    @Test
    void elementsNestAndHaveClasses() {
        assertThat(el("td.n.id", el("br"), Html.NONE, el("a", attr("href", "/x"), "y")))
                .hasToString("<td class=\"n id\"><br/><a href=\"/x\">y</a></td>");
    }

    @Test
    void whatCannotBeShownIsReplaced() {
        String text = "a\u0000b\u202ec\ud83dd\ud83d\ude00\ufffe";
        assertThat(Html.all(text)).hasToString("a\ufffdb\ufffdc\ufffdd\ud83d\ude00\ufffd");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "javascript:alert(1)",
                "https://elsewhere.example/",
                "//elsewhere.example/",
                "/\\elsewhere.example/",
                "relative"
            })
    void anAddressIsAPathOfThisServer(String address) {
        assertThatThrownBy(() -> attr("href", address)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> attr("action", address)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"onclick", "style", "a b", "x>"})
    void anAttributeThatRunsOrStylesIsNone(String name) {
        assertThatThrownBy(() -> attr(name, "x")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void partsOfPathsAndQueriesAreEncoded() {
        assertThat(Html.path("/sessions", "a/../b c?<")).isEqualTo("/sessions/a%2F..%2Fb%20c%3F%3C");
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("filter", "a&b=c");
        values.put("page", "");
        values.put("sort", 3);
        assertThat(Html.query("/sessions", values)).isEqualTo("/sessions?filter=a%26b%3Dc&sort=3");
    }
}
