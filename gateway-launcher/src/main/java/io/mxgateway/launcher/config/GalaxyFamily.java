package io.mxgateway.launcher.config;

import io.mxgateway.core.config.ConfigProblem;
import io.mxgateway.core.galaxy.GalaxyCacheOptions;
import java.time.Duration;
import java.util.List;

/** The options {@code galaxy.*}. */
final class GalaxyFamily {
    private static final Option<GalaxySourceKind> SOURCE = Option.of(
            "galaxy.source",
            OptionType.choice(GalaxySourceKind.class),
            GalaxySourceKind.AUTO,
            "where what is known of the galaxy comes from; auto = the simulator's own when it is the default backend, else"
                    + " nowhere");
    // A secret, as a URL may carry a password among its properties.
    private static final Option<String> URL = new Option<>(
            "galaxy.url",
            OptionType.TEXT,
            "",
            "the JDBC URL of the galaxy's database, such as jdbc:sqlserver://HOST;databaseName=GALAXY",
            true);
    private static final Option<String> USER =
            Option.of("galaxy.user", OptionType.TEXT, "", "who reads it; empty = as the URL says");
    private static final Option<String> PASSWORD = new Option<>(
            "galaxy.password",
            OptionType.TEXT,
            "",
            "their password; better in the environment than on a command line",
            true);
    private static final Option<Duration> LOGIN_TIMEOUT = Option.of(
            "galaxy.login-timeout",
            OptionType.DURATION,
            Duration.ofSeconds(15),
            "how long a connection to it may take to open");
    private static final Option<Duration> TICK = Option.of(
            "galaxy.tick",
            OptionType.DURATION,
            GalaxyCacheOptions.DEFAULT.tick(),
            "how often the time of the last deploy is looked at");
    private static final Option<Duration> QUERY_TIMEOUT = Option.of(
            "galaxy.query-timeout",
            OptionType.DURATION,
            GalaxyCacheOptions.DEFAULT.queryTimeout(),
            "how long one query may take");
    private static final Option<Duration> LOAD_TIMEOUT = Option.of(
            "galaxy.load-timeout",
            OptionType.DURATION,
            GalaxyCacheOptions.DEFAULT.loadTimeout(),
            "how long reading the whole galaxy may take");
    private static final Option<String> SNAPSHOT = Option.of(
            "galaxy.snapshot-file",
            OptionType.TEXT,
            "",
            "where the galaxy of a database is kept over a restart; empty = galaxy.snapshot in the run directory");

    private GalaxyFamily() {}

    static List<Option<?>> options() {
        return List.of(SOURCE, URL, USER, PASSWORD, LOGIN_TIMEOUT, TICK, QUERY_TIMEOUT, LOAD_TIMEOUT, SNAPSHOT);
    }

    /** The settings; tells problems. */
    static GalaxySettings bind(OptionValues values, List<ConfigProblem> problems) {
        String url = values.get(URL);
        GalaxySourceKind source = values.get(SOURCE);
        if ((source == GalaxySourceKind.JDBC) == url.isEmpty()) {
            problems.add(
                    url.isEmpty()
                            ? new ConfigProblem(SOURCE.key(), "jdbc", "needs " + URL.key() + " beside it")
                            : new ConfigProblem(URL.key(), url, "is used only with " + SOURCE.key() + "=jdbc"));
        }
        if (!url.isEmpty() && !url.startsWith("jdbc:")) {
            problems.add(new ConfigProblem(URL.key(), url, "must begin with jdbc:"));
        }
        Duration login = values.get(LOGIN_TIMEOUT);
        if (login.compareTo(Duration.ofSeconds(1)) < 0 || login.compareTo(Duration.ofMinutes(5)) > 0) {
            problems.add(new ConfigProblem(LOGIN_TIMEOUT.key(), DurationText.print(login), "must be 1s to 5m"));
        }
        GalaxyCacheOptions cache =
                new GalaxyCacheOptions(values.get(TICK), values.get(QUERY_TIMEOUT), values.get(LOAD_TIMEOUT));
        problems.addAll(cache.problems());
        return new GalaxySettings(
                source, url, values.get(USER), values.get(PASSWORD), login, cache, values.get(SNAPSHOT));
    }
}
