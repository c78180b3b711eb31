package io.mxgateway.core.galaxy;

import io.mxgateway.core.metrics.InMemoryMetrics;
import io.mxgateway.core.time.SystemTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The figures of a large galaxy: 50,000 objects with 1,000,000 attributes, read from a database in a process of its own.
 * Half of the attributes come from templates, half are each object's own, with names that no other has.
 *
 * <p>Arguments: the number of objects [50000], of attributes for each [20].
 */
public final class GalaxyFigures {
    private static final int TEMPLATES = 50;
    private static final int PER_AREA = 100;
    private static final int BATCH = 5_000;
    private static final long MIB = 1 << 20;

    private GalaxyFigures() {}

    /** Runs all. */
    public static void main(String[] args) throws Exception {
        if (args.length > 0 && args[0].equals("database")) {
            serveDatabase();
            return;
        }
        int objects = args.length > 0 ? Integer.parseInt(args[0]) : 50_000;
        int each = args.length > 1 ? Integer.parseInt(args[1]) : 20;
        Process database = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx3g",
                        "-classpath",
                        System.getProperty("java.class.path"),
                        GalaxyFigures.class.getName(),
                        "database")
                .redirectErrorStream(true)
                .start();
        try {
            String port = database.inputReader().readLine();
            String url = "jdbc:h2:tcp://localhost:" + port + "/mem:galaxy;MODE=MSSQLServer;DATABASE_TO_UPPER=FALSE;"
                    + "CASE_INSENSITIVE_IDENTIFIERS=TRUE;DB_CLOSE_DELAY=-1";
            fill(url, objects, each);
            measure(url);
        } finally {
            database.getOutputStream().close();
            if (!database.waitFor(10, TimeUnit.SECONDS)) {
                database.destroyForcibly();
            }
        }
    }

    /** Until its input ends. */
    private static void serveDatabase() throws SQLException, IOException {
        org.h2.tools.Server server = org.h2.tools.Server.createTcpServer("-tcpPort", "0", "-ifNotExists")
                .start();
        System.out.println(server.getPort());
        while (System.in.read() >= 0) {
            // Nothing is ever sent.
        }
        server.stop();
    }

    private static void fill(String url, int objects, int each) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            for (String sql : schema()) {
                statement.execute(sql);
            }
            statement.execute("INSERT INTO galaxy VALUES ('2026-01-02 03:04:05.000')");
            statement.execute("INSERT INTO template_definition VALUES (13, 13), (10, 10)");
            statement.execute("INSERT INTO primitive_definition VALUES (2, 'HistoryExtension'), (3, 'AlarmExtension')");
            connection.setAutoCommit(false);
            try (PreparedStatement object =
                            connection.prepareStatement("INSERT INTO gobject VALUES (?, ?, '', 0, ?, 0, ?, ?, ?, ?)");
                    PreparedStatement pack = connection.prepareStatement("INSERT INTO package VALUES (?, ?)");
                    PreparedStatement attribute = connection.prepareStatement(
                            "INSERT INTO dynamic_attribute VALUES (?, ?, 3, 0, NULL, 4, 1)");
                    PreparedStatement primitive =
                            connection.prepareStatement("INSERT INTO primitive_instance VALUES (?, ?, ?)")) {
                int inherited = each / 2;
                for (int t = 1; t <= TEMPLATES; t++) {
                    row(object, t, "$Template_" + t, 0, 0, 10, 0, 1);
                    row(pack, t, 0);
                    for (int a = 0; a < inherited; a++) {
                        row(attribute, t, "T" + t + "_Attribute_" + a);
                    }
                    row(primitive, t, "T" + t + "_Attribute_0", 2);
                    row(primitive, t, "T" + t + "_Attribute_1", 3);
                }
                row(pack, TEMPLATES + 1, 0);
                for (int i = 1; i <= objects; i++) {
                    int id = 1_000 + i;
                    boolean area = i % PER_AREA == 1;
                    int areaId = area ? 0 : id - (i - 1) % PER_AREA;
                    int template = i % TEMPLATES + 1;
                    row(object, id, (area ? "Area_" : "Object_") + i, areaId, template, area ? 13 : 10, id, 0);
                    row(pack, id, template);
                    for (int a = inherited; a < each; a++) {
                        row(attribute, id, "Own_" + i + "_" + a);
                    }
                    if (i % BATCH == 0) {
                        flush(connection, object, pack, attribute, primitive);
                    }
                }
                flush(connection, object, pack, attribute, primitive);
            }
        }
    }

    private static List<String> schema() {
        return Arrays.stream(GalaxyTable.values())
                .map(table -> "CREATE TABLE " + table.tableName() + " ("
                        + String.join(
                                ", ",
                                table.columns().stream()
                                        .map(GalaxyFigures::column)
                                        .toList()) + ")")
                .toList();
    }

    private static String column(String name) {
        return name + (name.endsWith("_name") ? " NVARCHAR(329)" : name.startsWith("time") ? " DATETIME" : " INT");
    }

    private static void row(PreparedStatement statement, Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        statement.addBatch();
    }

    private static void flush(Connection connection, PreparedStatement... statements) throws SQLException {
        for (PreparedStatement statement : statements) {
            statement.executeBatch();
        }
        connection.commit();
    }

    private static void measure(String url) throws Exception {
        AtomicInteger connections = new AtomicInteger();
        var source = new JdbcGalaxySource(
                "figures",
                () -> {
                    connections.incrementAndGet();
                    return DriverManager.getConnection(url);
                },
                Duration.ofSeconds(60));
        Path directory = Files.createTempDirectory("figures-");
        Path file = directory.resolve("galaxy.snapshot");
        long before = used();
        var peak = new Peak();
        try (SystemTime time = new SystemTime("figures-timer");
                GalaxyCache cache = new GalaxyCache(
                        source,
                        new FileGalaxySnapshots(file),
                        new GalaxyCacheOptions(Duration.ofMinutes(10), Duration.ofSeconds(60), Duration.ofMinutes(5)),
                        time,
                        new InMemoryMetrics(),
                        new Random(1))) {
            peak.start();
            long start = System.nanoTime();
            cache.start();
            GalaxyStatus status =
                    cache.firstLoad(Duration.ofMinutes(5)).toCompletableFuture().join();
            say("cache built (ms, limit 10000)", millisSince(start));
            say("objects", status.objectCount());
            say("attributes", status.attributeCount());
            while (!Files.exists(file)) {
                TimeUnit.MILLISECONDS.sleep(5);
            }
            say("snapshot written, since the start (ms)", millisSince(start));
            say("snapshot size (MiB)", Files.size(file) / (double) MIB);
            say("heap while loading, peak after whatever collections came (MiB, limit 600)", peak.end() / (double) MIB);
            say("heap that stays (MiB)", (used() - before) / (double) MIB);
            int after = connections.get();
            start = System.nanoTime();
            source.lastDeploy();
            say("a look at the deploy time (ms)", millisSince(start));
            say("connections for it", connections.get() - after);
            start = System.nanoTime();
            new FileGalaxySnapshots(file).restore("figures").orElseThrow();
            say("snapshot restored (ms)", millisSince(start));
            pages(cache);
            references(cache.metadata());
        } finally {
            Files.deleteIfExists(file);
            Files.delete(directory);
        }
    }

    private static void pages(GalaxyCache cache) {
        GalaxyQuery areas = GalaxyQuery.ALL.filtered(List.of(13), List.of(), "*", false, false);
        GalaxyQuery pumps = GalaxyQuery.ALL.filtered(List.of(), List.of("$Template_7"), "*_*7*", true, true);
        for (int round = 0; round < 3; round++) {
            for (GalaxyQuery query : List.of(GalaxyQuery.ALL, areas, pumps)) {
                String what = " of 500, round " + round + " (ms, limit 5)";
                long start = System.nanoTime();
                cache.browse(query, GalaxyPaging.FIRST, Duration.ZERO)
                        .toCompletableFuture()
                        .join();
                say("browse page" + what, millisSince(start));
                start = System.nanoTime();
                cache.discover(query, GalaxyPaging.FIRST, Duration.ZERO)
                        .toCompletableFuture()
                        .join();
                say("discover page" + what, millisSince(start));
            }
        }
        long start = System.nanoTime();
        GalaxyPaging paging = new GalaxyPaging(5_000, "");
        int pages = 0;
        GalaxyPage page;
        do {
            page = cache.discover(GalaxyQuery.ALL, paging, Duration.ZERO)
                    .toCompletableFuture()
                    .join();
            paging = paging.at(page.nextToken());
            pages++;
        } while (!page.nextToken().isEmpty());
        say("everything, page by page (ms)", millisSince(start));
        say("pages for it", pages);
    }

    private static void references(GalaxyMetadata metadata) {
        int found = 0;
        long start = 0;
        int rounds = 1_000_000;
        for (int i = -rounds; i < rounds; i++) {
            if (i == 0) {
                start = System.nanoTime();
            }
            int object = Math.floorMod(i, 40_000) + 2;
            if (metadata.containedPath("object_" + object + ".own_" + object + "_15")
                    .isPresent()) {
                found++;
            }
        }
        say("a reference looked up (ns)", (System.nanoTime() - start) / (double) rounds);
        say("of which found", found);
    }

    private static double millisSince(long start) {
        return (System.nanoTime() - start) / 1e6;
    }

    private static void say(String what, double value) {
        System.out.printf(Locale.ROOT, "%-90s %12.2f%n", what, value);
    }

    private static long used() {
        for (int i = 0; i < 4; i++) {
            System.gc();
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    /** Looks at the heap in use again and again. */
    private static final class Peak extends Thread {
        // Written by this thread only, read after its end.
        private long most;
        private volatile boolean over;

        @Override
        public void run() {
            while (!over) {
                most = Math.max(
                        most,
                        Runtime.getRuntime().totalMemory()
                                - Runtime.getRuntime().freeMemory());
                java.util.concurrent.locks.LockSupport.parkNanos(1_000_000);
            }
        }

        long end() throws InterruptedException {
            over = true;
            join();
            return most;
        }
    }
}
