package io.mxgateway.grpc.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mxgateway.core.worker.WorkerErrorCode;
import io.mxgateway.core.worker.WorkerException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameReaderTest {
    private static final int LIMIT = 1 << 20;

    private final List<byte[]> frames = new ArrayList<>();
    private final FrameReader reader = new FrameReader(LIMIT);

    private void feed(byte[] bytes) {
        reader.read(ByteBuffer.wrap(bytes), frames::add);
    }

    private static byte[] prefix(int length) {
        return new byte[] {(byte) length, (byte) (length >> 8), (byte) (length >> 16), (byte) (length >> 24)};
    }

    @Test
    void aStreamMayBeSplitAtEveryByteBoundary() {
        List<byte[]> life = Frames.life();
        byte[] stream = Frames.concat(life.stream().map(Frames::framed).toList());
        for (int split = 0; split <= stream.length; split++) {
            frames.clear();
            feed(Arrays.copyOf(stream, split));
            feed(Arrays.copyOfRange(stream, split, stream.length));
            assertThat(frames).as("split at %d", split).containsExactlyElementsOf(life);
            assertThat(reader.atBoundary()).isTrue();
        }
    }

    @Test
    void aStreamMayComeByteByByte() {
        List<byte[]> life = Frames.life();
        for (byte b : Frames.concat(life.stream().map(Frames::framed).toList())) {
            feed(new byte[] {b});
        }
        assertThat(frames).containsExactlyElementsOf(life);
    }

    @Test
    void aFrameAsLongAsTheLimitIsTakenInPieces() {
        byte[] longest = new byte[LIMIT];
        Arrays.fill(longest, (byte) 7);
        byte[] stream = Frames.framed(longest);
        for (int at = 0; at < stream.length; at += 1000) {
            feed(Arrays.copyOfRange(stream, at, Math.min(at + 1000, stream.length)));
        }
        assertThat(frames).hasSize(1);
        assertThat(frames.get(0)).isEqualTo(longest);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, LIMIT + 1, Integer.MAX_VALUE, Integer.MIN_VALUE, -1})
    @DisplayName("4.5 a length of 0 or above the limit is refused as soon as it is known")
    void aBadLengthIsRefused(int length) {
        feed(Arrays.copyOf(prefix(length), 3));
        WorkerException refusal =
                catchThrowableOfType(WorkerException.class, () -> feed(Arrays.copyOfRange(prefix(length), 3, 4)));
        assertThat(refusal.code()).isEqualTo(WorkerErrorCode.PROTOCOL_VIOLATION);
        assertThat(refusal)
                .hasMessageContaining("a frame of " + Integer.toUnsignedString(length) + " bytes was announced")
                .hasMessageContaining("1 to " + LIMIT);
        assertThat(frames).isEmpty();
    }

    @Test
    @DisplayName("4.5 a length alone buys no memory beyond one piece")
    void aLengthAloneBuysLittleMemory() {
        FrameReader big = new FrameReader(Integer.MAX_VALUE);
        // A reader that believed the length would end this test with an OutOfMemoryError.
        for (int i = 0; i < 64; i++) {
            FrameReader another = new FrameReader(Integer.MAX_VALUE);
            another.read(ByteBuffer.wrap(prefix(Integer.MAX_VALUE - 8)), frames::add);
            assertThat(another.atBoundary()).isFalse();
        }
        big.read(ByteBuffer.wrap(prefix(Integer.MAX_VALUE)), frames::add);
        assertThat(big.progress()).isEqualTo("0 of " + Integer.MAX_VALUE + " bytes of a frame");
    }

    @Test
    @DisplayName("4.5 the length is checked before memory is taken")
    void aLengthIsCheckedBeforeMemoryIsTaken() {
        int limit = 16 << 20;
        FrameReader inside = new FrameReader(limit);
        inside.read(ByteBuffer.wrap(prefix(limit - 100_000)), frames::add);
        assertThat(inside.heldBytes()).isPositive().isLessThanOrEqualTo(64 << 10);
        FrameReader outside = new FrameReader(limit);
        assertThat(catchThrowableOfType(
                        WorkerException.class, () -> outside.read(ByteBuffer.wrap(prefix(limit + 1)), frames::add)))
                .isNotNull();
        assertThat(outside.heldBytes()).isZero();
    }

    @Test
    void aTruncatedStreamTellsHowFarItCame() {
        feed(Arrays.copyOf(Frames.framed(new byte[10]), 9));
        assertThat(reader.atBoundary()).isFalse();
        assertThat(reader.progress()).isEqualTo("5 of 10 bytes of a frame");
    }

    @Test
    void aLoweredLimitHoldsFromTheNextFrame() {
        reader.limit(4);
        feed(Frames.framed(new byte[4]));
        assertThat(frames).hasSize(1);
        assertThat(catchThrowableOfType(WorkerException.class, () -> feed(prefix(5))))
                .isNotNull();
    }
}
