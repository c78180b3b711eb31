package io.mxgateway.grpc.auth;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.ForwardingServerCallListener;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.StatusRuntimeException;
import io.mxgateway.core.metrics.GatewayMetrics;
import io.mxgateway.core.security.Access;
import io.mxgateway.core.security.AccessTable;
import io.mxgateway.core.security.Audit;
import io.mxgateway.core.security.Authenticator;
import io.mxgateway.core.security.Caller;
import io.mxgateway.core.security.KeyEnd;
import io.mxgateway.core.security.KeyEndListener;
import io.mxgateway.core.session.SessionErrorCode;
import io.mxgateway.core.session.SessionException;
import java.net.SocketAddress;
import java.util.Objects;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands before every method of a server, whoever wrote it: asks who calls, refuses who may not, and ends the streams of a
 * key that ends. A call that is let in carries its {@link CallAuthority} in its context. What a command needs, which only
 * its message tells, is decided by the method that reads the message.
 *
 * <p>To be told of ended keys it must listen to the watch of the keys <em>behind</em> the authenticator. Thread-safe; does
 * not block.
 */
public final class AuthInterceptor implements ServerInterceptor, KeyEndListener {
    private static final Logger LOG = LoggerFactory.getLogger(AuthInterceptor.class);
    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

    private final Authenticator authenticator;
    private final AccessControl control;
    private final Function<Throwable, StatusRuntimeException> errors;
    private final OpenStreams streams = new OpenStreams();

    /**
     * An interceptor with the table of this gateway.
     *
     * @param authenticator says who calls
     * @param audit takes down who lacked a scope
     * @param metrics counts them
     * @param errors makes statuses of failures, in general {@code ErrorMapping::map}
     */
    public AuthInterceptor(
            Authenticator authenticator,
            Audit audit,
            GatewayMetrics metrics,
            Function<Throwable, StatusRuntimeException> errors) {
        this.authenticator = Objects.requireNonNull(authenticator, "authenticator");
        this.control = new AccessControl(AccessTable.STANDARD, audit, metrics);
        this.errors = Objects.requireNonNull(errors, "errors");
    }

    /** How many streaming calls of keys are open. */
    public int openStreams() {
        return streams.size();
    }

    @Override
    public void ended(String keyId, KeyEnd why) {
        streams.end(keyId, this::notValidAnyMore);
    }

    private StatusRuntimeException notValidAnyMore() {
        return errors.apply(new SessionException(SessionErrorCode.UNAUTHENTICATED, "the key is not valid any more"));
    }

    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
        String method = call.getMethodDescriptor().getFullMethodName();
        Access access = control.table().of(method);
        if (access instanceof Access.Open) {
            return next.startCall(call, headers);
        }
        SocketAddress address = call.getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR);
        String authorization = headers.get(AUTHORIZATION);
        long before = streams.ended();
        Caller caller = null;
        try {
            String peer = Peers.text(address);
            caller = authenticator.authenticate(authorization, peer);
            control.require(caller, access, method, peer);
        } catch (RuntimeException refused) {
            return refuse(
                    call,
                    refused,
                    address,
                    caller == null ? "" : caller.identity().owner());
        }
        CallAuthority authority =
                new CallAuthority(caller, control, address, () -> lookAgain(authorization, address, before));
        Context context = authority.in(Context.current());
        if (call.getMethodDescriptor().getType() == MethodDescriptor.MethodType.UNARY || !caller.keyed()) {
            return Contexts.interceptCall(context, call, headers, next);
        }
        return new Stream<>(call, caller.keyId()).begin(context, headers, next, authority);
    }

    private void lookAgain(String authorization, SocketAddress address, long endedBefore) {
        if (streams.ended() != endedBefore) {
            authenticator.authenticate(authorization, Peers.text(address));
        }
    }

    private <Q, R> ServerCall.Listener<Q> refuse(
            ServerCall<Q, R> call, RuntimeException refused, SocketAddress address, String key) {
        StatusRuntimeException failure = errors.apply(refused);
        // The audit takes down what matters of it; whoever has no key must not be able to fill the log.
        if (LOG.isDebugEnabled()) {
            LOG.debug(
                    "call refused: method={} status={} peer={} key={} text={}",
                    call.getMethodDescriptor().getBareMethodName(),
                    failure.getStatus().getCode(),
                    Peers.text(address),
                    key,
                    failure.getStatus().getDescription());
        }
        Metadata trailers = failure.getTrailers();
        call.close(failure.getStatus(), trailers == null ? new Metadata() : trailers);
        return new ServerCall.Listener<>() {};
    }

    /** A streaming call of a key, from its beginning to its end among the open ones. */
    private final class Stream<Q, R> {
        private final RevocableCall<Q, R> call;
        private final String keyId;

        Stream(ServerCall<Q, R> call, String keyId) {
            this.call = new RevocableCall<>(call);
            this.keyId = keyId;
        }

        ServerCall.Listener<Q> begin(
                Context context, Metadata headers, ServerCallHandler<Q, R> next, CallAuthority authority) {
            streams.add(keyId, call);
            ServerCall.Listener<Q> listener;
            try {
                listener = Contexts.interceptCall(context, call, headers, next);
            } catch (RuntimeException | Error e) {
                streams.remove(keyId, call);
                throw e;
            }
            // A key that ended between the look at it and the adding is not told again.
            try {
                authority.requireStill();
            } catch (RuntimeException refused) {
                streams.remove(keyId, call);
                call.end(notValidAnyMore());
            }
            return new Ending(listener);
        }

        /** Hears the end of the call. To its method, an end from outside is one it did not bring about. */
        private final class Ending extends ForwardingServerCallListener.SimpleForwardingServerCallListener<Q> {
            Ending(ServerCall.Listener<Q> method) {
                super(method);
            }

            @Override
            public void onComplete() {
                streams.remove(keyId, call);
                if (call.isRevoked()) {
                    super.onCancel();
                } else {
                    super.onComplete();
                }
            }

            @Override
            public void onCancel() {
                streams.remove(keyId, call);
                super.onCancel();
            }
        }
    }
}
