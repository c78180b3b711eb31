package io.mxgateway.core.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.mxgateway.core.mx.MxCommand;
import io.mxgateway.core.mx.MxEventData;
import io.mxgateway.core.mx.MxEventFamily;
import io.mxgateway.core.mx.MxReply;
import io.mxgateway.core.mx.MxReplyPayload;
import io.mxgateway.core.mx.MxStatus;
import io.mxgateway.core.mx.MxValue;
import io.mxgateway.core.mx.ProtocolStatusCode;
import io.mxgateway.core.testing.FakeTime;
import io.mxgateway.core.worker.BackendEvents;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A simulator on a clock that the test moves, and everything it has said. */
final class Sim implements BackendEvents {
    final FakeTime time;
    final SimulatedGalaxyState galaxy;
    final SimulatorBackend backend;
    final List<MxEventData> events = new ArrayList<>();
    final List<String> endings = new ArrayList<>();
    boolean ready = true;
    Runnable whenReady;

    Sim() {
        this(PlantGalaxy.create());
    }

    Sim(SimulatedGalaxy galaxy) {
        this(galaxy, SimulatorOptions.DEFAULT);
    }

    Sim(SimulatedGalaxy galaxy, SimulatorOptions options) {
        this(new FakeTime(), galaxy, options);
    }

    private Sim(FakeTime time, SimulatedGalaxy galaxy, SimulatorOptions options) {
        this(time, new SimulatedGalaxyState(galaxy, options, time), "session-1");
    }

    private Sim(FakeTime time, SimulatedGalaxyState galaxy, String sessionId) {
        this.time = time;
        this.galaxy = galaxy;
        this.backend = new SimulatorBackend(galaxy, sessionId, "1.2.3", 77);
        backend.start(this).toCompletableFuture().join();
    }

    /** Another session on the same galaxy. */
    Sim another() {
        return new Sim(time, galaxy, "session-2");
    }

    @Override
    public void event(MxEventData event) {
        events.add(event);
    }

    @Override
    public void lost(String reason) {
        endings.add("lost: " + reason);
    }

    @Override
    public void crash(int exitCode) {
        endings.add("crash: " + exitCode);
    }

    @Override
    public boolean isReady() {
        return ready;
    }

    @Override
    public void whenReady(Runnable task) {
        whenReady = task;
    }

    CompletableFuture<MxReply> begin(MxCommand command) {
        return backend.execute(command).toCompletableFuture();
    }

    /** A command that is answered at once. */
    MxReply call(MxCommand command) {
        CompletableFuture<MxReply> reply = begin(command);
        assertThat(reply).as(command.kind() + " is answered at once").isCompleted();
        return reply.join();
    }

    /** A command that succeeds. */
    MxReply ok(MxCommand command) {
        MxReply reply = call(command);
        assertThat(reply.status().code()).as(reply.toString()).isEqualTo(ProtocolStatusCode.OK);
        assertThat(reply.hresult()).hasValue(0);
        return reply;
    }

    /** A command that MXAccess refuses; the hresult. */
    int refused(MxCommand command) {
        MxReply reply = call(command);
        assertThat(reply.status().code()).as(reply.toString()).isEqualTo(ProtocolStatusCode.MXACCESS_FAILURE);
        assertThat(reply.diagnosticMessage())
                .isNotBlank()
                .isEqualTo(reply.status().message());
        return reply.hresult().orElseThrow();
    }

    int register() {
        return ((MxReplyPayload.ServerHandle) ok(new MxCommand.Register("test")).payload()).serverHandle();
    }

    int add(int server, String reference) {
        return ((MxReplyPayload.ItemHandle)
                        ok(new MxCommand.AddItem(server, reference)).payload())
                .itemHandle();
    }

    /** Adds and advises, and waits until the first value is there. */
    int subscribe(int server, String reference) {
        int item = add(server, reference);
        ok(new MxCommand.Advise(server, item));
        pass(20);
        return item;
    }

    void write(int server, int item, MxValue value) {
        ok(new MxCommand.Write(server, item, value, 0));
    }

    /** Writes to a reference that is added and advised for it; the status of the OnWriteComplete. */
    MxStatus outcome(int server, String reference, MxValue value) {
        int item = subscribe(server, reference);
        write(server, item, value);
        return completion(item);
    }

    /** The status of the one OnWriteComplete that the next scan brings for an item. */
    MxStatus completion(int item) {
        events.clear();
        nextScan();
        List<MxEventData> completions = of(MxEventFamily.ON_WRITE_COMPLETE).stream()
                .filter(event -> event.itemHandle() == item)
                .toList();
        assertThat(completions).hasSize(1);
        assertThat(completions.get(0).statuses()).hasSize(1);
        return completions.get(0).statuses().get(0);
    }

    void pass(long milliseconds) {
        time.advance(Duration.ofMillis(milliseconds));
    }

    /** To the next multiple of the scan period. */
    void nextScan() {
        long scan = galaxy.scanNanos();
        time.advance(Duration.ofNanos(scan - galaxy.elapsed() % scan));
    }

    Instant at(long milliseconds) {
        return FakeTime.START.plusMillis(milliseconds);
    }

    List<MxEventData> of(MxEventFamily family) {
        return events.stream().filter(event -> event.family() == family).toList();
    }

    List<MxEventData> dataOf(int item) {
        return of(MxEventFamily.ON_DATA_CHANGE).stream()
                .filter(event -> event.itemHandle() == item)
                .toList();
    }

    /** The last value of an item. */
    MxEventData last(int item) {
        List<MxEventData> data = dataOf(item);
        assertThat(data).as("data changes of item " + item).isNotEmpty();
        return data.get(data.size() - 1);
    }

    /** What a reference delivers first. */
    MxEventData read(int server, String reference) {
        return last(subscribe(server, reference));
    }
}
