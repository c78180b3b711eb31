package io.mxgateway.core.simulator;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;

/** The users of a galaxy, with ids from 1 in the order of the description. Immutable. */
final class Users {
    /** The user that everybody is while security is off. */
    static final int ANYBODY = 1;

    private final List<SimulatedUser> users;
    private final Map<String, Integer> byName = new HashMap<>();
    private final Map<String, Integer> byGuid = new HashMap<>();

    Users(List<SimulatedUser> users) {
        this.users = users;
        for (int i = 0; i < users.size(); i++) {
            byName.put(users.get(i).name().toLowerCase(Locale.ROOT), i + 1);
            byGuid.put(users.get(i).guid(), i + 1);
        }
    }

    /** The id of a user who gives the right password. */
    OptionalInt authenticate(String name, String password) {
        Integer id = byName.get(name.toLowerCase(Locale.ROOT));
        if (id == null) {
            return OptionalInt.empty();
        }
        byte[] expected = users.get(id - 1).password().getBytes(StandardCharsets.UTF_8);
        boolean matches = MessageDigest.isEqual(expected, password.getBytes(StandardCharsets.UTF_8));
        return matches ? OptionalInt.of(id) : OptionalInt.empty();
    }

    /** The id of the user with a GUID, with or without braces. */
    OptionalInt withGuid(String guid) {
        Integer id = byGuid.get(SimulatedUser.bareGuid(guid));
        return id == null ? OptionalInt.empty() : OptionalInt.of(id);
    }

    /** The name of a user; empty when there is no such user. */
    String nameOf(int id) {
        return id >= 1 && id <= users.size() ? users.get(id - 1).name() : "";
    }

    /** Whether there is such a user and the user has the right. */
    boolean hasRight(int id, UserRight right) {
        return id >= 1 && id <= users.size() && users.get(id - 1).rights().contains(right);
    }
}
