package io.mxgateway.grpc.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import com.sun.management.ThreadMXBean;
import io.mxgateway.core.mx.MxEvent;
import io.mxgateway.core.testing.Await;
import io.mxgateway.proto.worker.v1.WorkerEventBatch;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class EventInboxTest {
    private static final int MANY = 5_000;

    private final List<Long> received = new ArrayList<>();
    private final AtomicBoolean paused = new AtomicBoolean();

    @Test
    void aReceiverThatWantsNoMoreIsGivenNoMoreThanOnePortionOfWhatWaits() {
        EventInbox inbox = new EventInbox(events -> {
            take(events);
            paused.set(true);
        });
        inbox.add(batch(), Instant.EPOCH);
        long all = inbox.bytes();

        int turns = 0;
        for (int before = 0; received.size() < MANY; turns++, before = received.size()) {
            paused.set(false);
            inbox.deliverUnless(paused::get);
            assertThat(received.size() - before).isBetween(1, 512);
            assertThat(inbox.bytes()).isLessThan(all);
        }
        assertThat(turns).isGreaterThan(1);
        assertThat(received).containsExactlyElementsOf(sequences());
        assertThat(inbox.bytes()).isZero();
    }

    @Test
    void whilePausedNothingIsHandedOverAndAtTheEndEverything() {
        EventInbox inbox = new EventInbox(this::take);
        inbox.add(batch(), Instant.EPOCH);

        inbox.deliverUnless(() -> true);
        assertThat(received).isEmpty();
        inbox.deliver();
        assertThat(received).containsExactlyElementsOf(sequences());
    }

    @Test
    void whatAReceiverFailedOnIsNotHandedOverAgain() {
        EventInbox inbox = new EventInbox(events -> {
            take(events);
            if (received.size() < MANY) {
                throw new IllegalStateException("cannot take it");
            }
        });
        inbox.add(batch(), Instant.EPOCH);

        while (received.size() < MANY - 512) {
            assertThatThrownBy(inbox::deliver).isInstanceOf(IllegalStateException.class);
        }
        inbox.deliver();
        assertThat(received).containsExactlyElementsOf(sequences());
    }

    @Test
    void aFrameThatIsMostlySomethingElseDoesNotStayInMemoryForItsEvents() {
        List<MxEvent> kept = new ArrayList<>();
        EventInbox inbox = new EventInbox(kept::addAll);
        WeakReference<byte[]> frame = addMostlyUnknown(inbox);
        inbox.deliver();

        Await.until("the frame to be given back", () -> {
            System.gc();
            return frame.get() == null;
        });
        assertThat(kept).hasSize(1);
        assertThat(kept.get(0).gatewayReceiveTimestamp()).isEqualTo(Instant.EPOCH);
    }

    /** An event in a batch with a field that nobody knows, of a mebibyte. */
    private static WeakReference<byte[]> addMostlyUnknown(EventInbox inbox) {
        UnknownFieldSet.Field junk = UnknownFieldSet.Field.newBuilder()
                .addLengthDelimited(ByteString.copyFrom(new byte[1 << 20]))
                .build();
        byte[] bytes = WorkerEventBatch.newBuilder()
                .addEvents(Frames.event(1, "value"))
                .setUnknownFields(
                        UnknownFieldSet.newBuilder().addField(99, junk).build())
                .build()
                .toByteArray();
        inbox.add(new Envelope(EnvelopeBody.WORKER_EVENT_BATCH, "", bytes, 0, bytes.length), Instant.EPOCH);
        return new WeakReference<>(bytes);
    }

    @Test
    void anEventTakesLittleMoreThanItsOwnBytes() {
        long[] taken = new long[1];
        EventInbox inbox = new EventInbox(events -> taken[0] += events.size());
        Envelope first = batch(1);
        Envelope second = batch(MANY + 1);
        inbox.add(first, Instant.EPOCH);
        inbox.deliver();

        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        inbox.add(second, Instant.EPOCH);
        inbox.deliver();
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;

        assertThat(taken[0]).isEqualTo(2L * MANY);
        // Beside the frame, which is there already. The stream to a client adds what any message takes on its way.
        assertThat(allocated / MANY).isBetween(16L, 60L);
    }

    private void take(List<MxEvent> events) {
        events.forEach(event -> received.add(event.sequence()));
    }

    private static List<Long> sequences() {
        return LongStream.rangeClosed(1, MANY).boxed().toList();
    }

    private static Envelope batch() {
        return batch(1);
    }

    private static Envelope batch(long first) {
        WorkerEventBatch.Builder batch = WorkerEventBatch.newBuilder();
        LongStream.range(first, first + MANY).forEach(sequence -> batch.addEvents(Frames.event(sequence, "value")));
        byte[] bytes = batch.build().toByteArray();
        return new Envelope(EnvelopeBody.WORKER_EVENT_BATCH, "", bytes, 0, bytes.length);
    }
}
