package io.mxgateway.launcher.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import io.mxgateway.core.security.Audit;
import io.mxgateway.core.security.AuditAction;
import io.mxgateway.core.security.AuditOutcome;
import io.mxgateway.core.security.AuditRecord;
import io.mxgateway.core.security.Caller;
import io.mxgateway.launcher.admin.LogLevels;
import io.mxgateway.launcher.config.LogLevel;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.slf4j.LoggerFactory;

/** The levels of the process's log. Thread-safe. */
public final class LoggerLevels implements LogLevels {
    /** Whatever is named gets a logger that stays: so few, and only what may be the name of one. */
    private static final int MOST = 200;

    private static final Pattern NAME = Pattern.compile("ROOT|[A-Za-z_][\\w$]*(\\.[A-Za-z_][\\w$]*){0,20}");

    private final Audit audit;
    private final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();

    /** @param audit takes down who changed what */
    public LoggerLevels(Audit audit) {
        this.audit = Objects.requireNonNull(audit, "audit");
    }

    @Override
    public Map<String, String> all() {
        Map<String, String> all = new TreeMap<>();
        for (Logger logger : context.getLoggerList()) {
            if (logger.getLevel() != null) {
                all.put(logger.getName(), logger.getLevel().toString());
            }
        }
        return all;
    }

    @Override
    public List<String> known() {
        return Arrays.stream(LogLevel.values()).map(Enum::name).toList();
    }

    @Override
    public boolean set(String logger, String level, Caller by, String peer) {
        boolean room = all().size() < MOST || all().containsKey(logger);
        if (!known().contains(level) || !NAME.matcher(logger).matches() || !room) {
            return false;
        }
        context.getLogger(logger).setLevel(Level.toLevel(level));
        audit.record(AuditRecord.of(
                        by.keyed() ? by.keyId() : "anonymous", AuditAction.ADMIN, AuditOutcome.SUCCESS, "log-level")
                .with("logger", logger)
                .with("level", level)
                .from(peer, ""));
        return true;
    }
}
