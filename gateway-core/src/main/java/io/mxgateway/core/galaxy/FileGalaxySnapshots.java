package io.mxgateway.core.galaxy;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Objects;
import java.util.Optional;

/**
 * Keeps the last model in one file: a mark, the version of the format, the model, and a SHA-256 over all of it. The file
 * is written beside its place, forced to disk and moved there, so what is there is whole or was damaged later; then it is
 * set aside under the name with {@code .corrupt} behind it. Not thread-safe.
 */
public final class FileGalaxySnapshots implements GalaxySnapshots {
    private static final Logger LOG = System.getLogger(FileGalaxySnapshots.class.getName());
    private static final int MARK = 0x4D58_4757;
    private static final int VERSION = 1;
    private static final int DIGEST_BYTES = 32;
    private static final int BUFFER = 1 << 16;

    private final Path file;

    /** Keeps the model in this file; its directory is made when there is something to keep. */
    public FileGalaxySnapshots(Path file) {
        this.file = Objects.requireNonNull(file, "file").toAbsolutePath();
    }

    @Override
    public Optional<GalaxyModel> restore(String source) {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            verifyDigest();
            Optional<GalaxyModel> model = read(source);
            if (model.isEmpty()) {
                LOG.log(
                        Level.INFO,
                        "the galaxy snapshot " + file + " is of another source and not used; source=" + source);
            }
            return model;
        } catch (IOException | RuntimeException e) {
            setAside(e);
            return Optional.empty();
        }
    }

    private void verifyDigest() throws IOException {
        long content = Files.size(file) - DIGEST_BYTES;
        if (content < 2 * Integer.BYTES) {
            throw new IOException("it has only " + Files.size(file) + " bytes");
        }
        MessageDigest digest = sha256();
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), BUFFER)) {
            byte[] buffer = new byte[BUFFER];
            long left = content;
            while (left > 0) {
                int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
                if (read < 0) {
                    throw new IOException("it became shorter while it was read");
                }
                digest.update(buffer, 0, read);
                left -= read;
            }
            if (!MessageDigest.isEqual(in.readNBytes(DIGEST_BYTES), digest.digest())) {
                throw new IOException("its checksum is wrong");
            }
        }
    }

    private Optional<GalaxyModel> read(String source) throws IOException {
        try (InputStream raw = Files.newInputStream(file);
                DataInputStream in = new DataInputStream(new BufferedInputStream(raw, BUFFER))) {
            int mark = in.readInt();
            int version = in.readInt();
            if (mark != MARK || version != VERSION) {
                throw new IOException("it is not a snapshot of version " + VERSION + " (mark "
                        + Integer.toHexString(mark) + ", version " + version + ")");
            }
            return new SnapshotReader(in).read(source);
        }
    }

    private void setAside(Exception why) {
        Path aside = file.resolveSibling(file.getFileName() + ".corrupt");
        try {
            Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
            LOG.log(
                    Level.WARNING,
                    "the galaxy snapshot " + file + " cannot be used and was set aside as " + aside + ": "
                            + why.getMessage());
        } catch (IOException e) {
            LOG.log(
                    Level.WARNING,
                    "the galaxy snapshot " + file + " cannot be used (" + why.getMessage()
                            + ") and could not be set aside either",
                    e);
        }
    }

    @Override
    public void save(String source, GalaxyModel model) {
        Path temporary = file.resolveSibling(file.getFileName() + ".tmp");
        try {
            Files.createDirectories(file.getParent());
            write(temporary, source, model);
            Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            LOG.log(
                    Level.WARNING,
                    "the galaxy snapshot " + file + " could not be written: after a restart the galaxy must"
                            + " be read before it is served",
                    e);
            delete(temporary);
        }
    }

    /** Through a stream, since the thread may be interrupted, which would close a channel. */
    private static void write(Path temporary, String source, GalaxyModel model) throws IOException {
        MessageDigest digest = sha256();
        try (FileOutputStream out = new FileOutputStream(temporary.toFile())) {
            OutputStream digesting = new DigestOutputStream(out, digest);
            DataOutputStream data = new DataOutputStream(new BufferedOutputStream(digesting, BUFFER));
            data.writeInt(MARK);
            data.writeInt(VERSION);
            new SnapshotWriter(data).write(source, model);
            data.flush();
            out.write(digest.digest());
            out.getFD().sync();
        }
    }

    private static void delete(Path temporary) {
        try {
            Files.deleteIfExists(temporary);
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "the unfinished snapshot " + temporary + " stays", e);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is part of every JDK", e);
        }
    }
}
