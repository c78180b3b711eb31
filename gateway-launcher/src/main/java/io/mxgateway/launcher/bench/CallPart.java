package io.mxgateway.launcher.bench;

import io.mxgateway.launcher.bench.Served.Usage;
import io.mxgateway.launcher.bench.UnaryLoad.Lane;
import io.mxgateway.launcher.bench.UnaryLoad.Result;
import io.mxgateway.proto.v1.MxCommand;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A command called again and again, beside an echo of messages of the same size. */
final class CallPart implements Part {
    /** Makes the command that is called, in a session that is made ready for it on the way. */
    @FunctionalInterface
    interface Preparation {
        MxCommand.Builder prepare(Session session);
    }

    private static final List<String> TAGS = List.of(
            "Reactor_001.Level",
            "Reactor_001.SetPoint",
            "Reactor_001.Temperature",
            "Reactor_002.Level",
            "Reactor_002.SetPoint",
            "Reactor_002.Temperature");

    private final String id;
    private final String title;
    private final int clients;
    private final List<Integer> inFlight;
    private final Preparation preparation;
    // Whether a server that only hands calls on to a process behind it is measured too.
    private final boolean withRelay;

    private CallPart(
            String id, String title, int clients, List<Integer> inFlight, Preparation preparation, boolean withRelay) {
        this.id = id;
        this.title = title;
        this.clients = clients;
        this.inFlight = inFlight;
        this.preparation = preparation;
        this.withRelay = withRelay;
    }

    static Part ping() {
        return new CallPart("ping", "Ping, 1 and 64 in flight; a bare relay", 1, List.of(1, 64), Session::ping, true);
    }

    static Part write() {
        return new CallPart(
                "write",
                "Write, 1 and 64 in flight",
                1,
                List.of(1, 64),
                session -> session.write(session.item("Reactor_001.SetPoint"), 1),
                false);
    }

    static Part readBulk() {
        return new CallPart(
                "read-bulk",
                "ReadBulk of 6 cached tags by 5 clients with a session each; a bare relay",
                5,
                List.of(1),
                session -> {
                    TAGS.forEach(session::item);
                    return session.readBulk(TAGS);
                },
                true);
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String title() {
        return title;
    }

    @Override
    public List<Row> measure(Setting setting) throws InterruptedException {
        Figures figures = new Figures();
        List<Client> connections = new ArrayList<>();
        try (Served gateway = setting.gateway();
                Served bare = setting.bare();
                Served relay = withRelay ? setting.relay(clients) : null) {
            List<Lane> relayLanes = new ArrayList<>();
            List<Lane> gatewayLanes = new ArrayList<>();
            List<Lane> bareLanes = new ArrayList<>();
            for (int i = 0; i < clients; i++) {
                Client client = gateway.connect();
                connections.add(client);
                Session session = Session.open(client);
                MxCommand.Builder command = preparation.prepare(session);
                byte[] request = session.request(command);
                int replySize = session.invoke(command).getSerializedSize();
                gatewayLanes.add(new Lane(client.channel(), Methods.INVOKE, request));
                byte[] echo = echo(request.length, replySize, i);
                Client beside = bare.connect();
                connections.add(beside);
                bareLanes.add(new Lane(beside.channel(), Methods.ECHO, echo));
                if (relay != null) {
                    Client beyond = relay.connect();
                    connections.add(beyond);
                    relayLanes.add(new Lane(beyond.channel(), Methods.ECHO, echo));
                }
            }
            for (int calls : inFlight) {
                UnaryLoad.run(bareLanes, calls, setting.options().warmUp());
                UnaryLoad.run(relayLanes, calls, setting.options().warmUp());
                UnaryLoad.run(gatewayLanes, calls, setting.options().warmUp());
                for (int round = 0; round < setting.options().rounds(); round++) {
                    setting.tell(this, round);
                    Measured base = measure(bare, bareLanes, calls, setting);
                    Measured measured = measure(gateway, gatewayLanes, calls, setting);
                    String name = inFlight.size() == 1 ? id : id + "-" + calls;
                    add(figures, name, base, measured);
                    if (relay != null) {
                        addRelay(figures, name, base, measure(relay, relayLanes, calls, setting));
                    }
                }
            }
        } finally {
            connections.forEach(Client::close);
        }
        return figures.rows();
    }

    private static byte[] echo(int requestSize, int replySize, int lane) {
        byte[] request = new byte[Math.max(Methods.LANE_AT + Integer.BYTES, requestSize)];
        Arrays.fill(request, (byte) 'b');
        ByteBuffer.wrap(request).putInt(replySize).putInt(Methods.LANE_AT, lane);
        return request;
    }

    private record Measured(Result calls, Usage usage) {
        double each(long all) {
            return (double) all / calls.times().count();
        }
    }

    private static Measured measure(Served server, List<Lane> lanes, int calls, Setting setting)
            throws InterruptedException {
        Usage before = server.usage();
        Result result = UnaryLoad.run(lanes, calls, setting.options().round());
        return new Measured(result, server.usage().since(before));
    }

    private static void add(Figures figures, String name, Measured base, Measured measured) {
        Times bareTimes = base.calls().times();
        Times times = measured.calls().times();
        figures.add(name + ".p50", "us", Better.LOWER, bareTimes.micros(0.5), times.micros(0.5));
        figures.add(name + ".p99", "us", Better.TOLD_ONLY, bareTimes.micros(0.99), times.micros(0.99));
        figures.add(
                name + ".rate",
                "calls/s",
                Better.HIGHER,
                base.calls().perSecond(),
                measured.calls().perSecond());
        figures.add(
                name + ".cpu",
                "us/call",
                Better.LOWER,
                base.each(base.usage().cpuNanos()) / 1e3,
                measured.each(measured.usage().cpuNanos()) / 1e3);
        figures.add(
                name + ".worker-cpu",
                "us/call",
                Better.TOLD_ONLY,
                measured.each(measured.usage().workerNanos()) / 1e3);
        figures.add(
                name + ".allocated",
                "B/call",
                Better.LOWER,
                base.each(base.usage().allocatedBytes()),
                measured.each(measured.usage().allocatedBytes()));
    }

    /** It is the machine's and the transport's, not the gateway's: for people, and not to be compared later. */
    private static void addRelay(Figures figures, String name, Measured base, Measured relay) {
        figures.add(
                name + ".relay-p50",
                "us",
                Better.TOLD_ONLY,
                base.calls().times().micros(0.5),
                relay.calls().times().micros(0.5));
        figures.add(
                name + ".relay-rate",
                "calls/s",
                Better.TOLD_ONLY,
                base.calls().perSecond(),
                relay.calls().perSecond());
        figures.add(
                name + ".relay-cpu",
                "us/call",
                Better.TOLD_ONLY,
                base.each(base.usage().cpuNanos()) / 1e3,
                relay.each(relay.usage().cpuNanos() + relay.usage().workerNanos()) / 1e3);
    }
}
