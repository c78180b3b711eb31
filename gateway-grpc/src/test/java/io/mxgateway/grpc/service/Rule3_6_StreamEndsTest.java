package io.mxgateway.grpc.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.mxgateway.core.config.EventOptions;
import io.mxgateway.core.config.GatewayOptions;
import io.mxgateway.core.config.OverflowPolicy;
import io.mxgateway.core.metrics.GatewayMetric;
import io.mxgateway.core.metrics.InMemoryMetrics;
import io.mxgateway.core.session.ClientIdentity;
import io.mxgateway.core.session.CloseReason;
import io.mxgateway.core.session.DefaultSessionManager;
import io.mxgateway.core.session.DefaultSessionRegistry;
import io.mxgateway.core.testing.Await;
import io.mxgateway.core.testing.FakeWorkers;
import io.mxgateway.core.testing.LeavesNothing;
import io.mxgateway.core.testing.NothingLeftBehind;
import io.mxgateway.core.worker.WorkerErrorCode;
import io.mxgateway.proto.v1.MxAccessGatewayGrpc;
import io.mxgateway.proto.v1.MxEvent;
import io.mxgateway.proto.v1.OpenSessionRequest;
import io.mxgateway.proto.v1.StreamEventsRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@DisplayName("3.6 How streams end, and how they flow")
@ExtendWith(NothingLeftBehind.class)
class Rule3_6_StreamEndsTest implements LeavesNothing {
    private static final EventOptions SMALL_LOG = new EventOptions(
            100, Duration.ofMinutes(5), 8, true, OverflowPolicy.DISCONNECT_SUBSCRIBER, Duration.ofMillis(1));

    private static final int LEAST_WINDOW = 65_535;
    /**
     * More events of {@link FakeWorkers} than a client that reads nothing can be sent: its window and the 32 KiB up to which
     * gRPC calls itself ready, of events that have more than 20 bytes.
     */
    private static final int BUFFERED = (LEAST_WINDOW + 32 * 1024) / 20;

    private final FakeWorkers workers = new FakeWorkers();
    private final InMemoryMetrics metrics = new InMemoryMetrics();
    private DefaultSessionManager sessions;
    private TestServer server;
    private String session;

    @BeforeEach
    void open() {
        open(EventOptions.DEFAULT);
    }

    private void open(EventOptions events) {
        stop();
        sessions = new DefaultSessionManager(
                new DefaultSessionRegistry(), workers, GatewayOptions.DEFAULT.withEvents(events), metrics);
        server = new TestServer(sessions);
        session = server.blocking()
                .openSession(OpenSessionRequest.getDefaultInstance())
                .getSessionId();
    }

    @AfterEach
    void stop() {
        if (sessions != null) {
            Await.result(sessions.shutdown());
            server.close();
        }
    }

    @Override
    public List<String> leftovers() {
        List<String> left = new ArrayList<>();
        for (GatewayMetric metric :
                List.of(GatewayMetric.STREAMS_OPEN, GatewayMetric.EVENTS_LOG_DEPTH, GatewayMetric.SESSIONS_OPEN)) {
            if (metrics.gauge(metric) != 0) {
                left.add(metric.metricName());
            }
        }
        return left;
    }

    private Recorder<StreamEventsRequest, MxEvent> stream(long after) {
        return stream(StreamEventsRequest.newBuilder()
                .setSessionId(session)
                .setAfterWorkerSequence(after)
                .build());
    }

    private Recorder<StreamEventsRequest, MxEvent> stream(StreamEventsRequest request) {
        return stream(server.channel, request);
    }

    private static Recorder<StreamEventsRequest, MxEvent> stream(ManagedChannel channel, StreamEventsRequest request) {
        Recorder<StreamEventsRequest, MxEvent> stream = Recorder.begin(
                channel.newCall(MxAccessGatewayGrpc.getStreamEventsMethod(), CallOptions.DEFAULT),
                new Metadata(),
                List.of(request));
        stream.awaitHeaders();
        return stream;
    }

    private long streams() {
        return metrics.gauge(GatewayMetric.STREAMS_OPEN);
    }

    @Test
    void aClosedSessionEndsItsStreamsWellAndTellsWhy() {
        var stream = stream(0);
        stream.call.request(10);
        workers.last().emit(3);
        Await.result(sessions.close(session, ClientIdentity.anonymous(), CloseReason.LEASE_EXPIRED));
        assertThat(stream.awaitEnd()).isEqualTo(Status.OK);
        assertThat(stream.trailers().get(Metadata.Key.of("mxgateway-close-reason", Metadata.ASCII_STRING_MARSHALLER)))
                .isEqualTo("lease-expired");
        assertThat(stream.messages).hasSize(3);
    }

    @Test
    void aFaultEndsStreamsAfterWhatCameBeforeIt() {
        var stream = stream(0);
        workers.last().emit(50);
        workers.last().crash(WorkerErrorCode.LOST, "the worker exited with code 139");
        stream.call.request(100);
        assertThat(stream.awaitEnd().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        assertThat(stream.awaitEnd().getDescription()).contains("the worker exited with code 139");
        assertThat(TestServer.infoOf(stream.failure()).getReason()).isEqualTo("SESSION_FAULTED");
        assertThat(TestServer.infoOf(stream.failure()).getMetadataMap())
                .containsEntry("session_id", session)
                .containsEntry("last_sequence", "50");
        assertThat(stream.messages).hasSize(50);
    }

    @Test
    void aShutdownEndsStreamsAsUnavailable() {
        var stream = stream(0);
        stream.call.request(1);
        Await.result(sessions.shutdown());
        assertThat(stream.awaitEnd().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        assertThat(TestServer.infoOf(stream.failure()).getReason()).isEqualTo("SHUTTING_DOWN");
    }

    @Test
    void aRevokedOwnersStreamsEndAsUnauthenticated() {
        var stream = stream(0);
        stream.call.request(1);
        Await.result(sessions.revokeOwner(ClientIdentity.anonymous().owner()));
        assertThat(stream.awaitEnd().getCode()).isEqualTo(Status.Code.UNAUTHENTICATED);
        assertThat(TestServer.infoOf(stream.failure()).getReason()).isEqualTo("UNAUTHENTICATED");
    }

    @Test
    void aClientThatCancelsBeforeTheFirstEventLeavesNothing() {
        var stream = stream(0);
        assertThat(streams()).isEqualTo(1);
        stream.call.cancel("enough", null);
        Await.until("the stream to leave", () -> streams() == 0);
        workers.last().emit(1);
        assertThat(sessions.find(session, ClientIdentity.anonymous()).lastEventSequence())
                .isEqualTo(1);
    }

    @Test
    void aClientThatCancelsAmidEventsLeavesNothing() {
        var stream = stream(0);
        stream.call.request(Integer.MAX_VALUE);
        workers.last().emit(1000);
        stream.awaitMessages(1);
        stream.call.cancel("enough", null);
        workers.last().emit(1000);
        Await.until("the stream to leave", () -> streams() == 0);
        assertThat(sessions.find(session, ClientIdentity.anonymous()).subscribers())
                .isZero();
    }

    @Test
    void aClientThatStopsReadingStopsItsCursorAndLosesNothing() {
        open(EventOptions.DEFAULT);
        ManagedChannel narrow = server.connect(LEAST_WINDOW);
        try {
            stopReading(stream(
                    narrow,
                    StreamEventsRequest.newBuilder().setSessionId(session).build()));
        } finally {
            TestServer.end(narrow);
        }
    }

    private void stopReading(Recorder<StreamEventsRequest, MxEvent> stream) {
        stream.call.request(1);
        stream.awaitMessages(0);
        for (int i = 0; i < 9; i++) {
            workers.last().emit(1000);
        }
        stream.awaitMessages(1);
        // The rest waits in the log, where all readers share it.
        Await.until("events to wait in the log", () -> metrics.gauge(GatewayMetric.EVENTS_LOG_DEPTH) == 9000);
        assertThat(metrics.counter(GatewayMetric.EVENTS_DELIVERED)).isLessThan(BUFFERED);
        assertThat(stream.messages).hasSize(1);
        stream.call.request(10_000);
        List<MxEvent> all = stream.awaitMessages(9000);
        for (int i = 0; i < all.size(); i++) {
            assertThat(all.get(i).getWorkerSequence()).isEqualTo(i + 1);
        }
    }

    @Test
    void aClientThatIsTooSlowIsToldWhereToResume() {
        open(SMALL_LOG);
        var slow = stream(0);
        slow.call.request(1);
        // Its connection's thread feeds it; before that has had its turn, the flood could have ended it.
        workers.last().emit(1);
        slow.awaitMessages(1);
        int sent = 1;
        while (metrics.counter(GatewayMetric.EVENTS_OVERFLOWS, "disconnect-subscriber") == 0 && sent < 1_000_000) {
            workers.last().emit(50);
            sent += 50;
        }
        slow.call.request(Integer.MAX_VALUE);
        assertThat(slow.awaitEnd().getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
        long last = slow.messages.get(slow.messages.size() - 1).getWorkerSequence();
        assertThat(slow.messages).hasSize((int) last);
        assertThat(slow.awaitEnd().getDescription()).contains("after_worker_sequence=" + last);
        var info = TestServer.infoOf(slow.failure());
        assertThat(info.getReason()).isEqualTo("EVENT_QUEUE_OVERFLOW");
        assertThat(info.getMetadataMap()).containsEntry("last_sequence", Long.toString(last));

        var resumed = stream(last);
        resumed.call.request(1);
        MxEvent gap = resumed.awaitMessages(1).get(0);
        assertThat(gap.getReplayGap().getRequestedAfterSequence()).isEqualTo(last);
        resumed.call.cancel("enough", null);
    }

    @Test
    void manyStreamsOfManySessionsGetEverythingInOrder() {
        List<Recorder<StreamEventsRequest, MxEvent>> streams = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            var stream = stream(StreamEventsRequest.newBuilder()
                    .setSessionId(session)
                    .setFromOldest(true)
                    .build());
            stream.call.request(Integer.MAX_VALUE);
            streams.add(stream);
        }
        for (int i = 0; i < 200; i++) {
            workers.last().emit(25);
        }
        for (var stream : streams) {
            List<MxEvent> all = stream.awaitMessages(5000);
            for (int i = 0; i < all.size(); i++) {
                assertThat(all.get(i).getWorkerSequence()).isEqualTo(i + 1);
            }
        }
    }
}
