package io.mxgateway.core.simulator;

import io.mxgateway.core.galaxy.GalaxyMetadata;
import io.mxgateway.core.mx.MxSecurityClass;
import io.mxgateway.core.time.GatewayTime;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A simulated galaxy that runs. Sessions that share one see each other's writes, as clients of a real galaxy do.
 *
 * <p>Thread-safe without locks: what it consists of is fixed when it is made, and everything that changes (the value of
 * an attribute, the trouble of an object, security, the deploy time) is one immutable object behind one volatile
 * reference. A counter tells that something has changed; sessions compare it at each scan.
 */
public final class SimulatedGalaxyState implements GalaxyMetadata {
    private final SimulatedGalaxy description;
    private final SimulatorOptions options;
    private final GatewayTime time;
    private final long startNanos;
    private final Instant startedAt;
    private final Map<String, ObjectNode> objects;
    private final AlarmEngine alarms;
    private final References references;
    private final Users users;
    private final int attributeCount;
    private final long scanNanos;
    // Grows with every write and every trouble, after the change itself.
    private final AtomicLong changes = new AtomicLong();
    private volatile boolean security;
    private volatile Instant deployedAt;

    /** Starts a galaxy now: its signals begin, its initial values are of this moment. */
    public SimulatedGalaxyState(SimulatedGalaxy description, SimulatorOptions options, GatewayTime time) {
        this.description = Objects.requireNonNull(description, "description");
        this.options = Objects.requireNonNull(options, "options");
        this.time = Objects.requireNonNull(time, "time");
        this.startNanos = time.nanoTime();
        this.startedAt = time.now();
        GalaxyBuilder builder = new GalaxyBuilder(description.seed(), options.scanPeriod(), startedAt);
        builder.build(description.platforms());
        this.objects = builder.objects();
        this.attributeCount = builder.attributes();
        this.scanNanos = builder.shortestScan();
        this.alarms = new AlarmEngine(builder.alarmed(), description.seed(), scanNanos);
        this.references = new References(objects, alarms, options);
        this.users = new Users(description.users());
        this.security = description.securityEnabled();
        this.deployedAt = description.deployedAt().orElse(startedAt);
    }

    /** What it was made from. */
    public SimulatedGalaxy description() {
        return description;
    }

    /** How it, and the sessions on it, behave. */
    public SimulatorOptions options() {
        return options;
    }

    /** When it started. */
    public Instant startedAt() {
        return startedAt;
    }

    /** When it was deployed last. */
    public Instant deployedAt() {
        return deployedAt;
    }

    /** Whether users and security classes matter at the moment. */
    public boolean securityEnabled() {
        return security;
    }

    /** The number of platforms, engines, areas and objects. */
    public int objectCount() {
        return objects.size() - 1; // all but _Simulator
    }

    /** The number of attributes. */
    public int attributeCount() {
        return attributeCount;
    }

    /** The number of attributes that have an alarm. */
    public int alarmCount() {
        return alarms.count();
    }

    @Override
    public boolean isArray(String reference) {
        return references.isBareArray(reference);
    }

    @Override
    public Optional<String> containedPath(String reference) {
        return Optional.ofNullable(references.attribute(reference))
                .map(attribute -> attribute.object().containedPath());
    }

    @Override
    public Optional<MxSecurityClass> securityClassification(String reference) {
        return Optional.ofNullable(references.attribute(reference))
                .map(attribute -> attribute.spec().securityClass());
    }

    @Override
    public Optional<String> absoluteReference(String reference, String context) {
        return Optional.of(references.absolute(reference, context));
    }

    GatewayTime time() {
        return time;
    }

    Users users() {
        return users;
    }

    AlarmEngine alarms() {
        return alarms;
    }

    /** A platform, engine, area or object by its tag name in any case; null when there is none. */
    ObjectNode objectNamed(String tagName) {
        return objects.get(tagName.strip().toLowerCase(Locale.ROOT));
    }

    /** The time since the start, in nanoseconds. */
    long elapsed() {
        return time.nanoTime() - startNanos;
    }

    /** The wall clock's reading at a time since the start; not moved by steps of the real one. */
    Instant wallAt(long elapsed) {
        return startedAt.plusNanos(elapsed);
    }

    /** The distance between two scans, in nanoseconds: the shortest of any engine. */
    long scanNanos() {
        return scanNanos;
    }

    /** Moves whenever anything but a signal may have changed a value or a quality. */
    long changes() {
        return changes.get();
    }

    /** To be called after something was written. */
    void changed() {
        changes.incrementAndGet();
    }

    /** What an absolute reference stands for. */
    Target resolve(String reference) {
        return references.resolve(reference, startedAt);
    }

    /** A relative reference made absolute, as far as its context allows. */
    String absolute(String reference, String context) {
        return references.absolute(reference, context);
    }

    void switchSecurity(boolean on) {
        security = on;
    }

    void redeploy() {
        deployedAt = time.now();
    }

    /** Gives an object, and all it contains, a trouble or takes it away; does nothing when there is no such object. */
    void setTrouble(String tagName, Trouble trouble) {
        ObjectNode object = objectNamed(tagName);
        if (object != null) {
            settleAlarms();
            object.setTrouble(trouble);
            changed();
        }
    }

    /** Gives an engine, or all of them when the name is blank, a trouble or takes it away. */
    void setEngineTrouble(String tagName, Trouble trouble) {
        settleAlarms();
        for (ObjectNode engine : enginesNamed(tagName)) {
            engine.setTrouble(trouble);
        }
        changed();
    }

    /** What alarms make of the time before a trouble begins or ends cannot be told afterwards. */
    private void settleAlarms() {
        if (alarms.isSubscribed()) {
            alarms.lookUpTo(elapsed());
        }
    }

    private Collection<ObjectNode> enginesNamed(String tagName) {
        if (tagName.isBlank()) {
            return objects.values().stream()
                    .filter(node -> node.platform() != null && node.engine() == null)
                    .toList();
        }
        ObjectNode engine = objects.get(tagName.strip().toLowerCase(Locale.ROOT));
        return engine == null ? List.of() : List.of(engine);
    }
}
