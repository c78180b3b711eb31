package io.mxgateway.launcher.client;

import io.grpc.Status;
import io.mxgateway.core.mx.MxSecurityClass;
import io.mxgateway.grpc.client.GalaxyNode;
import io.mxgateway.grpc.client.GatewayException;
import io.mxgateway.launcher.client.ClientFailure.Kind;
import io.mxgateway.launcher.text.TextTable;
import io.mxgateway.proto.galaxy.v1.BrowseChildrenRequest;
import io.mxgateway.proto.galaxy.v1.DiscoverHierarchyRequest;
import io.mxgateway.proto.galaxy.v1.GalaxyAttribute;
import io.mxgateway.proto.galaxy.v1.GalaxyObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code client browse}. */
@Command(
        name = "browse",
        description = "Shows what is deployed: the objects below one, or the attributes of one.",
        footer = {"", "Needs a key with the scope metadata:read; no session is opened."})
final class BrowseCommand extends ClientCommand {
    @Parameters(
            paramLabel = "PATH",
            arity = "0..1",
            defaultValue = "",
            description = "An object, by its path (contained names with dots between them) or its tag name. Default:"
                    + " the roots")
    private String path;

    @Option(
            names = {"-a", "--attributes"},
            description = "Show the attributes of the object, with the references to read and write them by.")
    private boolean attributes;

    @Option(
            names = "--filter",
            paramLabel = "GLOB",
            defaultValue = "",
            description = "Show only what is called so; * and ? are wildcards, in any case.")
    private String filter;

    BrowseCommand(Console console) {
        super(console);
    }

    @Override
    void check() {
        if (attributes && path.isEmpty()) {
            throw new ClientFailure(Kind.USAGE, "--attributes needs the PATH of an object");
        }
    }

    @Override
    int run() {
        try {
            return show(false);
        } catch (GatewayException e) {
            if (e.status() != Status.Code.NOT_FOUND || path.isEmpty()) {
                throw e;
            }
        }
        try {
            return show(true);
        } catch (GatewayException e) {
            if (e.status() != Status.Code.NOT_FOUND) {
                throw e;
            }
            throw new ClientFailure(
                    Kind.FAILED,
                    "path = " + path + ": there is no such object; `mxgateway client browse` without a path shows the"
                            + " roots",
                    e);
        }
    }

    private int show(boolean byTagName) {
        return attributes ? showAttributes(byTagName) : showChildren(byTagName);
    }

    private int showChildren(boolean byTagName) {
        BrowseChildrenRequest.Builder request =
                BrowseChildrenRequest.newBuilder().setTagNameGlob(filter).setIncludeAttributes(false);
        if (!path.isEmpty() && byTagName) {
            request.setParentTagName(path);
        } else if (!path.isEmpty()) {
            request.setParentContainedPath(path);
        }
        TextTable table = new TextTable("NAME", "KIND", "TAG", "BELOW", "TEMPLATE", "PATH");
        for (GalaxyNode node : await(client().galaxy().browse(request.build()))) {
            GalaxyObject object = node.object();
            if (json()) {
                print(json(node));
            } else {
                table.row(
                        Texts.printable(object.getBrowseName()),
                        object.getIsArea() ? "area" : "object",
                        Texts.printable(object.getTagName()),
                        node.hasChildren() ? "yes" : "-",
                        object.getTemplateChainCount() == 0 ? "-" : Texts.printable(object.getTemplateChain(0)),
                        Texts.printable(object.getContainedPath()));
            }
        }
        finish(table);
        return DONE;
    }

    private int showAttributes(boolean byTagName) {
        DiscoverHierarchyRequest.Builder request = DiscoverHierarchyRequest.newBuilder()
                .setIncludeAttributes(true)
                .setMaxDepth(com.google.protobuf.Int32Value.of(0));
        if (byTagName) {
            request.setRootTagName(path);
        } else {
            request.setRootContainedPath(path);
        }
        TextTable table = new TextTable("REFERENCE", "TYPE", "SECURITY", "HISTORY", "ALARM", "DESCRIPTION");
        for (GalaxyObject object : await(client().galaxy().discover(request.build()))) {
            for (GalaxyAttribute attribute : object.getAttributesList()) {
                if (!matches(attribute.getAttributeName())) {
                    continue;
                }
                if (json()) {
                    print(json(attribute));
                } else {
                    table.row(
                            Texts.printable(attribute.getFullTagReference()),
                            typeOf(attribute),
                            securityOf(attribute),
                            attribute.getIsHistorized() ? "yes" : "-",
                            attribute.getIsAlarm() ? "yes" : "-",
                            Texts.printable(attribute.getDescription()));
                }
            }
        }
        finish(table);
        return DONE;
    }

    private void finish(TextTable table) {
        if (!json()) {
            table.lines().forEach(out()::println);
        }
    }

    private boolean matches(String name) {
        return filter.isEmpty() || Glob.matches(filter, name);
    }

    private static String typeOf(GalaxyAttribute attribute) {
        String size = attribute.hasArrayDimension()
                ? String.valueOf(attribute.getArrayDimension().getValue())
                : "";
        return Texts.printable(attribute.getDataTypeName()) + (attribute.getIsArray() ? "[" + size + "]" : "");
    }

    private static String securityOf(GalaxyAttribute attribute) {
        return MxSecurityClass.ofNumber(attribute.getSecurityClassification())
                .map(known -> Texts.words(known.name()))
                .orElse(String.valueOf(attribute.getSecurityClassification()));
    }

    private static Map<String, Object> json(GalaxyNode node) {
        GalaxyObject object = node.object();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", object.getBrowseName());
        json.put("kind", object.getIsArea() ? "area" : "object");
        json.put("tag", object.getTagName());
        json.put("path", object.getContainedPath());
        json.put("has_children", node.hasChildren());
        json.put("templates", List.copyOf(object.getTemplateChainList()));
        json.put("id", object.getGobjectId());
        return json;
    }

    private static Map<String, Object> json(GalaxyAttribute attribute) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("reference", attribute.getFullTagReference());
        json.put("name", attribute.getAttributeName());
        json.put("type", attribute.getDataTypeName());
        json.put("array", attribute.getIsArray());
        json.put(
                "dimension",
                attribute.hasArrayDimension() ? attribute.getArrayDimension().getValue() : null);
        json.put("security", securityOf(attribute).replace(' ', '-').toLowerCase(Locale.ROOT));
        json.put("historized", attribute.getIsHistorized());
        json.put("alarm", attribute.getIsAlarm());
        json.put("description", attribute.getDescription());
        return json;
    }
}
