package io.mxgateway.core.session;

import io.mxgateway.core.mx.MxArray;
import io.mxgateway.core.mx.MxCommand;
import io.mxgateway.core.mx.MxSparseArray;
import io.mxgateway.core.mx.MxValue;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * What the gateway itself asks of a command before the worker sees it, and what it changes: sparse arrays become whole
 * ones. What MXAccess judges is left to it.
 */
final class CommandRules {
    /** The most entries of a bulk command. */
    static final int MAX_BULK_ENTRIES = 10_000;

    private CommandRules() {}

    /**
     * The command as the worker is to see it.
     *
     * @throws SessionException {@link SessionErrorCode#INVALID_REQUEST} when it breaks a rule
     */
    static MxCommand prepared(MxCommand command) {
        switch (command.kind()) {
            case ADD_ITEM_BULK -> bulk(command, ((MxCommand.AddItemBulk) command).tagAddresses());
            case ADVISE_ITEM_BULK -> bulk(command, ((MxCommand.AdviseItemBulk) command).itemHandles());
            case REMOVE_ITEM_BULK -> bulk(command, ((MxCommand.RemoveItemBulk) command).itemHandles());
            case UN_ADVISE_ITEM_BULK -> bulk(command, ((MxCommand.UnAdviseItemBulk) command).itemHandles());
            case SUBSCRIBE_BULK -> bulk(command, ((MxCommand.SubscribeBulk) command).tagAddresses());
            case UNSUBSCRIBE_BULK -> bulk(command, ((MxCommand.UnsubscribeBulk) command).itemHandles());
            case SET_BUFFERED_UPDATE_INTERVAL ->
                notNegative(
                        command,
                        "update_interval_milliseconds",
                        ((MxCommand.SetBufferedUpdateInterval) command).updateIntervalMilliseconds());
            case READ_BULK -> {
                MxCommand.ReadBulk read = (MxCommand.ReadBulk) command;
                bulk(command, read.tagAddresses());
                fitsInt(command, "timeout_ms", read.timeoutMilliseconds());
            }
            case DRAIN_EVENTS -> fitsInt(command, "max_events", ((MxCommand.DrainEvents) command).maxEvents());
            default -> {}
        }
        return expanded(command);
    }

    private static void bulk(MxCommand command, List<?> entries) {
        if (entries.size() > MAX_BULK_ENTRIES) {
            throw Failures.invalid(command.kind().method() + " has " + entries.size() + " entries, the limit is "
                    + MAX_BULK_ENTRIES + "; send them in several commands");
        }
    }

    private static void notNegative(MxCommand command, String field, int value) {
        if (value < 0) {
            throw Failures.invalid(
                    command.kind().method() + ": " + field + " is " + value + ", it must not be negative");
        }
    }

    /** An unsigned field of the wire: what lies above the signed range shows as a negative number. */
    private static void fitsInt(MxCommand command, String field, int value) {
        if (value < 0) {
            throw Failures.invalid(command.kind().method() + ": " + field + " is " + Integer.toUnsignedString(value)
                    + ", the most is " + Integer.MAX_VALUE);
        }
    }

    private static MxCommand expanded(MxCommand command) {
        if (command instanceof MxCommand.Write c) {
            return isSparse(c.value())
                    ? new MxCommand.Write(c.serverHandle(), c.itemHandle(), whole(c.value()), c.userId())
                    : c;
        }
        if (command instanceof MxCommand.Write2 c) {
            return isSparse(c.value())
                    ? new MxCommand.Write2(
                            c.serverHandle(), c.itemHandle(), whole(c.value()), c.timestampValue(), c.userId())
                    : c;
        }
        if (command instanceof MxCommand.WriteSecured c) {
            return isSparse(c.value())
                    ? new MxCommand.WriteSecured(
                            c.serverHandle(), c.itemHandle(), c.currentUserId(), c.verifierUserId(), whole(c.value()))
                    : c;
        }
        if (command instanceof MxCommand.WriteSecured2 c) {
            return isSparse(c.value())
                    ? new MxCommand.WriteSecured2(
                            c.serverHandle(),
                            c.itemHandle(),
                            c.currentUserId(),
                            c.verifierUserId(),
                            whole(c.value()),
                            c.timestampValue())
                    : c;
        }
        return expandedBulk(command);
    }

    private static MxCommand expandedBulk(MxCommand command) {
        if (command instanceof MxCommand.WriteBulk c) {
            bulk(c, c.entries());
            List<MxCommand.WriteEntry> entries = entries(
                    c.entries(),
                    e -> isSparse(e.value()),
                    e -> new MxCommand.WriteEntry(e.itemHandle(), whole(e.value()), e.userId()));
            return entries == c.entries() ? c : new MxCommand.WriteBulk(c.serverHandle(), entries);
        }
        if (command instanceof MxCommand.Write2Bulk c) {
            bulk(c, c.entries());
            List<MxCommand.Write2Entry> entries = entries(
                    c.entries(),
                    e -> isSparse(e.value()),
                    e -> new MxCommand.Write2Entry(e.itemHandle(), whole(e.value()), e.timestampValue(), e.userId()));
            return entries == c.entries() ? c : new MxCommand.Write2Bulk(c.serverHandle(), entries);
        }
        if (command instanceof MxCommand.WriteSecuredBulk c) {
            bulk(c, c.entries());
            List<MxCommand.WriteSecuredEntry> entries = entries(
                    c.entries(),
                    e -> isSparse(e.value()),
                    e -> new MxCommand.WriteSecuredEntry(
                            e.itemHandle(), e.currentUserId(), e.verifierUserId(), whole(e.value())));
            return entries == c.entries() ? c : new MxCommand.WriteSecuredBulk(c.serverHandle(), entries);
        }
        if (command instanceof MxCommand.WriteSecured2Bulk c) {
            bulk(c, c.entries());
            List<MxCommand.WriteSecured2Entry> entries = entries(
                    c.entries(),
                    e -> isSparse(e.value()),
                    e -> new MxCommand.WriteSecured2Entry(
                            e.itemHandle(),
                            e.currentUserId(),
                            e.verifierUserId(),
                            whole(e.value()),
                            e.timestampValue()));
            return entries == c.entries() ? c : new MxCommand.WriteSecured2Bulk(c.serverHandle(), entries);
        }
        return command;
    }

    /** The same list when none of its entries is concerned. */
    private static <E> List<E> entries(List<E> all, Predicate<E> concerned, UnaryOperator<E> changed) {
        if (all.stream().noneMatch(concerned)) {
            return all;
        }
        return all.stream()
                .map(entry -> concerned.test(entry) ? changed.apply(entry) : entry)
                .toList();
    }

    private static boolean isSparse(MxValue value) {
        return value.content() instanceof MxValue.Sparse;
    }

    private static MxValue whole(MxValue value) {
        MxSparseArray sparse = ((MxValue.Sparse) value.content()).value();
        MxArray array = sparse.expand();
        return MxValue.of(array);
    }
}
