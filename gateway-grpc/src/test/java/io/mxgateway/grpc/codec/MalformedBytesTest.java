package io.mxgateway.grpc.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.mxgateway.core.mx.MxCommandKind;
import io.mxgateway.core.mx.MxDataType;
import io.mxgateway.core.mx.MxReplyData;
import io.mxgateway.core.mx.MxReplyPayload;
import io.mxgateway.core.mx.MxSparseArray;
import io.mxgateway.core.mx.MxValue;
import io.mxgateway.core.mx.ProtocolStatus;
import io.mxgateway.core.mx.ProtocolStatusCode;
import io.mxgateway.core.testing.Seed;
import io.mxgateway.proto.v1.MxCommandReply;
import io.mxgateway.proto.v1.MxEvent;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What a worker sends is refused when it arrives, or it can be decoded ever after. */
class MalformedBytesTest {
    private static final List<MxCommandKind> KINDS = List.of(MxCommandKind.values());

    @Test
    void whateverTheScanLetsThroughDecodes() throws Exception {
        Random random = Seed.random("mutated events and replies");
        Anything anything = new Anything(random);
        int passed = 0;
        int refused = 0;
        for (int i = 0; i < 8_000; i++) {
            MxCommandKind kind = KINDS.get(random.nextInt(KINDS.size()));
            boolean event = i % 2 == 0;
            byte[] bytes = mutated(
                    event
                            ? EventCodec.toBytes(anything.event())
                            : ReplyCodec.encode(anything.reply(kind), "s", "").toByteArray(),
                    random);
            try {
                if (event) {
                    WireEvent.of(bytes).quality();
                } else {
                    WireReply.of(bytes).diagnosticMessage();
                }
                passed++;
            } catch (CodecException e) {
                refused++;
            }
        }
        assertThat(passed).isGreaterThan(200);
        assertThat(refused).isGreaterThan(200);
    }

    private static byte[] mutated(byte[] bytes, Random random) {
        byte[] all = bytes.clone();
        for (int n = random.nextInt(3); n > 0 && all.length > 0; n--) {
            all[random.nextInt(all.length)] = (byte) random.nextInt(256);
        }
        return random.nextInt(4) == 0 ? Arrays.copyOf(all, random.nextInt(all.length + 1)) : all;
    }

    @Test
    void everyTruncationIsRefusedThatAParserRefuses() throws Exception {
        byte[] bytes = EventCodec.toBytes(new Anything(new Random(7)).event());
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            boolean parses = parses(cut);
            boolean accepted = accepts(cut);
            assertThat(accepted).as("cut to %s bytes", length).isEqualTo(parses);
        }
    }

    private static boolean parses(byte[] bytes) {
        try {
            return MxEvent.parseFrom(bytes) != null;
        } catch (InvalidProtocolBufferException e) {
            return false;
        }
    }

    private static boolean accepts(byte[] bytes) {
        try {
            return WireEvent.of(bytes) != null;
        } catch (CodecException e) {
            return false;
        }
    }

    @Test
    void aTextThatIsNotUtf8IsRefused() {
        for (String hex : List.of("C080", "C3", "E08080", "EDA080", "F0808080", "F4908080", "FF", "80", "E282")) {
            byte[] text = ByteString.fromHex(hex).toByteArray();
            byte[] event = {(byte) ((MxEvent.RAW_STATUS_FIELD_NUMBER << 3) | 2), (byte) text.length};
            byte[] all = Arrays.copyOf(event, event.length + text.length);
            System.arraycopy(text, 0, all, event.length, text.length);
            assertThatThrownBy(() -> WireEvent.of(all)).as(hex).hasMessageContaining("UTF-8");
        }
    }

    @Test
    void everyCharacterIsTextToTheCheck() {
        for (int c = 0; c <= Character.MAX_CODE_POINT; c += c < 0x3000 ? 1 : 97) {
            if (c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE) {
                byte[] utf8 = Character.toString(c).getBytes(StandardCharsets.UTF_8);
                assertThat(Utf8Check.isValid(utf8, 0, utf8.length))
                        .as("U+%X", c)
                        .isTrue();
            }
        }
    }

    @Test
    void valuesNestedWithoutEndAreRefused() {
        var value = io.mxgateway.proto.v1.MxValue.newBuilder();
        for (int i = 0; i < 50; i++) {
            value = io.mxgateway.proto.v1.MxValue.newBuilder()
                    .setSparseArrayValue(io.mxgateway.proto.v1.MxSparseArray.newBuilder()
                            .addElements(io.mxgateway.proto.v1.MxSparseElement.newBuilder()
                                    .setValue(value)));
        }
        byte[] bytes = MxEvent.newBuilder().setValue(value).build().toByteArray();
        assertThatThrownBy(() -> WireEvent.of(bytes)).isInstanceOf(CodecException.class);
    }

    @Test
    void aSparseArrayIsForWritingOnly() {
        MxValue sparse = MxValue.of(new MxSparseArray(MxDataType.INTEGER, 5, List.of()));
        byte[] bytes =
                MxEvent.newBuilder().setValue(ValueCodec.encode(sparse)).build().toByteArray();
        assertThatThrownBy(() -> WireEvent.of(bytes))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("can be written, not reported");
    }

    @Test
    void fieldsNobodyKnowsGoThroughUnchanged() throws Exception {
        MxEvent plain = MxEvent.newBuilder().setWorkerSequence(9).build();
        var unknown = com.google.protobuf.UnknownFieldSet.newBuilder()
                .addField(
                        999,
                        com.google.protobuf.UnknownFieldSet.Field.newBuilder()
                                .addFixed32(1)
                                .addFixed64(2)
                                .addVarint(3)
                                .addLengthDelimited(ByteString.copyFromUtf8("later"))
                                .build())
                .build();
        byte[] bytes = plain.toBuilder().setUnknownFields(unknown).build().toByteArray();
        WireEvent event = WireEvent.of(bytes);
        assertThat(event.sequence()).isEqualTo(9);
        assertThat(new MxEventMarshaller().stream(event).readAllBytes()).isEqualTo(bytes);
    }

    @Test
    void aReplyMustNameItsKindAndCarryItsOwnPayload() {
        byte[] none = MxCommandReply.newBuilder().build().toByteArray();
        assertThatThrownBy(() -> WireReply.of(none)).hasMessageContaining("reply.kind: 0 is no command kind");
        byte[] unknown = MxCommandReply.newBuilder().setKindValue(77).build().toByteArray();
        assertThatThrownBy(() -> WireReply.of(unknown)).hasMessageContaining("77");
        byte[] foreign =
                ReplyCodec.encode(MxReplyData.ok(MxCommandKind.ADD_ITEM, new MxReplyPayload.ItemHandle(4)), "s", "")
                        .toBuilder()
                        .setKindValue(MxCommandKind.ADVISE.number())
                        .build()
                        .toByteArray();
        assertThatThrownBy(() -> WireReply.of(foreign))
                .hasMessage("reply.kind ADVISE (6) and the payload in field 21 disagree; its payload must be left out");
    }

    @Test
    void aStatusThatIsNotAPlainOkIsReadInFull() throws Exception {
        ProtocolStatus failed = new ProtocolStatus(ProtocolStatusCode.MXACCESS_FAILURE, "no");
        MxReplyData reply = new MxReplyData(
                MxCommandKind.ADVISE,
                "",
                failed,
                java.util.OptionalInt.empty(),
                null,
                List.of(),
                "",
                MxReplyPayload.NONE);
        byte[] bytes = ReplyCodec.encode(reply, "s", "").toByteArray();
        assertThat(WireReply.of(bytes).status()).isEqualTo(failed);
        byte[] ok =
                ReplyCodec.encode(MxReplyData.ok(MxCommandKind.ADVISE), "s", "").toByteArray();
        assertThat(WireReply.of(ok).status()).isSameAs(ProtocolStatus.OK);
    }
}
