package io.mxgateway.launcher;

import io.mxgateway.core.metrics.GatewayMetrics;
import io.mxgateway.core.security.ApiKeyStore;
import io.mxgateway.core.security.ApiKeys;
import io.mxgateway.core.security.Authenticator;
import io.mxgateway.core.security.FileApiKeyStore;
import io.mxgateway.core.security.FileAudit;
import io.mxgateway.core.security.KeyAuthenticator;
import io.mxgateway.core.security.KeyStoreException;
import io.mxgateway.core.security.KeyWatch;
import io.mxgateway.core.security.Pepper;
import io.mxgateway.core.security.SecurityFileException;
import io.mxgateway.core.session.DefaultSessionManager;
import io.mxgateway.core.time.GatewayTime;
import io.mxgateway.grpc.auth.AuthInterceptor;
import io.mxgateway.launcher.admin.SecurityView;
import io.mxgateway.launcher.config.SecuritySettings;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The API keys of a running gateway: the files, who verifies, who watches, who writes down. Owned by the gateway's thread. */
final class KeyWiring implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(KeyWiring.class);

    private final FileApiKeyStore store;
    private final FileAudit audit;
    private final KeyAuthenticator authenticator;
    private final KeyWatch watch;
    private final SecurityView view;

    private KeyWiring(
            SecuritySettings settings,
            FileApiKeyStore store,
            Pepper pepper,
            GatewayTime time,
            GatewayMetrics metrics,
            SecureRandom random) {
        this.store = store;
        this.audit = new FileAudit(settings.audit(), time);
        this.view = new RunningSecurity(
                new ApiKeys(store, pepper, audit, time, random),
                store,
                settings.audit().file());
        this.authenticator = new KeyAuthenticator(store, pepper, audit, metrics, time);
        this.watch = new KeyWatch(store, time, audit);
    }

    /**
     * Reads the keys and the pepper. Blocks; nothing runs yet.
     *
     * @throws CommandFailure when one of them cannot be used
     */
    static KeyWiring of(
            SecuritySettings settings,
            Map<String, String> environment,
            GatewayTime time,
            GatewayMetrics metrics,
            SecureRandom random) {
        try {
            FileApiKeyStore store = FileApiKeyStore.open(settings.keyDirectory());
            Pepper pepper = Pepper.load(environment, settings.pepperFile(), store.isEmpty(), random);
            return new KeyWiring(settings, store, pepper, time, metrics, random);
        } catch (SecurityFileException | KeyStoreException | IllegalArgumentException e) {
            throw new CommandFailure(ExitCode.FAILED, e.getMessage(), e);
        }
    }

    /** Who says who calls: by these keys, or everybody is the same administrator. */
    static Authenticator authenticatorOf(Optional<KeyWiring> keys) {
        return keys.isPresent() ? keys.get().authenticator : Authenticator.DISABLED;
    }

    ApiKeyStore store() {
        return store;
    }

    /** Keys and audit log as the admin port sees them. */
    SecurityView view() {
        return view;
    }

    FileAudit audit() {
        return audit;
    }

    /** Begins to watch: what a key had, ends with it. In the order in which it must: first nobody gets in any more. */
    void start(AuthInterceptor interceptor, DefaultSessionManager sessions) {
        audit.start();
        watch.listen(authenticator);
        watch.listen(interceptor);
        watch.listen((keyId, why) -> {
            LOG.warn("a key is not valid any more, its streams and sessions end: key={} why={}", keyId, why);
            sessions.revokeOwner(keyId);
        });
        try {
            watch.start();
        } catch (KeyStoreException e) {
            throw new CommandFailure(ExitCode.FAILED, e.getMessage(), e);
        }
        if (store.isEmpty()) {
            LOG.warn(
                    "there are no API keys in {}: nobody can call until `mxgateway apikey create` has made one",
                    store.directory());
        }
    }

    @Override
    public void close() {
        watch.close();
        audit.close();
    }
}
