package io.mxgateway.launcher.dashboard;

import static io.mxgateway.launcher.dashboard.Html.attr;
import static io.mxgateway.launcher.dashboard.Html.el;

import io.mxgateway.core.security.ApiKey;
import io.mxgateway.core.security.ApiKeys;
import io.mxgateway.core.security.Glob;
import io.mxgateway.core.security.KeyConstraints;
import io.mxgateway.core.security.Scope;
import io.mxgateway.launcher.admin.AdminCall;
import io.mxgateway.launcher.admin.Parameters;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What is written into the form for a new key, as it was written. Immutable. */
final class KeyForm {
    private static final String ID = "id";
    private static final String NAME = "name";
    private static final String SCOPES = "scopes";
    private static final String EXPIRES = "expires";
    private static final String CLASSES = "write-classifications";
    private static final String RATE = "max-writes-per-second";
    private static final Map<String, String> GLOBS = globNames();

    private final Map<String, String> values;

    private KeyForm(Map<String, String> values) {
        this.values = values;
    }

    private static Map<String, String> globNames() {
        Map<String, String> names = new LinkedHashMap<>();
        names.put("read-subtrees", "Reads below objects");
        names.put("write-subtrees", "Writes below objects");
        names.put("read-tags", "Reads tags");
        names.put("write-tags", "Writes tags");
        names.put("browse-subtrees", "Browses below objects");
        return names;
    }

    /** An empty one. */
    static KeyForm empty() {
        return new KeyForm(Map.of());
    }

    /** One that was sent; scopes come as boxes, or again as one text. */
    static KeyForm of(Parameters form) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put(SCOPES, String.join(" ", form.all(SCOPES)));
        List<String> names = new ArrayList<>(List.of(ID, NAME, EXPIRES, CLASSES, RATE));
        names.addAll(GLOBS.keySet());
        names.forEach(name -> values.put(name, form.text(name)));
        return new KeyForm(values);
    }

    /** What the form that confirms it carries. */
    Map<String, String> carried() {
        return values;
    }

    private String text(String name) {
        return values.getOrDefault(name, "");
    }

    private List<String> words(String name) {
        return Arrays.stream(text(name).split("[\\s,]+"))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    /**
     * The key that it asks for.
     *
     * @throws IllegalArgumentException when there can be no such key
     */
    ApiKeys.Order order(Instant now) {
        if (words(SCOPES).isEmpty()) {
            throw new IllegalArgumentException("a key without any scope could do nothing; choose at least one");
        }
        Optional<Instant> expires = expires();
        if (expires.isPresent() && !expires.get().isAfter(now)) {
            throw new IllegalArgumentException("a key that expires at " + expires.get() + " would never be valid");
        }
        return new ApiKeys.Order(
                text(ID).isEmpty() ? "" : ApiKey.requireId(text(ID)),
                ApiKey.requireName(text(NAME)),
                Scope.parseAll(words(SCOPES)),
                new KeyConstraints(
                        globs("read-subtrees"),
                        globs("write-subtrees"),
                        globs("read-tags"),
                        globs("write-tags"),
                        globs("browse-subtrees"),
                        words(CLASSES).stream()
                                .map(KeyConstraints::classification)
                                .collect(Collectors.toSet()),
                        rate()),
                expires);
    }

    private List<Glob> globs(String name) {
        return KeyConstraints.globs(text(name)
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList());
    }

    private int rate() {
        if (text(RATE).isEmpty()) {
            return 0;
        }
        try {
            return Integer.parseInt(text(RATE));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(RATE + " must be a whole number, or empty for no limit", e);
        }
    }

    private Optional<Instant> expires() {
        if (text(EXPIRES).isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    LocalDate.parse(text(EXPIRES)).atStartOfDay(ZoneOffset.UTC).toInstant());
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("the end must be a date like 2027-01-31, or empty for none", e);
        }
    }

    /** The form. */
    Html html(AdminCall call, String action) {
        return el(
                "form.stack",
                attr("method", "post"),
                attr("action", action),
                Frame.token(call),
                field(ID, "Id", "Letters, digits, '.' and '-'. Empty for one made by chance."),
                field(NAME, "Name", "What people call it."),
                el("fieldset", el("legend", "May do"), el("div.checks", scopes())),
                el("label", attr("for", EXPIRES), "Not valid any more from"),
                el(
                        "input",
                        attr("id", EXPIRES),
                        attr("name", EXPIRES),
                        attr("type", "date"),
                        attr("value", text(EXPIRES)),
                        attr("aria-describedby", EXPIRES + "-hint")),
                el("p.hint", attr("id", EXPIRES + "-hint"), "From the beginning of that day in UTC. Empty for ever."),
                constraints(),
                el("button", attr("type", "submit"), "Go on…"));
    }

    private Html field(String name, String label, String hint) {
        return Html.all(
                el("label", attr("for", name), label),
                el(
                        "input",
                        attr("id", name),
                        attr("name", name),
                        attr("maxlength", ApiKey.MAX_NAME),
                        attr("autocomplete", "off"),
                        attr("spellcheck", "false"),
                        attr("value", text(name)),
                        attr("aria-describedby", name + "-hint")),
                el("p.hint", attr("id", name + "-hint"), hint));
    }

    private List<Html> scopes() {
        List<String> chosen = words(SCOPES);
        return Scope.known().stream()
                .map(scope -> el(
                        "label",
                        el(
                                "input",
                                attr("type", "checkbox"),
                                attr("name", SCOPES),
                                attr("value", scope),
                                chosen.contains(scope) ? attr("checked", "checked") : attr("data-scope", scope)),
                        " ",
                        scope))
                .toList();
    }

    private Html constraints() {
        List<Html> areas = new ArrayList<>();
        GLOBS.forEach((name, label) -> {
            areas.add(el("label", attr("for", name), label));
            areas.add(el(
                    "textarea",
                    attr("id", name),
                    attr("name", name),
                    attr("rows", 2),
                    attr("spellcheck", "false"),
                    text(name)));
        });
        boolean any = GLOBS.keySet().stream().anyMatch(name -> !text(name).isEmpty())
                || !text(CLASSES).isEmpty()
                || !text(RATE).isEmpty();
        return el(
                "details",
                attr("id", "constraints"),
                any ? attr("open", "open") : attr("data-empty", "true"),
                el("summary", "Constraints"),
                el("p.hint", "Patterns, one in a line; * stands for any text. Empty for no constraint."),
                areas,
                field(CLASSES, "Writes security classes", "Such as operate, tune. Empty for all."),
                field(RATE, "Values written in a second, at most", "Empty for no limit."));
    }
}
