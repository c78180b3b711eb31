package io.mxgateway.grpc.auth;

import io.grpc.Context;
import io.mxgateway.core.mx.MxCommandKind;
import io.mxgateway.core.security.Caller;
import java.net.SocketAddress;
import java.util.Objects;

/** What one call may do, and who makes it. In the call's {@link Context} from its beginning. Immutable. */
public final class CallAuthority {
    private static final CallAuthority ANYBODY =
            new CallAuthority(Caller.ANONYMOUS, AccessControl.QUIET, null, () -> {});
    private static final Context.Key<CallAuthority> KEY = Context.keyWithDefault("mxgateway-call-authority", ANYBODY);

    private final Caller caller;
    private final AccessControl control;
    // Where the call comes from; null when that is not known.
    private final SocketAddress address;
    private final Runnable lookAgain;

    /** @param lookAgain throws when the caller has lost its key since it was let in */
    CallAuthority(Caller caller, AccessControl control, SocketAddress address, Runnable lookAgain) {
        this.caller = Objects.requireNonNull(caller, "caller");
        this.control = control;
        this.address = address;
        this.lookAgain = lookAgain;
    }

    /** Of the call whose context is the current one; everybody may do everything where no interceptor has been. */
    public static CallAuthority current() {
        return KEY.get();
    }

    Context in(Context context) {
        return context.withValue(KEY, this);
    }

    /** Who makes the call. */
    public Caller caller() {
        return caller;
    }

    /** The address the call comes from, without its port; empty when it is not known. */
    public String peer() {
        return Peers.text(address);
    }

    /**
     * Refuses a caller whose key has ended since the call was let in. What is asked after something has become known as the
     * key's is either refused here, or found by whoever ends what the key has.
     *
     * @throws io.mxgateway.core.session.SessionException {@code UNAUTHENTICATED}
     */
    public void requireStill() {
        lookAgain.run();
    }

    /**
     * Refuses a command that the caller lacks the scope for.
     *
     * @param correlationId the client's own id of the call
     * @throws io.mxgateway.core.session.SessionException {@code PERMISSION_DENIED}
     */
    public void require(MxCommandKind kind, String correlationId) {
        var scope = control.table().of(kind);
        if (!caller.may(scope)) {
            control.require(caller, scope, kind.method(), peer(), correlationId);
        }
    }
}
