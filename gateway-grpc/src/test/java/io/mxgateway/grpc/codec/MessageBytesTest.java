package io.mxgateway.grpc.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.KnownLength;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class MessageBytesTest {
    private static final byte[] MESSAGE = {1, 2, 3, 4, 5};

    /** Tells a length, which need not be true, and gives one byte at a time. */
    private static class Trickle extends FilterInputStream {
        private final int told;

        Trickle(int told) {
            super(new ByteArrayInputStream(MESSAGE));
            this.told = told;
        }

        @Override
        public int available() {
            return told;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            return super.read(target, offset, Math.min(1, length));
        }
    }

    private static final class Known extends Trickle implements KnownLength {
        Known(int told) {
            super(told);
        }
    }

    @Test
    void aMessageOfKnownLengthIsReadToItsEndHoweverLittleComesAtATime() throws IOException {
        assertThat(MessageBytes.readAll(new Known(MESSAGE.length))).isEqualTo(MESSAGE);
    }

    @Test
    void aStreamThatKnowsNoLengthIsReadToItsEndWhateverItSaysIsThere() throws IOException {
        InputStream stream = new Trickle(2);

        assertThat(MessageBytes.readAll(stream)).isEqualTo(MESSAGE);
    }

    @Test
    void aMessageThatEndsBeforeItsLengthIsRefused() {
        assertThatThrownBy(() -> MessageBytes.readAll(new Known(MESSAGE.length + 1)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("5 of 6");
    }

    @Test
    void anEmptyMessageIsEmpty() throws IOException {
        InputStream read = new Known(0);

        assertThat(MessageBytes.readAll(read)).isEqualTo(Arrays.copyOf(MESSAGE, 0));
    }
}
