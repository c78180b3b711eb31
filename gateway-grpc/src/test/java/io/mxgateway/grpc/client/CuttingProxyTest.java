package io.mxgateway.grpc.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.mxgateway.core.testing.NothingLeftBehind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The proxy that other tests cut connections with. */
@ExtendWith(NothingLeftBehind.class)
class CuttingProxyTest {
    private static final int NET_MILLIS = 60_000;

    /**
     * What a cut does that comes while a connection is being made: its way on fails. A proxy that accepted nobody from
     * then on would look like a gateway that stands still.
     */
    @Test
    void aConnectionThatCannotBeCarriedOnIsResetAndTheNextOneIsServed() throws IOException {
        Socket portHolder = new Socket();
        portHolder.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        int target = portHolder.getLocalPort();
        try (CuttingProxy proxy = new CuttingProxy(target)) {
            try (Socket refused = connected(proxy)) {
                assertThat(isOver(refused)).isTrue();
            }
            portHolder.close();
            try (ServerSocket server = new ServerSocket(target, 50, InetAddress.getLoopbackAddress());
                    Socket client = connected(proxy)) {
                server.setSoTimeout(NET_MILLIS);
                try (Socket carried = server.accept()) {
                    carried.getOutputStream().write(42);
                    assertThat(client.getInputStream().read()).isEqualTo(42);
                }
            }
        }
    }

    private static Socket connected(CuttingProxy proxy) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
        socket.setSoTimeout(NET_MILLIS);
        return socket;
    }

    private static boolean isOver(Socket socket) {
        try {
            return socket.getInputStream().read() < 0;
        } catch (java.net.SocketTimeoutException stillOpen) {
            return false;
        } catch (IOException reset) {
            return true;
        }
    }
}
