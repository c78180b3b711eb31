package io.mxgateway.grpc.client;

import io.grpc.ChannelCredentials;
import io.grpc.ClientInterceptor;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Metadata;
import io.grpc.TlsChannelCredentials;
import io.grpc.stub.MetadataUtils;
import io.mxgateway.core.mx.AlarmAcknowledgement;
import io.mxgateway.core.mx.MxActiveAlarm;
import io.mxgateway.core.time.SystemTime;
import io.mxgateway.grpc.codec.TimeCodec;
import io.mxgateway.proto.v1.MxAccessGatewayGrpc;
import io.mxgateway.proto.v1.OpenSessionReply;
import io.mxgateway.proto.v1.OpenSessionRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * A connection to a gateway. Connecting is lazy: the first call does it.
 *
 * <p>Thread-safe; one client serves a whole application. {@link #close} closes the sessions that are still open, ends the
 * connection and the client's one timer thread.
 */
public final class MxGatewayClient implements AutoCloseable {
    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);
    private static final int MAX_MESSAGE_BYTES = 16 << 20;
    private static final long CLOSE_SECONDS = 5;

    private final ClientOptions options;
    private final ManagedChannel channel;
    private final SystemTime time;
    private final Set<MxSession> sessions = ConcurrentHashMap.newKeySet();
    private final Set<AlarmSubscription> subscriptions = ConcurrentHashMap.newKeySet();
    private final Set<DeployWatch> watches = ConcurrentHashMap.newKeySet();
    private final AlarmCalls alarmCalls;

    /**
     * A client of one gateway.
     *
     * @throws UncheckedIOException when a certificate or key file cannot be read
     * @throws IllegalArgumentException when the API key would be sent to another machine in plaintext
     */
    public MxGatewayClient(ClientOptions options) {
        if (options.exposesKey()) {
            throw new IllegalArgumentException("host = " + options.host()
                    + ": an API key is sent to another machine over TLS only; give the options withTls(...), or"
                    + " withKeyInPlaintext() where something else encrypts");
        }
        this.options = options;
        this.channel = channelTo(options);
        this.time = new SystemTime("mxgateway-client-timer");
        this.alarmCalls = new AlarmCalls(channel, options);
    }

    /** Opens a session on the gateway's default backend and waits until it is ready. */
    public MxSession openSession(String clientName) {
        return openSession(SessionRequest.named(clientName));
    }

    /** Opens a session and waits until it is ready. */
    public MxSession openSession(SessionRequest request) {
        return Waiting.result(openSessionAsync(request));
    }

    /** Opens a session. Cancelling the future closes it at the gateway. */
    public CompletableFuture<MxSession> openSessionAsync(SessionRequest request) {
        var message = OpenSessionRequest.newBuilder()
                .setRequestedBackend(request.backend())
                .setClientSessionName(request.clientName());
        request.commandTimeout().ifPresent(timeout -> message.setCommandTimeout(TimeCodec.encode(timeout)));
        CompletableFuture<OpenSessionReply> reply = UnaryCall.send(
                channel, MxAccessGatewayGrpc.getOpenSessionMethod(), message.build(), request.openTimeout(), "");
        return Waiting.map(reply, opened -> {
            MxSession session = new MxSession(channel, options, time, opened, request.clientName(), sessions::remove);
            sessions.add(session);
            return session;
        });
    }

    /**
     * Subscribes to the gateway's alarms, for which no session is needed. Nothing is asked for until the subscription's
     * news are taken.
     *
     * @param prefix what full references have to begin with; empty for all
     */
    public AlarmSubscription alarms(String prefix) {
        AlarmSubscription subscription = new AlarmSubscription(channel, options, time, prefix, subscriptions::remove);
        subscriptions.add(subscription);
        return subscription;
    }

    /** Which alarms are active now: those whose full reference begins with a prefix; all with an empty one. */
    public CompletableFuture<List<MxActiveAlarm>> activeAlarms(String prefix) {
        return alarmCalls.active(prefix);
    }

    /**
     * Acknowledges an alarm.
     *
     * @param reference a GUID, or {@code Provider!Group.Tag}
     * @return what the gateway and the alarm provider made of it; fails only when none of them could answer
     */
    public CompletableFuture<AlarmAcknowledged> acknowledgeAlarm(
            String reference, AlarmAcknowledgement acknowledgement) {
        return alarmCalls.acknowledge(reference, acknowledgement);
    }

    /** Ends every subscription to alarms and every watch, closes every session that is open, then the connection; idempotent. */
    @Override
    public void close() {
        List.copyOf(subscriptions).forEach(AlarmSubscription::close);
        List.copyOf(watches).forEach(DeployWatch::close);
        List.copyOf(sessions).forEach(MxSession::close);
        channel.shutdown();
        try {
            if (!channel.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                channel.shutdownNow();
            }
        } catch (InterruptedException e) {
            channel.shutdownNow();
            Thread.currentThread().interrupt();
        }
        time.close();
    }

    private static ManagedChannel channelTo(ClientOptions options) {
        ManagedChannelBuilder<?> builder = Grpc.newChannelBuilderForAddress(
                        options.host(),
                        options.port(),
                        options.tls().map(MxGatewayClient::secured).orElseGet(InsecureChannelCredentials::create))
                // A call without an answer may have been executed: nothing is repeated behind the application's back.
                .disableRetry()
                .keepAliveTime(options.keepAlive().toMillis(), TimeUnit.MILLISECONDS)
                .maxInboundMessageSize(MAX_MESSAGE_BYTES);
        options.tls().flatMap(ClientTls::authority).ifPresent(builder::overrideAuthority);
        options.apiKey().map(MxGatewayClient::sending).ifPresent(builder::intercept);
        return builder.build();
    }

    private static ClientInterceptor sending(String apiKey) {
        Metadata headers = new Metadata();
        headers.put(AUTHORIZATION, "Bearer " + apiKey);
        return MetadataUtils.newAttachHeadersInterceptor(headers);
    }

    private static ChannelCredentials secured(ClientTls tls) {
        TlsChannelCredentials.Builder credentials = TlsChannelCredentials.newBuilder();
        try {
            if (tls.trusted().isPresent()) {
                credentials.trustManager(tls.trusted().get().toFile());
            }
            if (tls.certificate().isPresent() && tls.privateKey().isPresent()) {
                credentials.keyManager(
                        tls.certificate().get().toFile(), tls.privateKey().get().toFile());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a certificate or key file cannot be read: " + e.getMessage(), e);
        }
        return credentials.build();
    }

    /** What is deployed in the galaxy, for browsing; no session is needed. */
    public GalaxyBrowser galaxy() {
        return new GalaxyBrowser(channel, options);
    }

    /** Watches what is deployed in the galaxy: first what there is, then each change. Close the watch to end it. */
    public DeployWatch watchDeployments(DeployListener listener) {
        DeployWatch watch = new DeployWatch(channel, options, time, listener, watches::remove);
        watches.add(watch);
        watch.start();
        return watch;
    }

    /** How many sessions of this client are open. */
    public int openSessions() {
        return sessions.size();
    }

    /** Where this client is connected to. */
    public Optional<String> authority() {
        return Optional.ofNullable(channel.authority());
    }
}
