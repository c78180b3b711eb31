package io.mxgateway.grpc.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Timestamp;
import io.mxgateway.core.mx.MxCommandKind;
import io.mxgateway.proto.v1.DrainEventsCommand;
import io.mxgateway.proto.v1.MxArray;
import io.mxgateway.proto.v1.MxCommand;
import io.mxgateway.proto.v1.MxSparseArray;
import io.mxgateway.proto.v1.MxSparseElement;
import io.mxgateway.proto.v1.MxValue;
import io.mxgateway.proto.v1.ReadBulkCommand;
import io.mxgateway.proto.v1.SubscribeAlarmsCommand;
import io.mxgateway.proto.v1.TimestampArray;
import io.mxgateway.proto.v1.WriteBulkCommand;
import io.mxgateway.proto.v1.WriteBulkEntry;
import io.mxgateway.proto.v1.WriteCommand;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is wrong with a command is said, with what would be right. */
class CommandRefusalTest {
    @ParameterizedTest
    @EnumSource(MxCommandKind.class)
    void aKindWithoutItsPayloadIsRefused(MxCommandKind kind) {
        refused(MxCommand.newBuilder().setKindValue(kind.number()), kind + " (" + kind.number() + ")", "set `");
    }

    @ParameterizedTest
    @EnumSource(MxCommandKind.class)
    void aPayloadOfAnotherKindIsRefused(MxCommandKind kind) {
        MxCommandKind other = kind == MxCommandKind.PING ? MxCommandKind.REGISTER : MxCommandKind.PING;
        var command = CommandCodec.encode(new Anything(new Random(1)).command(other)).toBuilder();
        refused(command.setKindValue(kind.number()), kind + " (", "disagree", other + " (" + other.number() + ")");
    }

    @ParameterizedTest
    @EnumSource(MxCommandKind.class)
    void aPayloadWithoutAKindIsRefused(MxCommandKind kind) {
        var command = CommandCodec.encode(new Anything(new Random(1)).command(kind)).toBuilder();
        refused(command.setKindValue(0), "command.kind is not set", "whose kind is " + kind + " (");
    }

    @Test
    void anUnknownKindIsRefused() {
        refused(MxCommand.newBuilder().setKindValue(77), "77 is no command kind", "1..34 and 100..104");
        refused(MxCommand.newBuilder(), "command.kind is not set", "1..34 and 100..104");
    }

    @Test
    void aWriteWithoutAValueIsRefused() {
        var write = MxCommand.newBuilder()
                .setKindValue(MxCommandKind.WRITE.number())
                .setWrite(WriteCommand.newBuilder().setItemHandle(1));
        refused(write, "write.value is not set");
        var bulk = MxCommand.newBuilder()
                .setKindValue(MxCommandKind.WRITE_BULK.number())
                .setWriteBulk(WriteBulkCommand.newBuilder()
                        .addEntries(WriteBulkEntry.newBuilder()
                                .setValue(MxValue.newBuilder().setBoolValue(true)))
                        .addEntries(WriteBulkEntry.newBuilder().setItemHandle(1)));
        refused(bulk, "write_bulk.entries[1].value is not set");
    }

    @Test
    void numbersThatStandForNothingAreRefused() {
        refused(write(MxValue.newBuilder().setDataTypeValue(99)), "write.value.data_type: 99 is no data type", "0..18");
        refused(
                write(MxValue.newBuilder().setArrayValue(MxArray.newBuilder().setElementDataTypeValue(-3))),
                "write.value.array_value.element_data_type: -3 is no data type");
        refused(
                MxCommand.newBuilder()
                        .setKindValue(MxCommandKind.SUBSCRIBE_ALARMS.number())
                        .setSubscribeAlarms(SubscribeAlarmsCommand.newBuilder().setForcedModeValue(3)),
                "subscribe_alarms.forced_mode: 3 is no provider mode",
                "0..2");
    }

    @Test
    void sizesThatWereMeantToBeNegativeAreRefused() {
        refused(
                MxCommand.newBuilder()
                        .setKindValue(MxCommandKind.DRAIN_EVENTS.number())
                        .setDrainEvents(DrainEventsCommand.newBuilder().setMaxEvents(-1)),
                "drain_events.max_events: 4294967295 (or -1",
                "0..2147483647");
        refused(
                MxCommand.newBuilder()
                        .setKindValue(MxCommandKind.READ_BULK.number())
                        .setReadBulk(ReadBulkCommand.newBuilder().setTimeoutMs(-5)),
                "read_bulk.timeout_ms: 4294967291 (or -5");
        refused(
                write(MxValue.newBuilder()
                        .setArrayValue(MxArray.newBuilder().addDimensions(1).addDimensions(-1))),
                "array_value.dimensions[1]: 4294967295");
    }

    @Test
    void sparseArraysOfABadShapeAreRefused() {
        refused(sparse(0), "sparse array", "total_length 0", "1..65536");
        refused(sparse(65_537), "total_length 65537");
        refused(sparse(-1), "total_length 4294967295");
        refused(sparse(3, element(3, 1)), "index 3 is outside 0..2");
        refused(sparse(3, element(-1, 1)), "index 4294967295 is outside 0..2");
        refused(sparse(3, element(1, 1), element(1, 2)), "index 1 is named twice");
        refused(
                sparse(
                        3,
                        element(0, 1),
                        MxSparseElement.newBuilder()
                                .setIndex(1)
                                .setValue(MxValue.newBuilder().setStringValue("x"))
                                .build()),
                "mixed types");
        refused(
                sparse(
                        3,
                        MxSparseElement.newBuilder()
                                .setValue(sparse(2).getWrite().getValue())
                                .build()),
                "a sparse array within a sparse array");
        refused(sparse(3, MxSparseElement.getDefaultInstance()), "not a scalar");
    }

    @Test
    void timesThatNoCalendarHasAreRefused() {
        refused(
                write(MxValue.newBuilder()
                        .setTimestampValue(Timestamp.newBuilder().setSeconds(Long.MAX_VALUE))),
                "write.value.timestamp_value: seconds 9223372036854775807",
                "the years 1 to 9999");
        refused(
                write(MxValue.newBuilder()
                        .setArrayValue(MxArray.newBuilder()
                                .setTimestampValues(TimestampArray.newBuilder()
                                        .addValues(Timestamp.getDefaultInstance())
                                        .addValues(Timestamp.newBuilder().setNanos(-1))))),
                "array_value.timestamp_values[1]: nanos -1");
    }

    @Test
    void lengthsOfTimeMustBeWellFormed() throws Exception {
        assertThat(TimeCodec.decode(TimeCodec.encode(Duration.ofMillis(-1500)), "d"))
                .isEqualTo(Duration.ofMillis(-1500));
        assertThatThrownBy(() -> TimeCodec.decode(duration(1, -1), "command_timeout"))
                .isInstanceOf(CodecException.class)
                .hasMessage("command_timeout: seconds 1 and nanos -1 must not differ in sign");
        assertThatThrownBy(() -> TimeCodec.decode(duration(0, 1_000_000_000), "d"))
                .hasMessageContaining("nanos");
        assertThatThrownBy(() -> TimeCodec.decode(duration(Long.MIN_VALUE, 0), "d"))
                .hasMessageContaining("seconds");
        assertThatThrownBy(() -> TimeCodec.encode(Instant.MAX)).hasMessageContaining("outside the years");
    }

    private static com.google.protobuf.Duration duration(long seconds, int nanos) {
        return com.google.protobuf.Duration.newBuilder()
                .setSeconds(seconds)
                .setNanos(nanos)
                .build();
    }

    private static MxCommand.Builder sparse(int length, MxSparseElement... elements) {
        var array = MxSparseArray.newBuilder().setElementDataTypeValue(4).setTotalLength(length);
        for (MxSparseElement element : elements) {
            array.addElements(element);
        }
        return write(MxValue.newBuilder().setSparseArrayValue(array));
    }

    private static MxSparseElement element(int index, int value) {
        return MxSparseElement.newBuilder()
                .setIndex(index)
                .setValue(MxValue.newBuilder().setInt32Value(value))
                .build();
    }

    private static MxCommand.Builder write(MxValue.Builder value) {
        return MxCommand.newBuilder()
                .setKindValue(MxCommandKind.WRITE.number())
                .setWrite(WriteCommand.newBuilder().setValue(value));
    }

    private static void refused(MxCommand.Builder command, String... facts) {
        assertThatThrownBy(() -> CommandCodec.decode(command.build()))
                .isInstanceOf(CodecException.class)
                .hasMessageContainingAll(facts);
    }
}
