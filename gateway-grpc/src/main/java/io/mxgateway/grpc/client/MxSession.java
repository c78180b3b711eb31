package io.mxgateway.grpc.client;

import io.grpc.ManagedChannel;
import io.mxgateway.core.mx.MxCommand;
import io.mxgateway.core.mx.MxReply;
import io.mxgateway.core.mx.MxReplyPayload.SubscribeResult;
import io.mxgateway.core.mx.ProtocolStatusCode;
import io.mxgateway.core.time.GatewayTime;
import io.mxgateway.grpc.codec.CodecException;
import io.mxgateway.grpc.codec.CommandCodec;
import io.mxgateway.grpc.codec.ReplyCodec;
import io.mxgateway.proto.v1.CloseSessionRequest;
import io.mxgateway.proto.v1.MxAccessGatewayGrpc;
import io.mxgateway.proto.v1.MxCommandReply;
import io.mxgateway.proto.v1.MxCommandRequest;
import io.mxgateway.proto.v1.OpenSessionReply;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A session at a gateway: MXAccess for this client alone.
 *
 * <p>Thread-safe. {@link #close} ends the session at the gateway, and with it everything that hangs on it.
 */
public final class MxSession implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MxSession.class);

    /** As many entries as a gateway takes in one bulk command. */
    private static final int BULK_LIMIT = 10_000;

    private final ManagedChannel channel;
    private final ClientOptions options;
    private final OpenSessionReply opened;
    private final String clientName;
    private final Consumer<MxSession> whenClosed;
    private final EventRouter router;
    private final EventPump pump;
    private final MxAsyncCalls async;
    private final MxCalls calls;
    private final AtomicBoolean closed = new AtomicBoolean();
    // The registration that subscriptions share; null until the first of them needs one.
    private final AtomicReference<CompletableFuture<Integer>> registration = new AtomicReference<>();
    // The item handles of each subscription that is not over.
    private final Map<TagSubscription, List<Integer>> handles = new ConcurrentHashMap<>();

    MxSession(
            ManagedChannel channel,
            ClientOptions options,
            GatewayTime time,
            OpenSessionReply opened,
            String clientName,
            Consumer<MxSession> whenClosed) {
        this.channel = channel;
        this.options = options;
        this.opened = opened;
        this.clientName = clientName;
        this.whenClosed = whenClosed;
        this.router = new EventRouter(opened.getSessionId());
        this.pump = new EventPump(channel, opened.getSessionId(), options, time, router);
        this.async = new MxAsyncCalls(this::execute);
        this.calls = new MxCalls(async);
        router.creditTo(pump::credit);
    }

    /** The id. */
    public String id() {
        return opened.getSessionId();
    }

    /** What stands behind the session, in the gateway's words. */
    public String backend() {
        return opened.getBackendName();
    }

    /** The process of its worker on the gateway's machine. */
    public int workerProcessId() {
        return opened.getWorkerProcessId();
    }

    /** What the gateway can do beyond the necessary. */
    public List<String> capabilities() {
        return List.copyOf(opened.getCapabilitiesList());
    }

    /** The calls, each waiting for its result. */
    public MxCalls calls() {
        return calls;
    }

    /** The calls, without waiting. */
    public MxAsyncCalls async() {
        return async;
    }

    /**
     * Subscribes to tags and waits until the gateway has accepted them.
     *
     * @return the subscription; tags that MXAccess refused are in its {@link TagSubscription#failedTags}
     */
    public TagSubscription subscribe(String... tags) {
        return subscribe(List.of(tags));
    }

    /** As {@link #subscribe(String...)}. */
    public TagSubscription subscribe(List<String> tags) {
        return Waiting.result(subscribeAsync(tags));
    }

    /** As {@link #subscribe(String...)}, with a listener from the start. */
    public TagSubscription subscribe(List<String> tags, ValueListener listener) {
        TagSubscription subscription = subscribe(tags);
        subscription.listen(listener);
        return subscription;
    }

    /** As {@link #subscribe(String...)}, without waiting. */
    public CompletableFuture<TagSubscription> subscribeAsync(List<String> tags) {
        TagSubscription subscription = new TagSubscription(tags, router.serial(), pump::credit, this::leave);
        router.await(subscription);
        pump.start();
        CompletableFuture<TagSubscription> done = new CompletableFuture<>();
        registered()
                .thenCompose(server -> addAll(server, TagSubscription.chunks(tags, BULK_LIMIT), 0, new ArrayList<>())
                        .thenAccept(results -> added(subscription, server, results)))
                .whenComplete((nothing, failure) -> {
                    if (failure == null) {
                        done.complete(subscription);
                        return;
                    }
                    MxClientException why = Failures.of(unwrapped(failure), id());
                    router.arrived(subscription, 0, Map.of());
                    router.leave(subscription, Optional.of(why));
                    done.completeExceptionally(why);
                });
        return done;
    }

    /**
     * Has every event of the session told as it is, the outcomes of writes among them.
     *
     * @return closes to end that
     */
    public AutoCloseable listen(EventListener listener) {
        router.addListener(listener);
        pump.start();
        return () -> router.removeListener(listener);
    }

    /** Closes the session and waits for the gateway's answer; idempotent. A session that is gone already is no failure. */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        pump.stop();
        whenClosed.accept(this);
        var request = CloseSessionRequest.newBuilder().setSessionId(id()).build();
        try {
            Waiting.result(UnaryCall.send(
                    channel, MxAccessGatewayGrpc.getCloseSessionMethod(), request, options.callTimeout(), id()));
        } catch (SessionLostException gone) {
            LOG.debug("session {} was gone before it was closed: {}", id(), gone.reason());
        } catch (GatewayException unreachable) {
            LOG.warn(
                    "a session could not be closed, its lease will end it: session={} why={}",
                    id(),
                    unreachable.getMessage());
        }
    }

    private CompletableFuture<MxReply> execute(MxCommand command) {
        MxCommandRequest request = MxCommandRequest.newBuilder()
                .setSessionId(id())
                .setCommand(CommandCodec.encode(command))
                .build();
        CompletableFuture<MxCommandReply> answer =
                UnaryCall.send(channel, MxAccessGatewayGrpc.getInvokeMethod(), request, options.callTimeout(), id());
        return Waiting.map(answer, this::checked);
    }

    private MxReply checked(MxCommandReply message) {
        MxReply reply;
        try {
            reply = ReplyCodec.decode(message);
        } catch (CodecException e) {
            throw new GatewayException(
                    io.grpc.Status.Code.INTERNAL,
                    "",
                    "the gateway's reply cannot be read: " + e.getMessage(),
                    Map.of(),
                    e);
        }
        if (reply.status().code() == ProtocolStatusCode.MXACCESS_FAILURE) {
            throw new MxAccessException(reply);
        }
        if (!reply.status().isOk()) {
            throw new GatewayException(
                    io.grpc.Status.Code.OK,
                    reply.status().code().name(),
                    reply.status().message(),
                    Map.of(),
                    null);
        }
        return reply;
    }

    /** The registration for subscriptions; made once, and again only when making it failed. */
    private CompletableFuture<Integer> registered() {
        while (true) {
            CompletableFuture<Integer> current = registration.get();
            if (current != null && !current.isCompletedExceptionally()) {
                return current;
            }
            CompletableFuture<Integer> mine = new CompletableFuture<>();
            if (registration.compareAndSet(current, mine)) {
                async.register(clientName).whenComplete((handle, failure) -> {
                    if (failure == null) {
                        mine.complete(handle);
                    } else {
                        mine.completeExceptionally(failure);
                    }
                });
                return mine;
            }
        }
    }

    private CompletableFuture<List<SubscribeResult>> addAll(
            int server, List<List<String>> chunks, int next, List<SubscribeResult> soFar) {
        if (next == chunks.size()) {
            return CompletableFuture.completedFuture(soFar);
        }
        return async.subscribeBulk(server, chunks.get(next)).thenCompose(results -> {
            soFar.addAll(results);
            return addAll(server, chunks, next + 1, soFar);
        });
    }

    private void added(TagSubscription subscription, int server, List<SubscribeResult> results) {
        Map<Integer, String> routes = new HashMap<>();
        Map<String, String> refused = new HashMap<>();
        List<Integer> items = new ArrayList<>();
        List<String> tags = subscription.tags();
        for (int i = 0; i < results.size(); i++) {
            SubscribeResult result = results.get(i);
            if (result.wasSuccessful()) {
                routes.put(result.itemHandle(), tags.get(i));
                items.add(result.itemHandle());
            } else {
                refused.put(tags.get(i), result.errorMessage());
            }
        }
        subscription.failed(refused);
        handles.put(subscription, items);
        router.arrived(subscription, server, routes);
    }

    /** The application has had enough of a subscription. */
    private void leave(TagSubscription subscription) {
        router.leave(subscription, Optional.empty());
        List<Integer> items = handles.remove(subscription);
        if (items == null || items.isEmpty() || closed.get()) {
            return;
        }
        registered().thenAccept(server -> {
            for (int from = 0; from < items.size(); from += BULK_LIMIT) {
                async.unsubscribeBulk(server, items.subList(from, Math.min(items.size(), from + BULK_LIMIT)))
                        .whenComplete((results, failure) -> {
                            if (failure != null) {
                                LOG.warn("tags could not be unsubscribed: session={}", id(), failure);
                            }
                        });
            }
        });
    }

    private static Throwable unwrapped(Throwable failure) {
        return failure instanceof java.util.concurrent.CompletionException && failure.getCause() != null
                ? failure.getCause()
                : failure;
    }
}
