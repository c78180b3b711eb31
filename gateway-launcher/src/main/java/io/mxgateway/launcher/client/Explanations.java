package io.mxgateway.launcher.client;

import io.grpc.Status;
import io.mxgateway.grpc.client.GatewayException;
import io.mxgateway.grpc.client.MxClientException;
import io.mxgateway.launcher.client.ClientFailure.Kind;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.util.Locale;
import javax.net.ssl.SSLException;

/** What went wrong between here and a gateway, for the one who typed the command. Pure functions. */
final class Explanations {
    private Explanations() {}

    /**
     * The failure of a call.
     *
     * @param keyGiven whether an API key was sent
     */
    static ClientFailure of(MxClientException failure, Endpoint endpoint, boolean keyGiven) {
        if (!(failure instanceof GatewayException refusal)) {
            return new ClientFailure(Kind.FAILED, failure.getMessage(), failure);
        }
        String told = refusal.getMessage();
        switch (refusal.status()) {
            case UNAUTHENTICATED -> {
                String why = keyGiven
                        ? "the API key is refused (" + told + "); is it the whole key, neither revoked nor expired?"
                                + " It comes from --api-key-file or MXGATEWAY_API_KEY"
                        : "it asks for an API key and none was given; name it with --api-key-file or MXGATEWAY_API_KEY";
                return new ClientFailure(Kind.UNAUTHORIZED, "endpoint = " + endpoint + ": " + why, refusal);
            }
            case PERMISSION_DENIED -> {
                return new ClientFailure(
                        Kind.UNAUTHORIZED,
                        "the API key may not do that: " + told
                                + "; `mxgateway apikey list` shows what keys may do, where the gateway runs",
                        refusal);
            }
            default -> {
                return refusal.reason().isEmpty() && isTransport(refusal.status())
                        ? unreachable(refusal, endpoint)
                        : new ClientFailure(Kind.FAILED, told, refusal);
            }
        }
    }

    private static boolean isTransport(Status.Code code) {
        return code == Status.Code.UNAVAILABLE
                || code == Status.Code.DEADLINE_EXCEEDED
                || code == Status.Code.UNIMPLEMENTED
                || code == Status.Code.UNKNOWN
                || code == Status.Code.INTERNAL;
    }

    private static ClientFailure unreachable(GatewayException refusal, Endpoint endpoint) {
        return new ClientFailure(
                Kind.UNREACHABLE, "endpoint = " + endpoint + ": cannot connect: " + why(refusal), refusal);
    }

    private static String why(GatewayException refusal) {
        if (refusal.status() == Status.Code.DEADLINE_EXCEEDED) {
            return "no answer in the time that --timeout gives; is a gateway there, and nothing in between?";
        }
        for (Throwable cause = refusal; cause != null; cause = cause.getCause()) {
            String known = known(cause);
            if (!known.isEmpty()) {
                return known;
            }
        }
        return "no gateway answers as one should (" + refusal.getMessage()
                + "); is the port right? A gateway with TLS needs --ca FILE or --tls";
    }

    /** What one of the causes tells; empty when nothing. */
    private static String known(Throwable cause) {
        String text = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
        if (text.contains("not an ssl/tls record")) {
            return "it does not speak TLS; --plaintext goes without, where that is safe";
        }
        if (text.contains("certificate_required") || text.contains("certificate required")) {
            return "it asks for a certificate of the client; give --certificate and --private-key";
        }
        if (text.contains("handshake timed out")) {
            return "something took the connection and says nothing (" + cause.getMessage()
                    + "); is a gateway there, and nothing in between?";
        }
        if (cause instanceof UnknownHostException || text.contains("unable to resolve host")) {
            return "there is no such host; --endpoint or MXGATEWAY_ENDPOINT says where the gateway is";
        }
        if (cause instanceof ConnectException) {
            return "connection refused; does the gateway run, and on this port? --endpoint or MXGATEWAY_ENDPOINT says"
                    + " where it is";
        }
        if (cause instanceof CertificateException || cause instanceof SSLException) {
            return "its certificate cannot be trusted (" + deepest(cause)
                    + "); --ca names the certificates to trust, --server-name another name than the host's";
        }
        return "";
    }

    private static String deepest(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return Reasons.of(cause);
    }
}
