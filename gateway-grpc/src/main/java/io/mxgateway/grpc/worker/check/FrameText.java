package io.mxgateway.grpc.worker.check;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import com.google.protobuf.TextFormat;
import io.mxgateway.proto.worker.v1.WorkerEnvelope;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;

/** Makes frames readable, with the nonce left out. Pure. */
final class FrameText {
    private static final int SHOWN_CHARS = 400;
    private static final int SHOWN_BYTES = 48;

    private FrameText() {}

    /** A frame that came from the worker. */
    static String received(Frame frame, Identity identity) {
        return frame.envelope() == null
                ? "received " + frame.bytes().size() + " bytes that are no envelope: "
                        + hex(frame.bytes().toByteArray(), identity)
                : "received " + envelope(frame.envelope(), identity);
    }

    /** An envelope that was sent to the worker. */
    static String sent(WorkerEnvelope envelope, Identity identity) {
        return "sent " + envelope(envelope, identity);
    }

    /** Bytes, as far as they are shown. */
    static String hex(byte[] bytes, Identity identity) {
        // A secret in the middle of garbage is not shown either; what comes before it is.
        int secret = new String(bytes, ISO_8859_1).indexOf(identity.nonce());
        int shown = Math.min(SHOWN_BYTES, secret < 0 ? bytes.length : secret);
        String head = HexFormat.ofDelimiter(" ").formatHex(Arrays.copyOf(bytes, shown));
        return shown < bytes.length ? head + " ... (" + (bytes.length - shown) + " more)" : head;
    }

    private static String envelope(WorkerEnvelope envelope, Identity identity) {
        StringBuilder text = new StringBuilder("version=")
                .append(Integer.toUnsignedString(envelope.getProtocolVersion()))
                .append(" session=")
                .append(envelope.getSessionId().isEmpty() ? "(none)" : envelope.getSessionId())
                .append(" sequence=")
                .append(Long.toUnsignedString(envelope.getSequence()));
        if (!envelope.getCorrelationId().isEmpty()) {
            text.append(" correlation=").append(envelope.getCorrelationId());
        }
        text.append(' ').append(name(envelope));
        String body = body(envelope);
        if (!body.isEmpty()) {
            text.append(" { ").append(cut(body)).append(" }");
        }
        return identity.redacted(text.toString());
    }

    /** What an envelope carries, by the name of its message. */
    static String name(WorkerEnvelope envelope) {
        FieldDescriptor field = bodyOf(envelope);
        return field == null ? "(no body)" : field.getMessageType().getName();
    }

    private static String body(WorkerEnvelope envelope) {
        FieldDescriptor field = bodyOf(envelope);
        if (field == null) {
            return "";
        }
        Message body = envelope.hasWorkerHello()
                // Secret also when it is not the right one: it may be that of another launch.
                ? envelope.getWorkerHello().toBuilder()
                        .setNonce("(" + envelope.getWorkerHello().getNonce().length() + " characters)")
                        .build()
                : (Message) envelope.getField(field);
        return TextFormat.printer().emittingSingleLine(true).printToString(body).strip();
    }

    private static FieldDescriptor bodyOf(WorkerEnvelope envelope) {
        return envelope.getOneofFieldDescriptor(
                WorkerEnvelope.getDescriptor().getOneofs().get(0));
    }

    private static String cut(String text) {
        return text.length() <= SHOWN_CHARS
                ? text
                : String.format(
                        Locale.ROOT, "%s ... (%d more)", text.substring(0, SHOWN_CHARS), text.length() - SHOWN_CHARS);
    }
}
