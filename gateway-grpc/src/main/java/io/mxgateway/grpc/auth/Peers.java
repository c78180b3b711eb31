package io.mxgateway.grpc.auth;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;

/** Texts of addresses. Pure functions. */
final class Peers {
    private Peers() {}

    /** The address without its port, never a name; empty when there is none. */
    static String text(SocketAddress address) {
        InetAddress host = address instanceof InetSocketAddress internet ? internet.getAddress() : null;
        return host == null ? "" : host.getHostAddress();
    }
}
