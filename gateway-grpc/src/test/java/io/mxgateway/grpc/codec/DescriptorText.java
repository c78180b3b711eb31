package io.mxgateway.grpc.codec;

import com.google.protobuf.DescriptorProtos.DescriptorProto.ReservedRange;
import com.google.protobuf.DescriptorProtos.EnumDescriptorProto.EnumReservedRange;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.GenericDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Descriptors.OneofDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Writes a compiled proto file as lines, one for each fact that a peer depends on: the notation of the tables under
 * {@code contract/} in the test resources. What has no line here (comments, order of declarations) may change freely.
 */
final class DescriptorText {
    private final FileDescriptor file;
    private final List<String> lines = new ArrayList<>();

    private DescriptorText(FileDescriptor file) {
        this.file = file;
    }

    static List<String> of(FileDescriptor file) {
        var text = new DescriptorText(file);
        text.header();
        file.getServices().forEach(text::service);
        file.getMessageTypes().forEach(text::message);
        file.getEnumTypes().forEach(text::enumeration);
        return List.copyOf(text.lines);
    }

    private void header() {
        var proto = file.toProto();
        lines.add("syntax " + proto.getSyntax());
        lines.add("package " + file.getPackage());
        lines.add("java_package " + proto.getOptions().getJavaPackage());
        lines.add("java_multiple_files " + proto.getOptions().getJavaMultipleFiles());
        // Those of protobuf itself show in the types of the fields.
        proto.getDependencyList().stream()
                .filter(name -> !name.startsWith("google/protobuf/"))
                .forEach(name -> lines.add("import " + name));
    }

    private void service(ServiceDescriptor service) {
        for (MethodDescriptor method : service.getMethods()) {
            lines.add("rpc %s.%s %s%s -> %s%s"
                    .formatted(
                            service.getName(),
                            method.getName(),
                            method.isClientStreaming() ? "stream " : "",
                            name(method.getInputType()),
                            method.isServerStreaming() ? "stream " : "",
                            name(method.getOutputType())));
        }
    }

    private void message(Descriptor message) {
        if (message.getOptions().getMapEntry()) {
            return; // Shown as the type of its field.
        }
        if (message.getFields().isEmpty()) {
            lines.add(name(message) + " {}");
        }
        for (FieldDescriptor field : message.getFields()) {
            lines.add("%s.%s %d %s%s"
                    .formatted(name(message), field.getName(), field.getNumber(), label(field), type(field)));
        }
        for (ReservedRange range : message.toProto().getReservedRangeList()) {
            // The end is exclusive for messages and inclusive for enums.
            reserved(message, range.getStart(), range.getEnd() - 1);
        }
        message.getNestedTypes().forEach(this::message);
        message.getEnumTypes().forEach(this::enumeration);
    }

    private void enumeration(EnumDescriptor enumeration) {
        for (EnumValueDescriptor value : enumeration.getValues()) {
            lines.add("%s %s %d".formatted(name(enumeration), value.getName(), value.getNumber()));
        }
        for (EnumReservedRange range : enumeration.toProto().getReservedRangeList()) {
            reserved(enumeration, range.getStart(), range.getEnd());
        }
    }

    private void reserved(GenericDescriptor owner, int first, int last) {
        lines.add("%s reserved %d..%d".formatted(name(owner), first, last));
    }

    private static String label(FieldDescriptor field) {
        if (field.isMapField()) {
            return "";
        }
        if (field.isRepeated()) {
            return "repeated ";
        }
        OneofDescriptor oneof = field.getRealContainingOneof();
        if (oneof != null) {
            return "oneof " + oneof.getName() + " ";
        }
        return field.toProto().getProto3Optional() ? "optional " : "";
    }

    private String type(FieldDescriptor field) {
        if (field.isMapField()) {
            var entry = field.getMessageType();
            return "map<%s, %s>".formatted(type(entry.findFieldByNumber(1)), type(entry.findFieldByNumber(2)));
        }
        return switch (field.getJavaType()) {
            case MESSAGE -> name(field.getMessageType());
            case ENUM -> name(field.getEnumType());
            default -> field.getType().name().toLowerCase(Locale.ROOT);
        };
    }

    /** The name as somebody inside this file's package would write it. */
    private String name(GenericDescriptor descriptor) {
        String own = file.getPackage() + ".";
        String full = descriptor.getFullName();
        return full.startsWith(own) ? full.substring(own.length()) : full;
    }
}
