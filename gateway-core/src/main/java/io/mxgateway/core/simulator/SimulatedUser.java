package io.mxgateway.core.simulator;

import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/**
 * Somebody the simulated galaxy knows.
 *
 * @param name unique without regard to case; may be written {@code domain\name}
 * @param guid unique, with or without braces; when empty it is derived from the name
 * @param password in clear text, since it protects nothing real; not shown by {@link #toString}
 * @param rights what the user may do
 */
public record SimulatedUser(String name, String guid, String password, Set<UserRight> rights) {
    public SimulatedUser {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(password, "password");
        rights = Set.copyOf(rights);
        guid = guid.isBlank()
                ? UUID.nameUUIDFromBytes(name.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8))
                        .toString()
                : bareGuid(guid);
    }

    /** A user with the given rights and a GUID derived from the name. */
    public static SimulatedUser of(String name, String password, UserRight... rights) {
        Set<UserRight> all = EnumSet.noneOf(UserRight.class);
        all.addAll(Set.of(rights));
        return new SimulatedUser(name, "", password, all);
    }

    /** A GUID as it is compared: without braces, in lower case. */
    static String bareGuid(String guid) {
        String bare = guid.strip().toLowerCase(Locale.ROOT);
        return bare.startsWith("{") && bare.endsWith("}") ? bare.substring(1, bare.length() - 1) : bare;
    }

    @Override
    public String toString() {
        return "SimulatedUser[name=" + name + ", guid=" + guid + ", password=***, rights=" + rights + "]";
    }
}
