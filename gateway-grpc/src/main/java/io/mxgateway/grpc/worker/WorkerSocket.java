package io.mxgateway.grpc.worker;

import io.mxgateway.core.time.GatewayTime;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import jdk.net.ExtendedSocketOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The socket that one worker is awaited at. Only the gateway's own user is let through, where the platform tells who
 * connects; everywhere else its directory sees to that.
 */
final class WorkerSocket {
    private static final Logger LOG = LoggerFactory.getLogger(WorkerSocket.class);
    private static final int BACKLOG = 16;
    // A connection that cannot be taken, for want of descriptors, stays at the door: knocking is heard only so often.
    private static final Duration DEAF_FOR = Duration.ofMillis(100);

    /** Hears who comes; on the loop's thread. */
    interface Guests {
        /** A process of our own user has connected; the channel does not block, and is the receiver's. */
        void connected(SocketChannel channel);

        /** Somebody was not let through. */
        void turnedAway(String why);
    }

    private final ServerSocketChannel channel;
    private final Path path;
    private final UserPrincipal owner;

    private WorkerSocket(ServerSocketChannel channel, Path path, UserPrincipal owner) {
        this.channel = channel;
        this.path = path;
        this.owner = owner;
    }

    /** Listens at a session's path. Blocks on the file system. */
    static WorkerSocket listen(SocketDirectory directory, String sessionId) throws IOException {
        Path path = directory.socketOf(sessionId);
        ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.bind(UnixDomainSocketAddress.of(path), BACKLOG);
            channel.configureBlocking(false);
            return new WorkerSocket(channel, path, directory.owner(path));
        } catch (IOException e) {
            IoLoop.closeQuietly(channel);
            SocketDirectory.delete(path);
            throw new IOException("cannot listen at " + path + ": " + e.getMessage(), e);
        }
    }

    Path path() {
        return path;
    }

    /** Lets guests in; on the loop's thread. */
    void open(IoLoop loop, GatewayTime time, Guests guests) {
        try {
            loop.register(channel, SelectionKey.OP_ACCEPT, key -> {
                if (!accept(guests)) {
                    key.interestOps(0);
                    time.after(DEAF_FOR, () -> loop.execute(() -> hearAgain(key)));
                }
            });
        } catch (IOException e) {
            LOG.error("cannot wait for connections at {}", path, e);
        }
    }

    private static void hearAgain(SelectionKey key) {
        if (key.isValid()) {
            key.interestOps(SelectionKey.OP_ACCEPT);
        }
    }

    // Whether there is sense in listening on at once.
    private boolean accept(Guests guests) {
        try {
            SocketChannel guest = channel.accept();
            if (guest == null) {
                return true;
            }
            if (isOurUser(guest)) {
                guest.configureBlocking(false);
                guests.connected(guest);
            } else {
                IoLoop.closeQuietly(guest);
                guests.turnedAway("it belongs to another user");
            }
            return true;
        } catch (IOException e) {
            guests.turnedAway("a connection could not be taken: " + e.getMessage());
            return false;
        }
    }

    private boolean isOurUser(SocketChannel guest) throws IOException {
        return !guest.supportedOptions().contains(ExtendedSocketOptions.SO_PEERCRED)
                || guest.getOption(ExtendedSocketOptions.SO_PEERCRED).user().equals(owner);
    }

    /** Nobody else may come. */
    void close() {
        IoLoop.closeQuietly(channel);
    }

    /** Removes the socket's file. Blocks on the file system. */
    void removeFile() {
        SocketDirectory.delete(path);
    }
}
