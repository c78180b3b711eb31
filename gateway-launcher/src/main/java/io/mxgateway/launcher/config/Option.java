package io.mxgateway.launcher.config;

import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One thing the gateway can be told. A key with a part in angle brackets stands for a family of options, one for each
 * name that is put in its place. Immutable.
 *
 * @param key in kebab case, with dots between families
 * @param type how its value is written
 * @param defaultValue the value when nobody says anything
 * @param meaning a phrase for people, without a full stop
 * @param secret whether its value is never shown
 */
public record Option<T>(String key, OptionType<T> type, T defaultValue, String meaning, boolean secret) {
    /** What a secret looks like wherever it would be shown. */
    static final String MASK = "********";

    private static final Pattern SECRETIVE =
            Pattern.compile("backend|secret|password|token|key|pepper|nonce", Pattern.CASE_INSENSITIVE);

    private static final String PREFIX = "MXGATEWAY_";

    public Option {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(defaultValue, "defaultValue");
        Objects.requireNonNull(meaning, "meaning");
    }

    static <T> Option<T> of(String key, OptionType<T> type, T defaultValue, String meaning) {
        return new Option<>(key, type, defaultValue, meaning, false);
    }

    /** Whether an unknown key or variable may be the misspelt name of a secret. */
    static boolean mayBeSecret(String unknown) {
        return SECRETIVE.matcher(unknown).find();
    }

    /** How its value is written, for people. */
    public String typeName() {
        return type.name();
    }

    /** The default as it would be written. */
    public String defaultText() {
        return type.printer().apply(defaultValue);
    }

    /** Whether the key stands for a family of options. */
    boolean isTemplate() {
        return key.indexOf('<') >= 0;
    }

    /** Whether a concrete key is this option's, or one of its family. */
    boolean covers(String concreteKey) {
        return isTemplate() ? keyPattern().matcher(concreteKey).matches() : key.equals(concreteKey);
    }

    /** The same option under a concrete key of its family. */
    Option<T> named(String concreteKey) {
        return isTemplate() ? new Option<>(concreteKey, type, defaultValue, meaning, secret) : this;
    }

    /** The environment variable that sets it; of a family, with the part in angle brackets. */
    public String variable() {
        StringBuilder variable = new StringBuilder(PREFIX);
        for (String part : key.split("(?=<)|(?<=>)")) {
            variable.append(part.startsWith("<") ? part : upper(part));
        }
        return variable.toString();
    }

    /** The concrete key that an environment variable sets through this option, if it does. */
    Optional<String> keyOfVariable(String variable) {
        if (!isTemplate()) {
            return variable.equals(variable()) ? Optional.of(key) : Optional.empty();
        }
        Matcher matcher = variablePattern().matcher(variable);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String name = matcher.group("name").toLowerCase(Locale.ROOT).replace('_', '-');
        String concrete = key.replace("<name>", name);
        return Optional.of(
                concrete.contains("<NAME>") ? concrete.replace("<NAME>", matcher.group("variable")) : concrete);
    }

    private Pattern keyPattern() {
        return Pattern.compile(
                key.replace(".", "\\.").replace("<name>", "[^.]+").replace("<NAME>", "[^.=]+"));
    }

    private Pattern variablePattern() {
        return Pattern.compile(variable().replace("<name>", "(?<name>.+?)").replace("<NAME>", "(?<variable>.+)"));
    }

    private static String upper(String part) {
        return part.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }
}
