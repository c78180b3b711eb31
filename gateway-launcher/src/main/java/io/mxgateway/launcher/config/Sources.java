package io.mxgateway.launcher.config;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** Turns a file and an environment into settings. What cannot be read becomes a problem. */
final class Sources {
    private static final String PREFIX = "MXGATEWAY_";

    /**
     * Variables with our prefix that are not options: what workers and clients are told, and what a container platform
     * sets by itself for a service of our name.
     */
    private static final List<String> RESERVED = List.of(
            "MXGATEWAY_WORKER_",
            "MXGATEWAY_API_KEY",
            "MXGATEWAY_ENDPOINT",
            "MXGATEWAY_CLIENT_",
            "MXGATEWAY_SERVICE_HOST",
            "MXGATEWAY_SERVICE_PORT",
            "MXGATEWAY_PORT");

    /** Where clients find the admin port; options about it begin with the same words. */
    private static final String ADMIN = "MXGATEWAY_ADMIN";

    private final OptionCatalog catalog;
    private final List<SettingProblem> problems;

    Sources(OptionCatalog catalog, List<SettingProblem> problems) {
        this.catalog = catalog;
        this.problems = problems;
    }

    /** What a properties file in UTF-8 says, in the order of the keys. */
    List<Setting> file(Path path) {
        String source = "file " + path;
        Properties properties = new Properties() {
            private static final long serialVersionUID = 1L;

            @Override
            public synchronized Object put(Object key, Object value) {
                Object before = super.put(key, value);
                if (before != null) {
                    problem((String) key, masked((String) key, (String) value), "is said twice", source);
                }
                return before;
            }
        };
        try (Reader reader = new StringReader(Files.readString(path))) {
            properties.load(reader);
        } catch (NoSuchFileException e) {
            problem("--config", path.toString(), "no such file", "command line");
        } catch (IOException e) {
            problem("--config", path.toString(), "cannot be read: " + e, "command line");
        } catch (IllegalArgumentException e) {
            problem("--config", path.toString(), "is not a properties file: " + e.getMessage(), "command line");
        }
        List<Setting> settings = new ArrayList<>();
        new TreeMap<>(properties)
                .forEach((key, value) -> settings.add(new Setting((String) key, (String) value, source)));
        return settings;
    }

    /** What the environment says, in the order of the variables. */
    List<Setting> environment(Map<String, String> environment) {
        List<Setting> settings = new ArrayList<>();
        new TreeMap<>(environment).forEach((variable, value) -> {
            if (variable.startsWith(PREFIX)
                    && !variable.equals(ADMIN)
                    && RESERVED.stream().noneMatch(variable::startsWith)) {
                String source = "environment " + variable;
                catalog.keyOfVariable(variable)
                        .ifPresentOrElse(
                                key -> settings.add(new Setting(key, value, source)),
                                () -> unknown(variable, value, source));
            }
        });
        return settings;
    }

    private void unknown(String variable, String value, String source) {
        List<String> known = catalog.options().stream().map(Option::variable).toList();
        String hint = NearestKey.of(variable, known)
                .map(near -> "; did you mean " + near + "?")
                .orElse("");
        problem(variable, Option.mayBeSecret(variable) ? Option.MASK : value, "unknown option" + hint, source);
    }

    private String masked(String key, String value) {
        return catalog.find(key)
                .filter(Option::secret)
                .map(secret -> Option.MASK)
                .orElse(value);
    }

    private void problem(String key, String value, String rule, String source) {
        problems.add(new SettingProblem(key, value, rule, source));
    }
}
