package io.mxgateway.grpc.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.mxgateway.core.mx.MxCommand;
import io.mxgateway.core.mx.MxCommandKind;
import io.mxgateway.core.mx.MxEventBody;
import io.mxgateway.core.mx.MxEventData;
import io.mxgateway.core.mx.MxEventFamily;
import io.mxgateway.core.mx.MxQuality;
import io.mxgateway.core.mx.MxReplyData;
import io.mxgateway.core.mx.MxStatus;
import io.mxgateway.core.mx.MxValue;
import io.mxgateway.core.mx.ReplayGap;
import io.mxgateway.core.mx.ReplayGapEvent;
import io.mxgateway.core.testing.Seed;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever the vocabulary can say goes over the wire and comes back the same. */
class RoundTripTest {
    private static final int ROUNDS = 50;

    @ParameterizedTest
    @EnumSource(MxCommandKind.class)
    void everyCommandComesBackTheSame(MxCommandKind kind) throws Exception {
        Anything anything = new Anything(Seed.random("commands " + kind));
        for (int i = 0; i < ROUNDS; i++) {
            MxCommand command = anything.command(kind);
            byte[] wire = CommandCodec.encode(command).toByteArray();
            MxCommand back = CommandCodec.decode(io.mxgateway.proto.v1.MxCommand.parseFrom(wire));
            assertThat(back).isEqualTo(command);
        }
    }

    @ParameterizedTest
    @EnumSource(MxCommandKind.class)
    void everyReplyComesBackTheSame(MxCommandKind kind) throws Exception {
        Anything anything = new Anything(Seed.random("replies " + kind));
        for (int i = 0; i < ROUNDS; i++) {
            MxReplyData reply = anything.reply(kind);
            var message = ReplyCodec.encode(reply, "session-1", "mine");
            assertThat(message.getSessionId()).isEqualTo("session-1");
            assertThat(message.getClientCorrelationId()).isEqualTo("mine");
            byte[] wire = message.toByteArray();
            assertThat(ReplyCodec.decode(io.mxgateway.proto.v1.MxCommandReply.parseFrom(wire)))
                    .isEqualTo(reply);
            assertSame(WireReply.of(wire), reply);
        }
    }

    private static void assertSame(WireReply wire, MxReplyData reply) {
        assertThat(wire.kind()).isEqualTo(reply.kind());
        assertThat(wire.correlationId()).isEqualTo(reply.correlationId());
        assertThat(wire.status()).isEqualTo(reply.status());
        assertThat(wire.hresult()).isEqualTo(reply.hresult());
        assertThat(wire.returnValue()).isEqualTo(reply.returnValue());
        assertThat(wire.statuses()).isEqualTo(reply.statuses());
        assertThat(wire.diagnosticMessage()).isEqualTo(reply.diagnosticMessage());
        assertThat(wire.payload()).isEqualTo(reply.payload());
    }

    @Test
    void everyEventComesBackTheSame() throws Exception {
        Anything anything = new Anything(Seed.random("events"));
        for (int i = 0; i < 10 * ROUNDS; i++) {
            MxEventData event = anything.event();
            byte[] wire = EventCodec.toBytes(event);
            assertThat(EventCodec.decode(io.mxgateway.proto.v1.MxEvent.parseFrom(wire)))
                    .isEqualTo(event);
            assertSame(WireEvent.of(wire), event);
        }
    }

    private static void assertSame(WireEvent wire, MxEventData event) {
        assertThat(wire.sequence()).isEqualTo(event.sequence());
        assertThat(wire.family()).isEqualTo(event.family());
        assertThat(wire.sessionId()).isEqualTo(event.sessionId());
        assertThat(wire.serverHandle()).isEqualTo(event.serverHandle());
        assertThat(wire.itemHandle()).isEqualTo(event.itemHandle());
        assertThat(wire.value()).isEqualTo(event.value());
        assertThat(wire.quality()).isEqualTo(event.quality());
        assertThat(wire.sourceTimestamp()).isEqualTo(event.sourceTimestamp());
        assertThat(wire.statuses()).isEqualTo(event.statuses());
        assertThat(wire.workerTimestamp()).isEqualTo(event.workerTimestamp());
        assertThat(wire.gatewayReceiveTimestamp()).isEqualTo(event.gatewayReceiveTimestamp());
        assertThat(wire.hresult()).isEqualTo(event.hresult());
        assertThat(wire.rawStatus()).isEqualTo(event.rawStatus());
        assertThat(wire.body()).isEqualTo(event.body());
        assertThat(wire.replayGap()).isNull();
    }

    @Test
    void everyValueComesBackTheSame() throws Exception {
        Anything anything = new Anything(Seed.random("values"));
        for (int i = 0; i < 10 * ROUNDS; i++) {
            MxValue value = anything.value();
            byte[] wire = ValueCodec.encode(value).toByteArray();
            assertThat(ValueCodec.decodeChecked(io.mxgateway.proto.v1.MxValue.parseFrom(wire), "value"))
                    .isEqualTo(value);
        }
    }

    @Test
    void aReplayGapComesBackTheSame() throws Exception {
        ReplayGapEvent gap = new ReplayGapEvent("session-1", new ReplayGap(-7, 12), Instant.ofEpochSecond(5, 6));
        byte[] wire = EventCodec.toBytes(gap);
        assertThat(EventCodec.decode(io.mxgateway.proto.v1.MxEvent.parseFrom(wire)))
                .isEqualTo(gap);
        assertThat(WireEvent.of(wire).replayGap()).isEqualTo(new ReplayGap(-7, 12));
    }

    @Test
    void bytesThatPassThroughEqualWhatDecodingAndEncodingMakes() throws Exception {
        Anything anything = new Anything(Seed.random("pass-through"));
        MxEventMarshaller marshaller = new MxEventMarshaller();
        for (int i = 0; i < 10 * ROUNDS; i++) {
            Instant received = Instant.ofEpochSecond(1_700_000_000 + i, i % 3 == 0 ? 0 : i);
            MxEventData event = anything.event();
            byte[] sent = EventCodec.toBytes(event);
            byte[] frame = new byte[sent.length + 20];
            System.arraycopy(sent, 0, frame, 7, sent.length);

            WireEvent passed = WireEvent.at(EventBytes.received(frame, received), 7, sent.length);
            byte[] out = drained(marshaller.stream(passed));

            assertThat(io.mxgateway.proto.v1.MxEvent.parseFrom(out))
                    .isEqualTo(EventCodec.encode(event.receivedAt(received)));
            assertThat(drained(marshaller.stream(event.receivedAt(received))))
                    .isEqualTo(EventCodec.encode(event.receivedAt(received)).toByteArray());
            assertThat(marshaller.parse(new ByteArrayInputStream(out))).isEqualTo(passed);
            assertThat(passed.receivedAt(received).gatewayReceiveTimestamp()).isEqualTo(received);
        }
    }

    @Test
    void aScalarEventTakesAtMost300Bytes() throws Exception {
        Instant time = Instant.ofEpochSecond(1_800_000_000, 123_456_700);
        MxEventData event = MxEventData.ofItem(
                        MxEventFamily.ON_DATA_CHANGE,
                        MxEventBody.DATA_CHANGE,
                        1,
                        4711,
                        MxValue.of(47.11),
                        MxQuality.GOOD,
                        time,
                        List.of(MxStatus.good()))
                .sequenced("session-0123456789abcdef0123456789abcdef", 123_456, time);
        byte[] bytes = EventCodec.toBytes(event);
        assertThat(WireEvent.at(EventBytes.received(bytes, time), 0, bytes.length)
                        .approximateBytes())
                .isLessThanOrEqualTo(300);
    }

    @Test
    void aReplyThatPassesThroughCarriesTheGatewaysIds() throws Exception {
        Anything anything = new Anything(Seed.random("replies that pass"));
        GatewayReplyMarshaller marshaller = new GatewayReplyMarshaller();
        for (MxCommandKind kind : MxCommandKind.values()) {
            MxReplyData reply = anything.reply(kind);
            byte[] sent =
                    ReplyCodec.encode(reply, "the worker's", "the worker's").toByteArray();
            WireReply wire = WireReply.receive(sent, 0, sent.length).withCorrelationId("g-1");

            GatewayReply passed = new GatewayReply(wire, "session-1", "");
            GatewayReply decoded = new GatewayReply(reply.withCorrelationId("g-1"), "session-1", "");

            assertThat(io.mxgateway.proto.v1.MxCommandReply.parseFrom(drained(marshaller.stream(passed))))
                    .isEqualTo(io.mxgateway.proto.v1.MxCommandReply.parseFrom(drained(marshaller.stream(decoded))));
            assertThat(marshaller.parse(marshaller.stream(passed))).isEqualTo(decoded);
        }
    }

    private static byte[] drained(InputStream stream) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int length = stream.available();
        assertThat(((MessageStream) stream).drainTo(out)).isEqualTo(length);
        assertThat(stream.read()).isEqualTo(-1);
        assertThat(out.size()).isEqualTo(length);
        return out.toByteArray();
    }
}
