package io.mxgateway.core.testing;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * Fails a test class that leaves something behind: a thread, a child process, a socket or a temporary file that was not
 * there before the class; and, after each test of a class that is {@link LeavesNothing}, whatever that tells.
 */
public final class NothingLeftBehind implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {
    /** How long things that are on their way out may take. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Namespace NAMESPACE = Namespace.create(NothingLeftBehind.class);

    /** Threads that the JDK, Netty, gRPC and the test runner share and keep; reviewed, nothing of ours. */
    private static final List<String> SHARED_THREADS = List.of(
            "main",
            "Reference Handler",
            "Finalizer",
            "Signal Dispatcher",
            "Attach Listener",
            "Common-Cleaner",
            "Notification Thread",
            "process reaper",
            "ForkJoinPool.commonPool-",
            "CompletableFutureDelayScheduler",
            "surefire-",
            "Surefire",
            "ping-timer-",
            "junit-",
            "grpc-default-",
            "grpc-shared-destroyer",
            "grpc-timer-",
            "globalEventExecutor-",
            "Keep-Alive-",
            "JFR ",
            "Java2D ",
            "Cleaner-",
            "process-reaper-");

    /** A process id in the name of a run directory. */
    private static final Pattern OWNER = Pattern.compile("^mxgateway-(\\d{1,10})(-|$)");

    /** The default run directory of this user's gateways: made once, and kept. */
    private static final Path KEPT =
            Path.of(System.getProperty("java.io.tmpdir"), "mxgateway-" + System.getProperty("user.name"));

    private record Before(Set<String> threads, Set<Long> children, Set<String> sockets, Set<Path> files) {}

    /** Made by the test runner. */
    public NothingLeftBehind() {}

    @Override
    public void beforeAll(ExtensionContext context) {
        openTheSharedSocket();
        context.getStore(NAMESPACE).put(context.getUniqueId(), new Before(threads(), children(), sockets(), files()));
    }

    @Override
    public void afterEach(ExtensionContext context) {
        if (context.getRequiredTestInstance() instanceof LeavesNothing test) {
            Await.until(
                    PATIENCE,
                    () -> "nothing left after a test, but: " + test.leftovers(),
                    () -> test.leftovers().isEmpty());
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        Before before = context.getStore(NAMESPACE).remove(context.getUniqueId(), Before.class);
        Await.until(
                PATIENCE,
                () -> "nothing left behind, but: " + left(before),
                () -> left(before).isEmpty());
    }

    private static List<String> left(Before before) {
        List<String> left = new ArrayList<>();
        addNew(left, "thread ", threads(), before.threads());
        addNew(left, "child process ", children(), before.children());
        addNew(left, "socket ", sockets(), before.sockets());
        addNew(left, "file ", files(), before.files());
        return left;
    }

    private static <T> void addNew(List<String> left, String kind, Set<T> now, Set<T> before) {
        now.stream().filter(thing -> !before.contains(thing)).forEach(thing -> left.add(kind + thing));
    }

    private static Set<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(Thread::isAlive)
                .filter(thread -> SHARED_THREADS.stream().noneMatch(thread.getName()::startsWith))
                .map(thread -> thread.getName() + "#" + thread.getId())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<Long> children() {
        return ProcessHandle.current()
                .descendants()
                .filter(ProcessHandle::isAlive)
                .map(ProcessHandle::pid)
                .collect(Collectors.toSet());
    }

    /** The JDK keeps one socket from the first use of any until the process ends; it must be there before we count. */
    private static void openTheSharedSocket() {
        try {
            SocketChannel.open().close();
        } catch (IOException e) {
            throw new AssertionError("cannot open a socket", e);
        }
    }

    /** The sockets this process holds open, where the platform tells. */
    private static Set<String> sockets() {
        Set<String> sockets = new TreeSet<>();
        Path descriptors = Path.of("/proc/self/fd");
        if (!Files.isDirectory(descriptors)) {
            return sockets;
        }
        try (DirectoryStream<Path> all = Files.newDirectoryStream(descriptors)) {
            for (Path descriptor : all) {
                String target = targetOf(descriptor);
                if (target.startsWith("socket:")) {
                    sockets.add(target);
                }
            }
        } catch (IOException e) {
            throw new AssertionError("cannot list open sockets", e);
        }
        return sockets;
    }

    private static String targetOf(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException closedMeanwhile) {
            return "";
        }
    }

    /** Whether the name carries the id of a live process that is neither this one nor a child: another build's file. */
    private static boolean isAnotherProcesses(Path file) {
        Matcher matcher = OWNER.matcher(file.getFileName().toString());
        if (!matcher.find()) {
            return false;
        }
        long pid = Long.parseLong(matcher.group(1));
        boolean ours = pid == ProcessHandle.current().pid() || children().contains(pid);
        return !ours && ProcessHandle.of(pid).isPresent();
    }

    private static Set<Path> files() {
        Set<Path> files = new TreeSet<>();
        try (DirectoryStream<Path> all =
                Files.newDirectoryStream(Path.of(System.getProperty("java.io.tmpdir")), "mxgateway*")) {
            all.forEach(file -> {
                if (!file.equals(KEPT) && !isAnotherProcesses(file)) {
                    files.add(file);
                }
            });
        } catch (IOException e) {
            throw new AssertionError("cannot list temporary files", e);
        }
        return files;
    }
}
