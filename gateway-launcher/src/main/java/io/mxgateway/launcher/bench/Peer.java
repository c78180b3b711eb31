package io.mxgateway.launcher.bench;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A process beyond a Unix domain socket, where a worker would stand. Used by one thread, its channel by any. */
final class Peer {
    private final Path directory;
    private final Process process;
    private final SocketChannel channel;

    private Peer(Path directory, Process process, SocketChannel channel) {
        this.directory = directory;
        this.process = process;
        this.channel = channel;
    }

    /**
     * Starts it and waits for it.
     *
     * @param command starts what serves the other end of the socket whose path is added
     */
    static Peer start(List<String> command) throws IOException {
        Path directory = Files.createTempDirectory("mxgateway-bench-");
        Path socket = directory.resolve("relay");
        try (ServerSocketChannel door = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            door.bind(UnixDomainSocketAddress.of(socket));
            List<String> all = new ArrayList<>(command);
            all.add(socket.toString());
            Process process = new ProcessBuilder(all).inheritIO().start();
            // Whoever waits for this server to be ready bounds the wait.
            return new Peer(directory, process, door.accept());
        } finally {
            Files.deleteIfExists(socket);
        }
    }

    /** Blocking. */
    SocketChannel channel() {
        return channel;
    }

    /** Ends the connection, and with it the process. */
    void close() {
        try {
            channel.close();
            process.waitFor();
            Files.deleteIfExists(directory);
        } catch (IOException e) {
            throw new BenchFailure("the relay left something in " + directory + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
