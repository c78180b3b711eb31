package io.mxgateway.grpc.worker;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** Connects to a socket and waits until it is hung up on. Needs no class but its own. */
final class ConnectMain {
    private ConnectMain() {}

    /** Argument: the socket. */
    public static void main(String[] arguments) throws IOException {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(arguments[0]))) {
            while (channel.read(ByteBuffer.allocate(16)) >= 0) {
                // Nothing is to come.
            }
        }
    }
}
