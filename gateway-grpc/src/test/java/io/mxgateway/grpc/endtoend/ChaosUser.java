package io.mxgateway.grpc.endtoend;

import io.grpc.CallOptions;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.mxgateway.core.mx.MxCommand;
import io.mxgateway.core.mx.MxValue;
import io.mxgateway.core.testing.Await;
import io.mxgateway.grpc.codec.CommandCodec;
import io.mxgateway.proto.v1.CloseSessionRequest;
import io.mxgateway.proto.v1.MxAccessGatewayGrpc;
import io.mxgateway.proto.v1.MxCommandReply;
import io.mxgateway.proto.v1.MxCommandRequest;
import io.mxgateway.proto.v1.OpenSessionReply;
import io.mxgateway.proto.v1.OpenSessionRequest;
import io.mxgateway.proto.v1.StreamEventsRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** A client that does whatever comes to its mind, on a thread of its own. */
final class ChaosUser implements Runnable {
    private static final List<String> TAGS =
            List.of("Reactor_001.Level", "Reactor_002.Level", "Reactor_001.SetPoint", "Heartbeat.Counter", "No.Such");
    private static final int MOST_SESSIONS = 2;
    private static final int MOST_CALLS = 60;
    private static final int MOST_STREAMS = 5;

    final ChaosLine line = new ChaosLine();
    private final int port;
    private final Random random;
    private final ChaosTally tally;
    private final Set<ChaosFate> everybodys;
    private final BooleanSupplier goOn;
    private final List<ChaosFate> mine = new ArrayList<>();
    private ManagedChannel channel;

    /**
     * A user.
     *
     * @param everybodys where its sessions are put for the adversary to find
     * @param goOn whether it is not time to end
     */
    ChaosUser(int port, Random random, ChaosTally tally, Set<ChaosFate> everybodys, BooleanSupplier goOn) {
        this.port = port;
        this.random = random;
        this.tally = tally;
        this.everybodys = everybodys;
        this.goOn = goOn;
        this.channel = connect();
    }

    private ManagedChannel connect() {
        return Grpc.newChannelBuilder("127.0.0.1:" + port, InsecureChannelCredentials.create())
                .build();
    }

    @Override
    public void run() {
        try {
            while (goOn.getAsBoolean()) {
                step();
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5 + random.nextInt(25)));
            }
            while (!mine.isEmpty()) {
                close(mine.get(0));
            }
            Await.until("every call and stream of a user to end", () -> line.open() == 0);
        } catch (RuntimeException | Error e) {
            tally.complain("a user could not go on: " + e + " at " + e.getStackTrace()[0] + "; port " + port + " "
                    + channel.getState(false) + ", " + line);
        } finally {
            disconnect();
        }
    }

    private void step() {
        if (mine.isEmpty() || (mine.size() < MOST_SESSIONS && random.nextInt(20) == 0)) {
            open();
            return;
        }
        ChaosFate fate = mine.get(random.nextInt(mine.size()));
        if (fate.isDoomed() && random.nextInt(8) == 0) {
            close(fate);
            return;
        }
        switch (random.nextInt(400)) {
            case 0, 1 -> close(fate);
            case 2 -> {
                disconnect();
                channel = connect();
            }
            case 3 -> abandon(fate);
            default -> use(fate, random.nextInt(20));
        }
    }

    private void use(ChaosFate fate, int what) {
        if (line.open() > MOST_CALLS) {
            return;
        }
        switch (what) {
            case 0, 1 -> stream(fate);
            case 2 -> burst(fate);
            case 3 ->
                invoke(fate, new MxCommand.Ping("cancelled"), CallOptions.DEFAULT)
                        .cancel();
            case 4 ->
                invoke(
                        fate,
                        new MxCommand.Ping("short"),
                        CallOptions.DEFAULT.withDeadlineAfter(1, TimeUnit.MILLISECONDS));
            case 5 -> invoke(fate, new MxCommand.ReadBulk(1, TAGS, 100), CallOptions.DEFAULT);
            case 6 -> subscribe(fate);
            case 7, 8, 9 -> fate.streams.forEach(stream -> stream.read(false));
            case 10 -> fate.streams.stream().limit(1).forEach(ChaosStream::cancel);
            case 11, 12 -> produce(fate);
            default -> invoke(fate, new MxCommand.Ping("hello"), CallOptions.DEFAULT);
        }
        fate.streams.removeIf(ChaosStream::isOver);
    }

    private void open() {
        String backend = random.nextInt(3) == 0 ? "simulator" : "chaos";
        ChaosCall<OpenSessionRequest, OpenSessionReply> call = new ChaosCall<>(
                null, line, tally, channel, MxAccessGatewayGrpc.getOpenSessionMethod(), CallOptions.DEFAULT, false);
        call.start(OpenSessionRequest.newBuilder().setRequestedBackend(backend).build());
        if (random.nextInt(15) == 0) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(400)));
            call.cancel();
        }
        OpenSessionReply opened = Await.result(call.outcome());
        if (opened != null) {
            ChaosFate fate = new ChaosFate(opened, backend, tally);
            // Whatever has a stream may lose it, and its user may be busy opening another one.
            fate.mark(ChaosFate.Deed.STREAM_LEFT);
            fate.mark(ChaosFate.Deed.ABANDONED);
            mine.add(fate);
            everybodys.add(fate);
        }
    }

    private void subscribe(ChaosFate fate) {
        CompletableFuture<MxCommandReply> registered = invoke(
                        fate, new MxCommand.Register("chaos"), CallOptions.DEFAULT)
                .outcome();
        registered.thenAccept(reply -> {
            if (reply != null && !fate.isScripted()) {
                int server = reply.getRegister().getServerHandle();
                invoke(fate, new MxCommand.SubscribeBulk(server, TAGS), CallOptions.DEFAULT);
            }
        });
    }

    private void produce(ChaosFate fate) {
        MxCommand command = fate.isScripted()
                ? new MxCommand.AddItem(1, "events:" + random.nextInt(50))
                : new MxCommand.Write(1, 1 + random.nextInt(4), MxValue.of(random.nextDouble()), 0);
        invoke(fate, command, CallOptions.DEFAULT);
    }

    private void burst(ChaosFate fate) {
        for (int i = 0; i < 30; i++) {
            invoke(fate, new MxCommand.Ping("burst"), CallOptions.DEFAULT);
        }
    }

    private ChaosCall<MxCommandRequest, MxCommandReply> invoke(ChaosFate fate, MxCommand command, CallOptions options) {
        ChaosCall<MxCommandRequest, MxCommandReply> call = new ChaosCall<>(
                fate,
                line,
                tally,
                channel,
                MxAccessGatewayGrpc.getInvokeMethod(),
                options,
                options.getDeadline() != null);
        return call.start(MxCommandRequest.newBuilder()
                .setSessionId(fate.id)
                .setCommand(CommandCodec.encode(command))
                .build());
    }

    private void stream(ChaosFate fate) {
        if (fate.streams.size() >= MOST_STREAMS) {
            return;
        }
        StreamEventsRequest.Builder request = StreamEventsRequest.newBuilder().setSessionId(fate.id);
        long seen = fate.streams.stream().mapToLong(ChaosStream::last).max().orElse(0);
        switch (random.nextInt(3)) {
            case 0 -> request.setFromOldest(true);
            case 1 -> request.setAfterWorkerSequence(seen);
            default -> {}
        }
        ChaosStream stream = new ChaosStream(fate, line, tally, channel, request.build());
        stream.start(random.nextBoolean());
        fate.streams.add(stream);
    }

    private void close(ChaosFate fate) {
        mine.remove(fate);
        fate.mark(ChaosFate.Deed.CLIENT_CLOSE);
        new ChaosCall<>(
                        fate,
                        line,
                        tally,
                        channel,
                        MxAccessGatewayGrpc.getCloseSessionMethod(),
                        CallOptions.DEFAULT,
                        false)
                .start(CloseSessionRequest.newBuilder().setSessionId(fate.id).build());
        fate.streams.forEach(stream -> stream.read(true));
    }

    private void abandon(ChaosFate fate) {
        tally.count("did: abandon a session");
        mine.remove(fate);
        fate.streams.forEach(ChaosStream::cancel);
    }

    private void disconnect() {
        tally.count("did: disconnect");
        line.danger();
        channel.shutdownNow();
        try {
            if (!channel.awaitTermination(30, TimeUnit.SECONDS)) {
                tally.complain("a channel does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
