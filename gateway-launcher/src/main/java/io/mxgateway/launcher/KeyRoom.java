package io.mxgateway.launcher;

import io.mxgateway.core.security.ApiKeys;
import io.mxgateway.core.security.FileApiKeyStore;
import io.mxgateway.core.security.FileAudit;
import io.mxgateway.core.security.KeyStoreException;
import io.mxgateway.core.security.Pepper;
import io.mxgateway.core.security.SecurityFileException;
import io.mxgateway.core.time.SystemTime;
import io.mxgateway.launcher.config.SecuritySettings;
import java.security.SecureRandom;
import java.util.function.Function;

/** The keys as the command line works on them, beside a gateway that runs or without one. */
final class KeyRoom {
    /** Who is said to have done it. */
    static final String ACTOR = "command-line";

    private final Surroundings surroundings;
    private final SecuritySettings settings;

    KeyRoom(Surroundings surroundings, SecuritySettings settings) {
        this.surroundings = surroundings;
        this.settings = settings;
    }

    /** The store alone, for those who only look. */
    FileApiKeyStore store() {
        try {
            return FileApiKeyStore.open(settings.keyDirectory());
        } catch (SecurityFileException e) {
            throw new CommandFailure(ExitCode.FAILED, e.getMessage(), e);
        }
    }

    /** Does something to the keys, audited. */
    <T> T change(Function<ApiKeys, T> change) {
        FileApiKeyStore store = store();
        try (SystemTime time = new SystemTime("mxgateway-commands")) {
            FileAudit audit = new FileAudit(settings.audit(), time);
            T result = change(store, audit, time, change);
            audit.problem().ifPresent(problem -> surroundings.err().println("mxgateway: done, but " + problem));
            return result;
        } catch (SecurityFileException | KeyStoreException e) {
            throw new CommandFailure(ExitCode.FAILED, e.getMessage(), e);
        }
    }

    private <T> T change(FileApiKeyStore store, FileAudit log, SystemTime time, Function<ApiKeys, T> change) {
        try (FileAudit audit = log) {
            SecureRandom random = new SecureRandom();
            Pepper pepper = Pepper.load(surroundings.environment(), settings.pepperFile(), store.isEmpty(), random);
            // Before anything is changed: what cannot be taken down is not done from here.
            audit.start();
            return change.apply(new ApiKeys(store, pepper, audit, time, random));
        }
    }
}
