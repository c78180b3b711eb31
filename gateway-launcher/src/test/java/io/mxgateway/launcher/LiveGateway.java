package io.mxgateway.launcher;

import io.mxgateway.launcher.config.ConfigurationException;
import io.mxgateway.launcher.config.ConfigurationReader;
import io.mxgateway.launcher.config.OptionCatalog;
import io.mxgateway.launcher.config.Setting;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A whole gateway in this process, with the simulator that scans quickly, and with its admin port. */
final class LiveGateway implements AutoCloseable {
    private final Gateway gateway;

    private LiveGateway(Gateway gateway) {
        this.gateway = gateway;
    }

    /** One that asks for no keys, on any port. */
    static LiveGateway open(Path directory, String... more) throws ConfigurationException, IOException {
        return start(
                directory,
                Stream.concat(Stream.of("auth.mode=disabled"), Stream.of(more)).toArray(String[]::new));
    }

    static LiveGateway start(Path directory, String... more) throws ConfigurationException, IOException {
        Stream<String> own = Stream.of(
                "server.port=0",
                "admin.port=0",
                "simulator.scan-period=50ms",
                "workers.class-data-archive=false",
                "run.directory=" + directory.resolve("run"));
        List<Setting> settings = Stream.concat(own, Stream.of(more))
                .map(text -> text.split("=", 2))
                .map(parts -> new Setting(parts[0], parts[1], "test"))
                .toList();
        Gateway gateway = new Gateway(
                new ConfigurationReader(new OptionCatalog()).read(Optional.empty(), Map.of(), settings), Map.of());
        try {
            gateway.start();
        } catch (IOException | RuntimeException e) {
            gateway.close();
            throw e;
        }
        return new LiveGateway(gateway);
    }

    String address() {
        return gateway.address();
    }

    int port() {
        return Integer.parseInt(address().substring(address().lastIndexOf(':') + 1));
    }

    String admin() {
        return gateway.adminAddress().orElseThrow();
    }

    @Override
    public void close() {
        gateway.close();
    }
}
