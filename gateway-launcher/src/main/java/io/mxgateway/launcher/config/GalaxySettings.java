package io.mxgateway.launcher.config;

import io.mxgateway.core.galaxy.GalaxyCacheOptions;
import java.time.Duration;
import java.util.Objects;

/**
 * Where the galaxy is read from. Immutable.
 *
 * @param source the kind of source
 * @param url of the database; empty when there is none
 * @param user of the database; may be empty
 * @param password of that user; a secret
 * @param loginTimeout how long a connection may take to open
 * @param cache times of the cache
 * @param snapshot where the galaxy is kept over a restart; empty for a file in the run directory
 */
public record GalaxySettings(
        GalaxySourceKind source,
        String url,
        String user,
        String password,
        Duration loginTimeout,
        GalaxyCacheOptions cache,
        String snapshot) {
    public GalaxySettings {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(url, "url");
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(password, "password");
        Objects.requireNonNull(loginTimeout, "loginTimeout");
        Objects.requireNonNull(cache, "cache");
        Objects.requireNonNull(snapshot, "snapshot");
    }

    @Override
    public String toString() {
        // The URL may hold a password as well.
        return "GalaxySettings[source=" + source + " user=" + user + " cache=" + cache + " snapshot=" + snapshot + "]";
    }
}
