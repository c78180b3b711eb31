package io.mxgateway.launcher.config;

import io.mxgateway.core.config.ConfigProblem;
import io.mxgateway.core.config.GatewayOptions;
import io.mxgateway.grpc.service.GrpcServerOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Puts together what a file, the environment and the command line say (later ones win), and checks all of it before
 * anybody uses any of it. Thread-safe.
 */
public final class ConfigurationReader {
    private final OptionCatalog catalog;

    /** A reader of the options in a catalog. */
    public ConfigurationReader(OptionCatalog catalog) {
        this.catalog = Objects.requireNonNull(catalog, "catalog");
    }

    /**
     * Reads a configuration.
     *
     * @param file a properties file, if there is one
     * @param environment all variables; those without the prefix of ours are left alone
     * @param commandLine what the command line says; the last word on a key counts
     * @throws ConfigurationException with everything that is wrong
     */
    public Configuration read(Optional<Path> file, Map<String, String> environment, List<Setting> commandLine)
            throws ConfigurationException {
        List<SettingProblem> problems = new ArrayList<>();
        Sources sources = new Sources(catalog, problems);
        List<Setting> settings = new ArrayList<>();
        file.ifPresent(path -> settings.addAll(sources.file(path)));
        settings.addAll(sources.environment(environment));
        settings.addAll(commandLine);

        Map<String, Setting> inForce = new LinkedHashMap<>();
        OptionValues values = new OptionValues();
        settings.forEach(setting -> catalog.find(setting.key())
                .ifPresentOrElse(
                        option -> take(option, setting, inForce, values, problems),
                        () -> problems.add(unknown(setting))));

        GatewayOptions gateway = OptionCatalog.gatewayOptions(values);
        LauncherOptions launcher = LauncherFamily.bind(values);
        GrpcServerOptions server = ServerFamily.bind(values);
        List<ConfigProblem> wrong = new ArrayList<>(server.problems());
        SecuritySettings security = SecurityFamily.bind(values, wrong);
        AdminSettings admin = AdminFamily.bind(values, wrong);
        List<ListenerRules.Listener> listeners = new ArrayList<>(AdminFamily.listener(admin));
        listeners.add(ServerFamily.listener(server));
        wrong.addAll(ListenerRules.problems(listeners, security));
        SimulatorSettings simulator = SimulatorFamily.bind(values, wrong);
        GalaxySettings galaxy = GalaxyFamily.bind(values, wrong);
        wrong.addAll(gateway.problems());
        for (ConfigProblem problem : wrong) {
            problems.add(located(problem.key(), problem.value(), problem.rule(), inForce));
        }
        checkBackends(gateway, inForce, problems);
        if (!problems.isEmpty()) {
            throw new ConfigurationException(problems);
        }
        return new Configuration(
                gateway, server, security, launcher, simulator, galaxy, admin, effective(inForce, values));
    }

    private static <T> void take(
            Option<T> option,
            Setting setting,
            Map<String, Setting> inForce,
            OptionValues values,
            List<SettingProblem> problems) {
        try {
            values.put(option, option.type().parser().apply(setting.value()));
            inForce.put(option.key(), setting);
        } catch (IllegalArgumentException e) {
            String shown = option.secret() ? Option.MASK : setting.value();
            problems.add(new SettingProblem(option.key(), shown, e.getMessage(), setting.source()));
        }
    }

    private SettingProblem unknown(Setting setting) {
        List<String> known = catalog.options().stream().map(Option::key).toList();
        String hint = NearestKey.of(setting.key(), known)
                .map(near -> "; did you mean " + near + "?")
                .orElse("; `mxgateway config --list` shows all there are");
        String shown = Option.mayBeSecret(setting.key()) ? Option.MASK : setting.value();
        return new SettingProblem(setting.key(), shown, "unknown option" + hint, setting.source());
    }

    private void checkBackends(GatewayOptions gateway, Map<String, Setting> inForce, List<SettingProblem> problems) {
        gateway.backends().forEach((name, backend) -> {
            String key = "backends." + name + ".command";
            if (backend.command().isEmpty() && !name.equals(GatewayOptions.SIMULATOR)) {
                problems.add(located(key, "", "must name the worker of this backend", inForce));
            }
            if (name.equals("default")) {
                problems.add(located(key, "", "no backend can be called 'default'", inForce));
            }
        });
        if (!gateway.backends().containsKey(gateway.defaultBackend())) {
            String rule = "must be one of the backends "
                    + String.join(
                            ", ", gateway.backends().keySet().stream().sorted().toList());
            problems.add(located("backends.default", gateway.defaultBackend(), rule, inForce));
        }
    }

    /** A problem with the value as it was written, and where; a key that only begins like a setting's finds that one. */
    private SettingProblem located(String key, String value, String rule, Map<String, Setting> inForce) {
        Setting setting = inForce.get(key);
        if (setting != null) {
            boolean secret = catalog.find(key).map(Option::secret).orElse(false);
            return new SettingProblem(key, secret ? Option.MASK : setting.value(), rule, setting.source());
        }
        String source = inForce.keySet().stream()
                .filter(other ->
                        other.startsWith(key.endsWith(".command") ? key.replaceFirst("command$", "") : key + "."))
                .findFirst()
                .map(other -> inForce.get(other).source())
                .orElse(EffectiveOption.DEFAULT);
        String shown =
                value.isEmpty() ? catalog.find(key).map(Option::defaultText).orElse("") : value;
        return new SettingProblem(key, shown, rule, source);
    }

    private List<EffectiveOption> effective(Map<String, Setting> inForce, OptionValues values) {
        List<EffectiveOption> effective = new ArrayList<>();
        for (Option<?> option : catalog.options()) {
            if (option.isTemplate()) {
                inForce.keySet().stream()
                        .filter(option::covers)
                        .sorted()
                        .forEach(key -> effective.add(effective(option.named(key), inForce, values)));
            } else {
                effective.add(effective(option, inForce, values));
            }
        }
        return effective;
    }

    private static <T> EffectiveOption effective(Option<T> option, Map<String, Setting> inForce, OptionValues values) {
        Setting setting = inForce.get(option.key());
        String value = option.secret() ? Option.MASK : option.type().printer().apply(values.get(option));
        return new EffectiveOption(option, value, setting == null ? EffectiveOption.DEFAULT : setting.source());
    }
}
