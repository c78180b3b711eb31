package io.mxgateway.core.security;

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** One kind of thing that a key may be allowed to do. */
public enum Scope {
    /** Opening sessions. */
    SESSION_OPEN("session:open"),
    /** Closing sessions. */
    SESSION_CLOSE("session:close"),
    /** Registering, adding items, advising and reading. */
    INVOKE_READ("invoke:read"),
    /** Writing without a signature, and acknowledging alarms. */
    INVOKE_WRITE("invoke:write"),
    /** Writing with signatures, and what belongs to users of the galaxy. */
    INVOKE_SECURE("invoke:secure"),
    /** Events, and the alarm feed. */
    EVENTS_READ("events:read"),
    /** Browsing the galaxy, and asking how gateway, session and worker are. */
    METADATA_READ("metadata:read"),
    /** Everything, also with sessions of other keys. */
    ADMIN("admin");

    private final String text;

    Scope(String text) {
        this.text = text;
    }

    /** The scope as it is written in keys and on the command line. */
    public String text() {
        return text;
    }

    @Override
    public String toString() {
        return text;
    }

    /**
     * The scope that is written like this, in any case.
     *
     * @throws IllegalArgumentException when there is none, naming those that exist and the one that was probably meant
     */
    public static Scope parse(String text) {
        Objects.requireNonNull(text, "text");
        String wanted = text.strip().toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(scope -> scope.text.equals(wanted))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no scope '" + Nearest.quoted(text) + "'"
                        + Nearest.hint(wanted, known()) + "; the scopes are " + String.join(", ", known())));
    }

    /**
     * The scopes that are written like these.
     *
     * @return unmodifiable, in the order of this enum
     * @throws IllegalArgumentException when one of them does not exist
     */
    public static Set<Scope> parseAll(Collection<String> texts) {
        return setOf(texts.stream().map(Scope::parse).toList());
    }

    /** Scopes as an unmodifiable set, in the order of this enum. */
    public static Set<Scope> setOf(Collection<Scope> scopes) {
        EnumSet<Scope> set = EnumSet.noneOf(Scope.class);
        set.addAll(scopes);
        return Collections.unmodifiableSet(set);
    }

    /** Whether a holder of these scopes may do what needs this one: it is among them, or {@link #ADMIN} is. */
    public boolean allowedBy(Set<Scope> held) {
        return held.contains(this) || held.contains(ADMIN);
    }

    /** How all scopes are written. */
    public static List<String> known() {
        return Arrays.stream(values()).map(Scope::text).collect(Collectors.toUnmodifiableList());
    }
}
