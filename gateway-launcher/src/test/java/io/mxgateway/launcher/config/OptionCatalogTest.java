package io.mxgateway.launcher.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.mxgateway.core.config.AlarmMonitorOptions;
import io.mxgateway.core.config.AlarmOptions;
import io.mxgateway.core.config.EventOptions;
import io.mxgateway.core.config.SessionOptions;
import io.mxgateway.core.config.WorkerOptions;
import io.mxgateway.grpc.service.GrpcServerOptions;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("8 Every option is in one catalog")
class OptionCatalogTest {
    private final OptionCatalog catalog = new OptionCatalog();

    /** One valid value, other than the default, for each component of the core's records. */
    private static final Map<String, String> OTHER_VALUES = Map.ofEntries(
            Map.entry("events.overflow-policy", "FAIL_SESSION"),
            Map.entry("events.full-wait", "3s"),
            Map.entry("sessions.default-command-timeout", "31s"),
            Map.entry("workers.max-frame-bytes", "1MiB"),
            Map.entry("workers.heartbeat-ceiling", "76s"),
            Map.entry("workers.heartbeat-grace", "16s"),
            Map.entry("workers.heartbeat-interval", "6s"));

    /** Where key and component differ in name or in default. */
    private static final List<String> SERVER_BY_HAND = List.of("server.bind-address", "server.io-threads");

    record Component(String key, RecordComponent component) {
        @Override
        public String toString() {
            return key;
        }
    }

    static Stream<Component> components() {
        return Stream.of(
                        of("sessions", SessionOptions.class),
                        of("events", EventOptions.class),
                        of("workers", WorkerOptions.class),
                        // Those of the monitor are a record of their own, and alarms' options like the others.
                        of("alarms", AlarmOptions.class).stream()
                                .filter(component -> component.component().getType() != AlarmMonitorOptions.class)
                                .toList(),
                        of("alarms", AlarmMonitorOptions.class),
                        of("server", GrpcServerOptions.class).stream()
                                .filter(component -> !SERVER_BY_HAND.contains(component.key()))
                                .toList())
                .flatMap(List::stream);
    }

    private static List<Component> of(String family, Class<?> type) {
        List<Component> components = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            String name = component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
            // What a session counts for its key belongs to the options of security.
            String key = family + "." + name;
            components.add(new Component(
                    key.equals("sessions.max-sessions-per-key") ? "security.max-sessions-per-key" : key, component));
        }
        return components;
    }

    @ParameterizedTest
    @MethodSource("components")
    void everyOptionOfTheCoreIsSetByTheKeyOfItsName(Component component) throws Exception {
        Option<?> option = catalog.find(component.key()).orElseThrow();
        String other = OTHER_VALUES.getOrDefault(component.key(), otherThan(option));
        Configuration configuration = new ConfigurationReader(catalog)
                .read(Optional.empty(), Map.of(), List.of(new Setting(component.key(), other, "--set")));

        assertThat(changed(configuration)).containsExactly(component.key());
        assertThat(component.key() + " = " + option.defaultText())
                .isEqualTo(component.key() + " = " + printed(option, component, defaults()));
    }

    @Test
    void namesAreUniqueAndEveryOptionHasAMeaning() {
        assertThat(catalog.options()).extracting(Option::key).doesNotHaveDuplicates();
        assertThat(catalog.options()).extracting(Option::variable).doesNotHaveDuplicates();
        assertThat(catalog.options()).allSatisfy(option -> {
            assertThat(option.meaning()).isNotBlank().doesNotEndWith(".");
            assertThat(option.key()).matches("[a-z.<>NAME-]+");
        });
    }

    @Test
    void theVariableOfEveryOptionLeadsBackToIt() {
        Map<String, String> keys = new HashMap<>();
        for (Option<?> option : catalog.options()) {
            String variable = option.variable().replace("<name>", "PLANT_2").replace("<NAME>", "PATH_x");
            keys.put(option.key(), catalog.keyOfVariable(variable).orElse("none"));
        }

        assertThat(keys)
                .hasSizeGreaterThan(40)
                .allSatisfy((key, found) -> assertThat(found)
                        .isEqualTo(key.replace("<name>", "plant-2").replace("<NAME>", "PATH_x")));
        assertThat(catalog.keyOfVariable("MXGATEWAY_BACKENDS_DEFAULT")).contains("backends.default");
        assertThat(catalog.keyOfVariable("MXGATEWAY_NOTHING")).isEmpty();
    }

    @Test
    void editDistanceCountsInsertedRemovedAndReplacedCharacters() {
        assertThat(NearestKey.distance("kitten", "sitting")).isEqualTo(3);
        assertThat(NearestKey.distance("", "abc")).isEqualTo(3);
        assertThat(NearestKey.distance("same", "same")).isZero();
    }

    private Configuration defaults() {
        try {
            return new ConfigurationReader(catalog).read(Optional.empty(), Map.of(), List.of());
        } catch (ConfigurationException e) {
            throw new AssertionError(e.problems().toString(), e);
        }
    }

    private static String otherThan(Option<?> option) {
        return switch (option.typeName()) {
            case "boolean" -> String.valueOf(!Boolean.parseBoolean(option.defaultText()));
            case "integer" -> String.valueOf(Long.parseLong(option.defaultText()) + 1);
            case "duration" -> "47s";
            case "size" -> "47KiB";
            default -> "other";
        };
    }

    private List<String> changed(Configuration options) {
        return components()
                .filter(component -> !value(component, options).equals(value(component, defaults())))
                .map(Component::key)
                .toList();
    }

    private static <T> String printed(Option<T> option, Component component, Configuration options) {
        @SuppressWarnings("unchecked")
        T value = (T) value(component, options);
        return option.type().printer().apply(value);
    }

    private static Object value(Component component, Configuration options) {
        String family = component.key().split("\\.")[0];
        Object part = switch (family) {
            case "sessions", "security" -> options.gateway().sessions();
            case "events" -> options.gateway().events();
            case "workers" -> options.gateway().workers();
            case "server" -> options.server();
            default ->
                component.component().getDeclaringRecord() == AlarmMonitorOptions.class
                        ? options.gateway().alarms().monitor()
                        : options.gateway().alarms();
        };
        try {
            component.component().getAccessor().setAccessible(true);
            return component.component().getAccessor().invoke(part);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(e.getMessage(), e);
        }
    }
}
