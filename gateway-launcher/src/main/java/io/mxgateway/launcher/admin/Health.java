package io.mxgateway.launcher.admin;

import io.mxgateway.launcher.admin.HealthCheck.Finding;
import io.mxgateway.launcher.admin.HealthCheck.State;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All checks together. Immutable and thread-safe. */
public final class Health {
    private final List<HealthCheck> checks;

    public Health(List<HealthCheck> checks) {
        this.checks = List.copyOf(checks);
    }

    /** What every check finds now, by its name, in their order. */
    public Map<String, Finding> look() {
        Map<String, Finding> findings = new LinkedHashMap<>();
        checks.forEach(check -> findings.put(check.name(), check.look()));
        return findings;
    }

    /** The worst of what was found. */
    public static State worst(Map<String, Finding> findings) {
        return findings.values().stream()
                .map(Finding::state)
                .max(Enum::compareTo)
                .orElse(State.OK);
    }
}
