package io.mxgateway.grpc.codec;

import io.mxgateway.core.mx.MxBytes;
import io.mxgateway.core.mx.MxCommand;
import io.mxgateway.core.mx.MxCommandKind;
import io.mxgateway.core.mx.MxDataType;
import io.mxgateway.core.mx.MxEvent;
import io.mxgateway.core.mx.MxEventData;
import io.mxgateway.core.mx.MxReplyData;
import io.mxgateway.core.mx.MxReplyPayload;
import io.mxgateway.core.mx.MxSparseArray;
import io.mxgateway.core.mx.MxValue;
import io.mxgateway.core.mx.ReplayGapEvent;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/** Random records of the vocabulary: every component of every record, so that a new one is covered by itself. */
public final class Anything {
    /** Components that are sizes: never negative. */
    private static final Set<String> SIZES = Set.of("timeoutMilliseconds", "maxEvents");

    /** Components that may be null, apart from all points in time in records that say so. */
    private static final Set<String> NULLABLE = Set.of("returnValue", "currentValue", "limitValue");

    private static final int[] INTS = {0, 1, -1, 127, 128, 300, 65_535, Integer.MAX_VALUE, Integer.MIN_VALUE};
    private static final String[] TEXTS = {
        "", "Reactor_001.Level", "Überdruck °C", "\u0000", "液位", "\uD83C\uDFED factory", "x".repeat(200)
    };

    private final Random random;
    // Whether values may be sparse arrays: in commands, not in what workers report.
    private boolean sparse;

    public Anything(Random random) {
        this.random = random;
    }

    /** A command of the kind; its record is the one named like the call. */
    public MxCommand command(MxCommandKind kind) {
        sparse = true;
        for (Class<?> type : MxCommand.class.getDeclaredClasses()) {
            if (type.getSimpleName().equals(kind.method())) {
                return (MxCommand) record(type);
            }
        }
        throw new IllegalArgumentException("no record for " + kind);
    }

    public MxReplyData reply(MxCommandKind kind) {
        sparse = false;
        MxReplyData made = (MxReplyData) record(MxReplyData.class);
        return new MxReplyData(
                kind,
                made.correlationId(),
                made.status(),
                made.hresult(),
                made.returnValue(),
                made.statuses(),
                made.diagnosticMessage(),
                payload(kind));
    }

    private MxReplyPayload payload(MxCommandKind kind) {
        Class<?> type = switch (kind) {
            case REGISTER -> MxReplyPayload.ServerHandle.class;
            case ADD_ITEM, ADD_ITEM2, ADD_BUFFERED_ITEM -> MxReplyPayload.ItemHandle.class;
            case SUSPEND, ACTIVATE -> MxReplyPayload.ItemStatus.class;
            case AUTHENTICATE_USER, ARCHESTRA_USER_TO_ID -> MxReplyPayload.UserId.class;
            case ADD_ITEM_BULK,
                    ADVISE_ITEM_BULK,
                    REMOVE_ITEM_BULK,
                    UN_ADVISE_ITEM_BULK,
                    SUBSCRIBE_BULK,
                    UNSUBSCRIBE_BULK -> MxReplyPayload.SubscribeResults.class;
            case WRITE_BULK, WRITE2_BULK, WRITE_SECURED_BULK, WRITE_SECURED2_BULK -> MxReplyPayload.WriteResults.class;
            case READ_BULK -> MxReplyPayload.ReadResults.class;
            case ACKNOWLEDGE_ALARM, ACKNOWLEDGE_ALARM_BY_NAME -> MxReplyPayload.NativeStatus.class;
            case QUERY_ACTIVE_ALARMS -> MxReplyPayload.ActiveAlarms.class;
            case GET_SESSION_STATE -> MxReplyPayload.SessionStateInfo.class;
            case GET_WORKER_INFO -> MxReplyPayload.WorkerInfo.class;
            case DRAIN_EVENTS -> MxReplyPayload.DrainedEvents.class;
            default -> MxReplyPayload.None.class;
        };
        return (MxReplyPayload) record(type);
    }

    public MxEventData event() {
        sparse = false;
        return (MxEventData) record(MxEventData.class);
    }

    public MxValue value() {
        sparse = true;
        return (MxValue) record(MxValue.class);
    }

    private Object record(Class<?> type) {
        if (type == MxSparseArray.class) {
            return sparseArray();
        }
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        Object[] values = Arrays.stream(components).map(this::component).toArray();
        try {
            return type.getDeclaredConstructor(types).newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(type + " " + Arrays.toString(values), e);
        }
    }

    private Object component(RecordComponent component) {
        Class<?> owner = component.getDeclaringRecord();
        boolean value = component.getType() == MxValue.class
                && (owner == MxEventData.class || owner == MxReplyPayload.ReadResult.class);
        boolean time = component.getType() == Instant.class
                && owner != MxValue.Time.class
                && owner != MxReplyPayload.WorkerInfo.class;
        boolean nullable = value || time || NULLABLE.contains(component.getName());
        if (nullable && random.nextInt(4) == 0) {
            return null;
        }
        if (SIZES.contains(component.getName())) {
            return random.nextInt(Integer.MAX_VALUE);
        }
        if (component.getName().equals("dimensions")) {
            return List.of(random.nextInt(Integer.MAX_VALUE), random.nextInt(100));
        }
        return make(component.getGenericType());
    }

    private Object make(Type type) {
        if (type instanceof ParameterizedType generic) {
            return generic.getRawType() == Map.class ? map() : list(generic.getActualTypeArguments()[0]);
        }
        Class<?> plain = (Class<?>) type;
        if (plain.isEnum()) {
            return pick(plain.getEnumConstants());
        }
        if (plain == MxEvent.class) {
            return random.nextBoolean() ? record(MxEventData.class) : record(ReplayGapEvent.class);
        }
        if (plain == MxValue.Content.class) {
            return content();
        }
        if (plain.isSealed()) {
            return record((Class<?>) pick(plain.getPermittedSubclasses()));
        }
        return plain.isRecord() ? record(plain) : simple(plain);
    }

    private Object simple(Class<?> type) {
        if (type == int.class || type == Integer.class) {
            return random.nextBoolean() ? INTS[random.nextInt(INTS.length)] : random.nextInt();
        }
        if (type == long.class || type == Long.class) {
            return random.nextBoolean() ? random.nextLong() : Long.valueOf(random.nextInt(5) - 2);
        }
        if (type == boolean.class || type == Boolean.class) {
            return random.nextBoolean();
        }
        if (type == float.class || type == Float.class) {
            return random.nextInt(8) == 0 ? Float.NaN : random.nextFloat() - 0.5f;
        }
        if (type == double.class || type == Double.class) {
            return random.nextInt(8) == 0 ? Double.NEGATIVE_INFINITY : random.nextDouble() - 0.5;
        }
        if (type == String.class) {
            return pick(TEXTS);
        }
        if (type == Instant.class) {
            return Instant.ofEpochSecond(
                    random.nextInt(5) == 0 ? -62135596800L : random.nextInt(),
                    random.nextInt(3) == 0 ? 0 : random.nextInt(1_000_000_000));
        }
        if (type == OptionalInt.class) {
            return random.nextInt(3) == 0 ? OptionalInt.empty() : OptionalInt.of(random.nextInt());
        }
        if (type == MxBytes.class) {
            byte[] bytes = new byte[random.nextInt(5)];
            random.nextBytes(bytes);
            return MxBytes.copyOf(bytes);
        }
        throw new IllegalArgumentException("cannot make a " + type);
    }

    private MxValue.Content content() {
        Class<?> type;
        do {
            type = (Class<?>) pick(MxValue.Content.class.getPermittedSubclasses());
        } while (type == MxValue.Sparse.class && !sparse);
        return (MxValue.Content) record(type);
    }

    private MxSparseArray sparseArray() {
        int length = 1 + random.nextInt(20);
        List<MxSparseArray.Element> elements = new ArrayList<>();
        for (int i = 0; i < length; i += 1 + random.nextInt(5)) {
            elements.add(new MxSparseArray.Element(i, MxValue.of(random.nextInt())));
        }
        return new MxSparseArray(MxDataType.INTEGER, length, elements);
    }

    private Map<String, String> map() {
        Map<String, String> map = new TreeMap<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            map.put((String) pick(TEXTS), (String) pick(TEXTS));
        }
        return map;
    }

    private List<Object> list(Type of) {
        List<Object> list = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            list.add(make(of));
        }
        return list;
    }

    private Object pick(Object[] from) {
        return from[random.nextInt(from.length)];
    }
}
