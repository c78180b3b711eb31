package io.mxgateway.core.security;

import io.mxgateway.core.mx.MxCommand;
import io.mxgateway.core.mx.MxCommandKind;
import io.mxgateway.core.mx.MxReplyPayload;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/**
 * How a bulk command and its reply are taken apart and put together.
 *
 * @param <E> an entry of the command
 * @param <R> an entry of the reply
 */
interface BulkForm<E, R> {
    MxCommandKind kind();

    /** The command with these entries only. */
    MxCommand command(List<E> entries);

    /** The answer to an entry that nobody has tried. */
    R refused(E entry, String why);

    /** The answers; null when the payload is something else. */
    List<R> results(MxReplyPayload payload);

    /** The answers as a payload. */
    MxReplyPayload payload(List<R> results);

    /** AddItemBulk and SubscribeBulk. */
    record Adding(MxCommandKind kind, int serverHandle) implements BulkForm<String, MxReplyPayload.SubscribeResult> {
        @Override
        public MxCommand command(List<String> tags) {
            return kind == MxCommandKind.ADD_ITEM_BULK
                    ? new MxCommand.AddItemBulk(serverHandle, tags)
                    : new MxCommand.SubscribeBulk(serverHandle, tags);
        }

        @Override
        public MxReplyPayload.SubscribeResult refused(String tag, String why) {
            return new MxReplyPayload.SubscribeResult(serverHandle, tag, 0, false, why);
        }

        @Override
        public List<MxReplyPayload.SubscribeResult> results(MxReplyPayload payload) {
            return payload instanceof MxReplyPayload.SubscribeResults known ? known.results() : null;
        }

        @Override
        public MxReplyPayload payload(List<MxReplyPayload.SubscribeResult> results) {
            return new MxReplyPayload.SubscribeResults(results);
        }
    }

    /** ReadBulk. */
    record Reading(MxCommand.ReadBulk asked) implements BulkForm<String, MxReplyPayload.ReadResult> {
        @Override
        public MxCommandKind kind() {
            return MxCommandKind.READ_BULK;
        }

        @Override
        public MxCommand command(List<String> tags) {
            return new MxCommand.ReadBulk(asked.serverHandle(), tags, asked.timeoutMilliseconds());
        }

        @Override
        public MxReplyPayload.ReadResult refused(String tag, String why) {
            return new MxReplyPayload.ReadResult(
                    asked.serverHandle(), tag, 0, false, false, null, 0, null, List.of(), why);
        }

        @Override
        public List<MxReplyPayload.ReadResult> results(MxReplyPayload payload) {
            return payload instanceof MxReplyPayload.ReadResults known ? known.results() : null;
        }

        @Override
        public MxReplyPayload payload(List<MxReplyPayload.ReadResult> results) {
            return new MxReplyPayload.ReadResults(results);
        }
    }

    /** The four bulk writes. */
    record Writing<E>(
            MxCommandKind kind, int serverHandle, ToIntFunction<E> handle, Function<List<E>, MxCommand> command)
            implements BulkForm<E, MxReplyPayload.WriteResult> {
        @Override
        public MxCommand command(List<E> entries) {
            return command.apply(entries);
        }

        @Override
        public MxReplyPayload.WriteResult refused(E entry, String why) {
            return new MxReplyPayload.WriteResult(
                    serverHandle, handle.applyAsInt(entry), false, OptionalInt.empty(), List.of(), why);
        }

        @Override
        public List<MxReplyPayload.WriteResult> results(MxReplyPayload payload) {
            return payload instanceof MxReplyPayload.WriteResults known ? known.results() : null;
        }

        @Override
        public MxReplyPayload payload(List<MxReplyPayload.WriteResult> results) {
            return new MxReplyPayload.WriteResults(results);
        }
    }
}
