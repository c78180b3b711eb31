package io.mxgateway.grpc.client;

import io.mxgateway.core.testing.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Carries TCP connections to a port and cuts them when told to. */
public final class CuttingProxy implements AutoCloseable {
    private final ServerSocket listener;
    private final int target;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    private final AtomicInteger cuts = new AtomicInteger();

    /** A proxy to a port of this machine. */
    public CuttingProxy(int target) {
        this.target = target;
        try {
            this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        run("accept", this::accept);
    }

    /** Where it listens. */
    public int port() {
        return listener.getLocalPort();
    }

    /** Breaks every connection there is, in the middle of whatever it carries. */
    public void cut() {
        cuts.incrementAndGet();
        sockets.forEach(this::reset);
    }

    /** Ends every connection there is behind what it has carried so far. */
    public void hangUp() {
        for (Socket socket : sockets) {
            try {
                socket.shutdownOutput();
            } catch (IOException overAlready) {
                // Then it is as it should be.
            }
        }
    }

    /** How often it has cut. */
    public int cuts() {
        return cuts.get();
    }

    /** How many ends of connections it holds. */
    public int ends() {
        return sockets.size();
    }

    private void accept() throws IOException {
        while (true) {
            Socket client = listener.accept();
            Socket server = new Socket();
            sockets.add(client);
            sockets.add(server);
            try {
                server.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target));
            } catch (IOException cutOrRefused) {
                // The end of this connection only: whoever comes next must not wait for ever to be accepted.
                reset(client);
                reset(server);
                continue;
            }
            run("up", () -> carry(client, server));
            run("down", () -> carry(server, client));
        }
    }

    private void carry(Socket from, Socket to) throws IOException {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
        } finally {
            reset(from);
            reset(to);
        }
    }

    private void reset(Socket socket) {
        sockets.remove(socket);
        try {
            socket.setOption(StandardSocketOptions.SO_LINGER, 0);
        } catch (IOException closedAlready) {
            // Then it is as it should be.
        }
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    private void run(String name, Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException cut) {
                        // The end of a connection, or of the proxy.
                    } finally {
                        threads.remove(Thread.currentThread());
                    }
                },
                "mxgateway-test-proxy-" + name);
        threads.add(thread);
        thread.start();
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Await.until("the proxy's threads to end", () -> {
            sockets.forEach(this::reset);
            return threads.isEmpty();
        });
    }
}
