package io.mxgateway.core.simulator;

import io.mxgateway.core.mx.MxArray;
import io.mxgateway.core.mx.MxValue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/**
 * One attribute of a running galaxy. Thread-safe: what it holds is one immutable object, replaced in one step.
 *
 * <p>Times are nanoseconds after the galaxy's start.
 */
final class AttributeNode {
    private final ObjectNode object;
    private final SimulatedAttribute spec;
    private final Carrier carrier;
    private final Conversion conversion;
    private final SignalFunction signal;
    private final long scanNanos;
    private final Instant startedAt;
    private final Held initial;
    // Where it takes its value from when it stands for something of an alarm; null for an ordinary attribute.
    private final AlarmTag alarmTag;
    // What it was given last; the initial value, and only that, is moved by the signal.
    private final AtomicReference<Held> held;

    /** A value and when it was given. Two are told apart by identity: the same value may be written again. */
    static final class Held {
        private final MxValue value;
        private final Instant timestamp;

        Held(MxValue value, Instant timestamp) {
            this.value = value;
            this.timestamp = timestamp;
        }

        MxValue value() {
            return value;
        }

        Instant timestamp() {
            return timestamp;
        }
    }

    /**
     * An attribute that nobody has written yet.
     *
     * @param seed the galaxy's
     * @param scanNanos how often it can change
     * @param startedAt when the galaxy started
     */
    AttributeNode(ObjectNode object, SimulatedAttribute spec, long seed, long scanNanos, Instant startedAt) {
        this(object, spec, seed, scanNanos, startedAt, null);
    }

    private AttributeNode(
            ObjectNode object,
            SimulatedAttribute spec,
            long seed,
            long scanNanos,
            Instant startedAt,
            AlarmTag alarmTag) {
        this.object = object;
        this.alarmTag = alarmTag;
        this.spec = spec;
        this.carrier = Carrier.of(spec.dataType());
        this.conversion = new Conversion(spec.dataType(), spec.enumLabels(), spec.range());
        this.scanNanos = scanNanos;
        this.startedAt = startedAt;
        List<MxValue.Content> contents = initialContents();
        this.signal = SignalFunction.of(spec, numberOf(contents.get(0)), Hash.of(seed, fullName()), scanNanos);
        this.initial = new Held(assemble(contents), startedAt);
        this.held = new AtomicReference<>(initial);
    }

    /** An attribute that stands for something of an alarm. */
    static AttributeNode ofAlarm(
            ObjectNode object, SimulatedAttribute spec, long scanNanos, Instant startedAt, AlarmTag alarmTag) {
        return new AttributeNode(object, spec, 0, scanNanos, startedAt, alarmTag);
    }

    private List<MxValue.Content> initialContents() {
        Conversion unlimited = new Conversion(spec.dataType(), spec.enumLabels(), AttributeRange.ALL);
        List<MxValue.Content> contents = new ArrayList<>();
        for (MxValue value : spec.initialValue()) {
            contents.add(unlimited.convert(value).content());
        }
        while (contents.size() < Math.max(1, spec.arrayDimension())) {
            contents.add(carrier.usual());
        }
        return contents;
    }

    /** A number or truth value as a number; 0 for anything else. */
    static double numberOf(MxValue.Content content) {
        if (content instanceof MxValue.Int32 int32) {
            return int32.value();
        } else if (content instanceof MxValue.Float32 float32) {
            return float32.value();
        } else if (content instanceof MxValue.Float64 float64) {
            return float64.value();
        } else if (content instanceof MxValue.Bool bool) {
            return bool.value() ? 1 : 0;
        }
        return 0;
    }

    private MxValue assemble(List<MxValue.Content> contents) {
        return spec.isArray()
                ? carrier.array(spec.dataType(), contents)
                : carrier.scalar(spec.dataType(), contents.get(0));
    }

    ObjectNode object() {
        return object;
    }

    SimulatedAttribute spec() {
        return spec;
    }

    Conversion conversion() {
        return conversion;
    }

    Instant startedAt() {
        return startedAt;
    }

    /** How often it can change. */
    long scanNanos() {
        return scanNanos;
    }

    /** {@code Object.Attribute}, as the galaxy writes it. */
    String fullName() {
        return object.tagName() + "." + spec.name();
    }

    /** What it was given last; the same object as long as nobody writes. */
    Held held() {
        return held.get();
    }

    /** Where it takes its value from when it stands for something of an alarm; null for an ordinary attribute. */
    AlarmTag alarmTag() {
        return alarmTag;
    }

    /** Whether it can change without being written. */
    boolean moves() {
        return alarmTag != null || (signal != null && held.get() == initial);
    }

    /** Whether its value is one number or truth value that a signal moves, so that it can be compared unboxed. */
    boolean movesAsNumber() {
        return alarmTag == null && !spec.isArray() && moves() && (carrier.isNumeric() || carrier == Carrier.BOOL);
    }

    /** The moment it was scanned last, at or before {@code elapsed}. */
    long scanAt(long elapsed) {
        return elapsed - elapsed % scanNanos;
    }

    /** The number it has at a scan; only while it {@linkplain #movesAsNumber moves as a number}. */
    double numberAt(long scan) {
        return carrier.rounded(signal.at(scan));
    }

    /** The value that goes with a number. */
    MxValue valueOf(double number) {
        return carrier.scalar(spec.dataType(), carrier.ofNumber(number, startedAt));
    }

    /** The value it has at a scan. */
    Held at(long scan) {
        if (alarmTag != null) {
            return alarmTag.at(scan);
        }
        Held now = held.get();
        if (signal == null || now != initial) {
            return now;
        }
        if (!spec.isArray()) {
            return new Held(valueOf(signal.at(scan)), startedAt.plusNanos(changedAt(scan)));
        }
        long distance = signal.sampleDistance(scanNanos);
        List<MxValue.Content> contents = new ArrayList<>(spec.arrayDimension());
        for (int i = 0; i < spec.arrayDimension(); i++) {
            contents.add(carrier.ofNumber(signal.at(scan + i * distance), startedAt));
        }
        return new Held(assemble(contents), startedAt.plusNanos(changedAt(scan)));
    }

    /** Since when the signal has had the value of a scan: the scan that saw its last step first. */
    long changedAt(long scan) {
        long stepped = signal.steppedAt(scan);
        return (stepped + scanNanos - 1) / scanNanos * scanNanos;
    }

    /** One element of an array value; {@code index} counts from 1 and must exist. */
    MxValue element(MxValue whole, int index) {
        MxArray array = ((MxValue.Array) whole.content()).value();
        return carrier.scalar(spec.dataType(), Carrier.elementsOf(array).get(index - 1));
    }

    /** Gives it a scalar of its type. */
    void write(MxValue.Content content, Instant timestamp) {
        held.set(new Held(carrier.scalar(spec.dataType(), content), timestamp));
    }

    /** Gives it a whole array of its type and length. */
    void write(List<MxValue.Content> contents, Instant timestamp) {
        held.set(new Held(carrier.array(spec.dataType(), contents), timestamp));
    }

    /** Gives one element a value of its type; the others keep what they have at {@code scan}. */
    void writeElement(int index, MxValue.Content content, Instant timestamp, long scan) {
        Held before;
        Held after;
        do {
            before = held.get();
            MxArray array = ((MxValue.Array) at(scan).value().content()).value();
            List<MxValue.Content> contents = Carrier.elementsOf(array);
            contents.set(index - 1, content);
            after = new Held(carrier.array(spec.dataType(), contents), timestamp);
        } while (!held.compareAndSet(before, after));
    }
}
