package io.mxgateway.grpc.auth;

import io.grpc.ForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A streaming call that can be ended from outside at any time, although calls are not made for two threads: whoever is
 * sending when the end is asked for, ends it afterwards. Of all the ends of a call one is carried out. Everything else,
 * such as whether the client is ready for more, is the call's own.
 */
final class RevocableCall<Q, R> extends ForwardingServerCall.SimpleForwardingServerCall<Q, R> {
    private static final int END_WANTED = 1;
    private static final int OVER = 2;
    private static final int SENDER = 4;

    // How many are sending, times SENDER; END_WANTED when the last of them has to end it; OVER when it has ended.
    private final AtomicInteger state = new AtomicInteger();
    // Why it is ended from outside; null while nobody wants that.
    private volatile StatusRuntimeException failure;

    RevocableCall(ServerCall<Q, R> call) {
        super(call);
    }

    /** Whether it was ended from outside, or is about to be. */
    boolean isRevoked() {
        return failure != null;
    }

    /** Ends it, unless it has ended. From any thread. */
    void end(StatusRuntimeException why) {
        while (true) {
            int now = state.get();
            if ((now & (OVER | END_WANTED)) != 0) {
                return;
            }
            failure = why;
            if (state.compareAndSet(now, now == 0 ? OVER : now | END_WANTED)) {
                if (now == 0) {
                    closeRevoked();
                }
                return;
            }
        }
    }

    private void closeRevoked() {
        Metadata trailers = failure.getTrailers();
        delegate().close(failure.getStatus(), trailers == null ? new Metadata() : trailers);
    }

    private boolean enter() {
        while (true) {
            int now = state.get();
            if ((now & OVER) != 0) {
                return false;
            }
            if (state.compareAndSet(now, now + SENDER)) {
                return true;
            }
        }
    }

    private void exit() {
        if (state.addAndGet(-SENDER) == END_WANTED && state.compareAndSet(END_WANTED, OVER)) {
            closeRevoked();
        }
    }

    @Override
    public void sendHeaders(Metadata headers) {
        if (enter()) {
            try {
                super.sendHeaders(headers);
            } finally {
                exit();
            }
        }
    }

    @Override
    public void sendMessage(R message) {
        if (enter()) {
            try {
                super.sendMessage(message);
            } finally {
                exit();
            }
        }
    }

    @Override
    public void close(Status status, Metadata trailers) {
        while (true) {
            int now = state.get();
            if ((now & OVER) != 0) {
                return;
            }
            if (state.compareAndSet(now, now | OVER)) {
                super.close(status, trailers);
                return;
            }
        }
    }

    /** Also once it was ended from outside: whoever serves it has nothing more to do. */
    @Override
    public boolean isCancelled() {
        return isRevoked() || super.isCancelled();
    }
}
