package io.mxgateway.launcher.dashboard;

import static io.mxgateway.launcher.dashboard.Html.el;

import io.mxgateway.core.galaxy.GalaxyAttribute;
import io.mxgateway.core.galaxy.GalaxyObject;
import io.mxgateway.core.mx.MxQuality;
import io.mxgateway.core.mx.MxReplyPayload.ReadResult;
import io.mxgateway.launcher.admin.AdminCall;
import io.mxgateway.launcher.admin.GalaxyView;
import io.mxgateway.launcher.admin.GalaxyView.Values;
import io.mxgateway.launcher.text.ValueText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A page of the attributes of one object, with the values that they have now. Not thread-safe. */
final class AttributeTable {
    /** As many as are read with one look. */
    private static final int ROWS = 50;

    private static final int LONG = 40;

    private final GalaxyView galaxy;
    private final AdminCall call;

    AttributeTable(GalaxyView galaxy, AdminCall call) {
        this.galaxy = galaxy;
        this.call = call;
    }

    Html html(GalaxyObject object) {
        List<GalaxyAttribute> all = object.attributes();
        if (all.isEmpty()) {
            return el("p.empty", "This object has no attributes.");
        }
        Paging paging = Paging.of(call.query(), all.size(), ROWS);
        List<GalaxyAttribute> shown = paging.of(all);
        Values values = galaxy.values(
                shown.stream()
                        .map(attribute -> attribute.reference(object.tagName()))
                        .toList(),
                call.caller(),
                call.peer());
        Table table = new Table(paging.caption("Attributes"))
                .column("Attribute")
                .column("Value")
                .column("Quality")
                .column("Since")
                .column("Type")
                .column("Also")
                .column("Description");
        for (int i = 0; i < shown.size(); i++) {
            Optional<ReadResult> value = values.results().isEmpty()
                    ? Optional.empty()
                    : Optional.of(values.results().get(i));
            row(table, shown.get(i), value);
        }
        return Html.all(
                values.why().isEmpty() ? Html.NONE : el("p.hint", Show.sentence(values.why())),
                table.html(""),
                paging.links(page -> Html.query(GalaxySection.PATH, Map.of("object", object.id(), "page", page))));
    }

    private static void row(Table table, GalaxyAttribute attribute, Optional<ReadResult> read) {
        Optional<ReadResult> value = read.filter(ReadResult::wasSuccessful);
        table.row(
                Show.brief(attribute.name(), LONG),
                value.map(result -> el("span.value", Show.brief(ValueText.of(result.value()), LONG)))
                        .orElseGet(() -> Show.orDash("")),
                read.map(AttributeTable::quality).orElseGet(() -> Show.orDash("")),
                value.filter(result -> result.sourceTimestamp() != null)
                        .map(result -> Show.moment(result.sourceTimestamp()))
                        .orElseGet(() -> Show.orDash("")),
                Show.words(attribute.dataTypeName()) + (attribute.array() ? " array" : ""),
                Html.all(tags(attribute)),
                Show.brief(attribute.description(), LONG));
    }

    private static Html quality(ReadResult result) {
        if (!result.wasSuccessful()) {
            return el("span.state.bad", Show.brief(result.errorMessage(), LONG));
        }
        return MxQuality.isGood(result.quality())
                ? el("span.state.ok", "Good")
                : el("span.state.warn", Show.words(MxQuality.textOf(result.quality())));
    }

    private static List<Html> tags(GalaxyAttribute attribute) {
        List<Html> tags = new ArrayList<>();
        if (attribute.alarm()) {
            tags.add(el("span.tag", "alarm"));
        }
        if (attribute.historized()) {
            tags.add(el("span.tag", "history"));
        }
        return tags;
    }
}
