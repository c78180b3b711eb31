package io.mxgateway.launcher.dashboard;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.mxgateway.launcher.admin.HttpPeer.Answer;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** What must hold for every page. */
final class PageCheck {
    static final int MOST_BYTES = 100 * 1024;

    private PageCheck() {}

    static Document check(Answer answer) {
        assertThat(answer.header("Content-Type")).isEqualTo("text/html; charset=utf-8");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.header("Content-Security-Policy"))
                .contains("default-src 'none'", "frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(answer.header("Referrer-Policy")).isEqualTo("same-origin");
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.body().getBytes(UTF_8)).hasSizeLessThanOrEqualTo(MOST_BYTES);
        Document page = parsed(answer.body());
        Set<String> ids = new HashSet<>();
        List<Element> elements = elements(page);
        for (Element element : elements) {
            check(element);
            assertThat(element.getAttribute("id").isEmpty() || ids.add(element.getAttribute("id")))
                    .as("one id is there once: " + element.getAttribute("id"))
                    .isTrue();
        }
        assertThat(count(elements, "main")).isEqualTo(1);
        assertThat(count(elements, "h1")).isEqualTo(1);
        assertThat(page.getDocumentElement().getAttribute("lang")).isEqualTo("en");
        return page;
    }

    private static void check(Element element) {
        String name = element.getTagName();
        for (int i = 0; i < element.getAttributes().getLength(); i++) {
            assertThat(element.getAttributes().item(i).getNodeName())
                    .as("nothing runs and nothing is styled within a page")
                    .doesNotStartWith("on")
                    .isNotEqualTo("style");
        }
        for (String address : List.of("href", "src", "action")) {
            assertThat(element.getAttribute(address)).doesNotContain(":").doesNotStartWith("//");
        }
        if (name.equals("script")) {
            assertThat(element.getTextContent()).isEmpty();
            assertThat(element.getAttribute("src")).startsWith("/static/");
        }
        assertThat(name).isNotEqualTo("style");
        if (name.equals("form") && element.getAttribute("method").equals("post")) {
            assertThat(elements(element).stream()
                            .anyMatch(inner -> inner.getAttribute("name").equals("csrf")))
                    .as("every form that does something carries a token")
                    .isTrue();
        }
        if (name.equals("table")) {
            assertThat(element.getFirstChild().getNodeName()).isEqualTo("caption");
        }
        if (name.equals("th")) {
            assertThat(element.getAttribute("scope")).isIn("row", "col");
        }
        if (name.equals("svg")) {
            assertThat(element.getAttribute("role")).isEqualTo("img");
            assertThat(element.getAttribute("aria-label")).contains("now", "lowest", "highest");
        }
        if (name.equals("input") && !element.getAttribute("type").equals("hidden")) {
            assertThat(element.getAttribute("id") + element.getParentNode().getNodeName())
                    .as("an input has a label")
                    .isNotEqualTo("form");
        }
    }

    static Document parsed(String body) {
        assertThat(body).startsWith("<!DOCTYPE html>\n");
        try {
            return DocumentBuilderFactory.newDefaultInstance()
                    .newDocumentBuilder()
                    .parse(new InputSource(new StringReader(body.substring(body.indexOf('\n')))));
        } catch (SAXException | IOException | ParserConfigurationException e) {
            throw new AssertionError("the page is not well-formed: " + e.getMessage() + "\n" + body, e);
        }
    }

    static List<Element> elements(Node below) {
        List<Element> elements = new ArrayList<>();
        NodeList children = below.getChildNodes();
        for (int i = 0; i < children.getLength(); i++) {
            if (children.item(i) instanceof Element element) {
                elements.add(element);
                elements.addAll(elements(element));
            }
        }
        return elements;
    }

    /** The elements with a name. */
    static List<Element> all(Document page, String name) {
        return elements(page).stream()
                .filter(element -> element.getTagName().equals(name))
                .toList();
    }

    private static long count(List<Element> elements, String name) {
        return elements.stream()
                .filter(element -> element.getTagName().equals(name))
                .count();
    }
}
