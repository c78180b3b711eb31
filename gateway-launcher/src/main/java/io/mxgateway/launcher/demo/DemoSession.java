package io.mxgateway.launcher.demo;

import io.mxgateway.proto.v1.CloseSessionReply;
import io.mxgateway.proto.v1.MxDataType;
import io.mxgateway.proto.v1.MxEvent;
import io.mxgateway.proto.v1.MxStatusCategory;
import io.mxgateway.proto.v1.MxValue;
import io.mxgateway.proto.v1.OpenSessionReply;
import io.mxgateway.proto.v1.SessionState;
import io.mxgateway.proto.v1.SubscribeResult;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One session of the demo, from its opening until its worker's process is gone. Used by one thread. */
final class DemoSession implements AutoCloseable {
    /** What is looked at: slow and fast signals, texts, a counter, bad qualities, and the one that is written. */
    static final List<String> TAGS = List.of(
            "Reactor_001.Level",
            "Reactor_001.Temperature",
            "Reactor_001.Pressure",
            "Reactor_001.SetPoint",
            "Reactor_001.Mode",
            "Reactor_001.BatchId",
            "Reactor_002.Level",
            "Pump_001.Speed",
            "Filler_001.Bottles",
            "Heartbeat.Counter",
            "Bad.NotConnected",
            "Bad.Uncertain");

    /** The tag that is written. */
    static final String WRITTEN = "Reactor_001.SetPoint";

    private static final long PATIENCE_MILLIS = 10_000;

    private final DemoClient client;
    private final EventBoard board = new EventBoard(TAGS);
    private final Latencies latencies = new Latencies();
    private final Map<String, Integer> items = new HashMap<>();
    private OpenSessionReply session;
    private long openNanos;
    private int server;

    DemoSession(String target) {
        this.client = new DemoClient(target);
    }

    /** Opens the session, listens to its events, subscribes the tags; how many of them were taken. */
    int begin() {
        long begin = System.nanoTime();
        session = client.open();
        openNanos = System.nanoTime() - begin;
        client.stream(board);
        server = client.register();
        int taken = 0;
        for (SubscribeResult result : client.subscribe(server, TAGS)) {
            if (result.getWasSuccessful()) {
                items.put(result.getTagAddress(), result.getItemHandle());
                board.assign(result.getTagAddress(), result.getItemHandle());
                taken++;
            }
        }
        return taken;
    }

    EventBoard board() {
        return board;
    }

    Latencies latencies() {
        return latencies;
    }

    String sessionId() {
        return session.getSessionId();
    }

    String backend() {
        return session.getBackendName();
    }

    int workerPid() {
        return session.getWorkerProcessId();
    }

    long openNanos() {
        return openNanos;
    }

    /** Whether the worker is a process of its own, and alive. */
    boolean workerIsAProcess() {
        return workerPid() != ProcessHandle.current().pid()
                && ProcessHandle.of(workerPid()).map(ProcessHandle::isAlive).orElse(false);
    }

    /** Round trips that are not counted, for the compilers' sake. */
    void warmUp(int times) {
        for (int i = 0; i < times; i++) {
            client.ping();
        }
    }

    void ping(int times) {
        for (int i = 0; i < times; i++) {
            latencies.add(client.ping());
        }
    }

    /** Writes the set point; what happens to it is told by what comes back. */
    Write write(double value) {
        int before = board.writesCompleted();
        long begin = System.nanoTime();
        client.write(
                server,
                items.getOrDefault(WRITTEN, 0),
                MxValue.newBuilder()
                        .setDataType(MxDataType.MX_DATA_TYPE_DOUBLE)
                        .setVariantType("VT_R8")
                        .setDoubleValue(value)
                        .build());
        return new Write(value, begin, System.nanoTime() - begin, before);
    }

    /** A write that was accepted. */
    final class Write {
        private final double value;
        private final long begin;
        private final long acceptedNanos;
        private final int before;
        // How long it took until it was known to be complete; 0 until then.
        private long completeNanos;

        private Write(double value, long begin, long acceptedNanos, int before) {
            this.value = value;
            this.begin = begin;
            this.acceptedNanos = acceptedNanos;
            this.before = before;
        }

        /** Whether its OnWriteComplete has come. */
        boolean isComplete() {
            boolean complete = board.writesCompleted() > before;
            if (complete && completeNanos == 0) {
                completeNanos = System.nanoTime() - begin;
            }
            return complete;
        }

        /** Whether it has come and says that the value was written. */
        boolean succeeded() {
            return isComplete() && category().equals(Optional.of(MxStatusCategory.MX_STATUS_CATEGORY_OK));
        }

        private Optional<MxStatusCategory> category() {
            MxEvent event = board.lastWrite();
            return event == null || event.getStatusesCount() == 0
                    ? Optional.empty()
                    : Optional.of(event.getStatuses(0).getCategory());
        }

        /** The value as the table shows it. */
        String valueText() {
            return String.format(Locale.ROOT, "%.2f", value);
        }

        @Override
        public String toString() {
            String text = WRITTEN + " = " + valueText() + ": accepted after " + Latencies.millis(acceptedNanos);
            if (!isComplete()) {
                return text + ", OnWriteComplete awaited";
            }
            String status = category()
                    .map(category -> category.name().replace("MX_STATUS_CATEGORY_", ""))
                    .orElse("without a status");
            return text + ", OnWriteComplete after " + Latencies.millis(completeNanos) + ": " + status;
        }
    }

    /** Closes the session as a client should, and tells what became of everything. */
    void end(Findings findings) throws InterruptedException {
        client.unregister(server);
        CloseSessionReply reply = client.closeSession();
        boolean ended = board.await(() -> !board.end().isEmpty(), PATIENCE_MILLIS);
        findings.check(
                reply.getFinalState() == SessionState.SESSION_STATE_CLOSED
                        && board.end().equals("ended OK"),
                "session " + reply.getFinalState().name().replace("SESSION_STATE_", "") + ", its stream "
                        + (ended ? board.end() : "still runs"));
        findings.check(workerGone(), "worker process " + workerPid() + " gone");
    }

    private boolean workerGone() throws InterruptedException {
        Optional<ProcessHandle> worker = ProcessHandle.of(workerPid());
        try {
            if (worker.isPresent()) {
                worker.get().onExit().get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
            }
            return true;
        } catch (TimeoutException | ExecutionException e) {
            return false;
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
