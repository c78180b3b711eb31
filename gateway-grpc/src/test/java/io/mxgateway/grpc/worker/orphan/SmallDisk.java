package io.mxgateway.grpc.worker.orphan;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A file system of its own that is soon full. Making one takes a right that not everybody has. */
public final class SmallDisk implements AutoCloseable {
    private static final int FILES = 12;

    private final Path root;

    private SmallDisk(Path root) {
        this.root = root;
    }

    /** One with room for four blocks and a few files; skips the test, and says why, where none can be made. */
    public static SmallDisk mount() throws IOException {
        Path root =
                Files.createTempDirectory("mxgateway-" + ProcessHandle.current().pid() + "-d");
        String refusal = run("mount", "-t", "tmpfs", "-o", "size=16k,nr_inodes=" + FILES, "tmpfs", root.toString());
        if (!refusal.isEmpty()) {
            Files.delete(root);
            System.out.println("not tested: no small disk can be mounted here: " + refusal);
        }
        assumeTrue(refusal.isEmpty(), "no small disk can be mounted here: " + refusal);
        return new SmallDisk(root);
    }

    /** Where it is. */
    public Path root() {
        return root;
    }

    /** Takes all blocks, so that files can be made and not be written to. */
    public void fillBlocks() throws IOException {
        Path filler = root.resolve("blocks");
        try {
            while (true) {
                Files.write(filler, new byte[64 << 10]);
            }
        } catch (IOException full) {
            // What went in stays in.
            assumeTrue(Files.size(filler) > 0, "a disk of no size at all");
        }
    }

    /** Takes all room for files, so that none can be made. */
    public void fillFiles() throws IOException {
        for (int i = 0; i < FILES; i++) {
            try {
                Files.createFile(root.resolve("file" + i));
            } catch (IOException full) {
                return;
            }
        }
        throw new IOException("the disk takes more files than it should");
    }

    /** Gives back what was taken. */
    public void free() {
        try {
            Files.deleteIfExists(root.resolve("blocks"));
            for (int i = 0; i < FILES; i++) {
                Files.deleteIfExists(root.resolve("file" + i));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        String refusal = run("umount", root.toString());
        if (!refusal.isEmpty()) {
            throw new IOException(refusal);
        }
        Files.delete(root);
    }

    // What it complains of; nothing when all went well.
    private static String run(String... command) {
        try {
            Process process = new ProcessBuilder(List.of(command))
                    .redirectErrorStream(true)
                    .start();
            String said = new String(process.getInputStream().readAllBytes(), UTF_8);
            boolean over = process.waitFor(30, TimeUnit.SECONDS);
            return over && process.exitValue() == 0 ? "" : command[0] + " failed: " + said.strip();
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted";
        }
    }
}
