package io.mxgateway.core.simulator;

import io.mxgateway.core.mx.MxCommandKind;
import io.mxgateway.core.mx.MxQuality;
import io.mxgateway.core.mx.MxReply;
import io.mxgateway.core.mx.MxReplyData;
import io.mxgateway.core.mx.MxReplyPayload;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * One ReadBulk under way: waits for the tags that have no value at hand. Guarded by the backend's queue.
 *
 * <p>A tag that is not subscribed gets an item of its own for the time of the read, which nobody sees but by its handle
 * in the result; its value goes into the result and into no event.
 */
final class BulkRead {
    private final int serverHandle;
    private final List<String> tags;
    // One for each tag, in order; null while it is awaited.
    private final MxReplyPayload.ReadResult[] results;
    private final Target[] targets;
    private final int[] handles;
    private int awaited;
    private final CompletableFuture<MxReply> reply;

    BulkRead(int serverHandle, List<String> tags, CompletableFuture<MxReply> reply) {
        this.serverHandle = serverHandle;
        this.tags = tags;
        this.results = new MxReplyPayload.ReadResult[tags.size()];
        this.targets = new Target[tags.size()];
        this.handles = new int[tags.size()];
        this.reply = reply;
    }

    /** The tag is subscribed and has a value. */
    void cached(int place, Item item) {
        results[place] = result(place, item.handle(), item.last(), true, "");
    }

    /** The tag cannot be added. */
    void refused(int place, String why) {
        results[place] = new MxReplyPayload.ReadResult(
                serverHandle, tags.get(place), 0, false, false, null, MxQuality.BAD, null, List.of(), why);
    }

    /** The tag was added and advised. */
    void await(int place, int handle, Target target) {
        handles[place] = handle;
        targets[place] = target;
        awaited++;
    }

    /** Whether any tag is still awaited. */
    boolean isWaiting() {
        return awaited > 0;
    }

    /** All that are awaited have their value. */
    void resolved(long now) {
        for (int place = 0; place < results.length; place++) {
            if (results[place] == null) {
                results[place] = result(place, handles[place], targets[place].sampleAt(now), false, "");
            }
        }
        reply.complete(MxReplyData.ok(MxCommandKind.READ_BULK, payload()));
    }

    /** Nobody waits any longer; what has no value yet, has failed. */
    void giveUp(String why) {
        for (int place = 0; place < results.length; place++) {
            if (results[place] == null) {
                results[place] = result(place, handles[place], Sample.timedOut(), false, why);
            }
        }
        reply.complete(MxReplyData.ok(MxCommandKind.READ_BULK, payload()));
    }

    /** The registration does not exist, which every tag is told. */
    void refused(Refusal unregistered) {
        for (int place = 0; place < results.length; place++) {
            refused(place, unregistered.getMessage());
        }
        reply.complete(BulkItems.withPayload(unregistered.reply(MxCommandKind.READ_BULK), payload()));
    }

    private MxReplyPayload payload() {
        return new MxReplyPayload.ReadResults(Arrays.asList(results));
    }

    private MxReplyPayload.ReadResult result(int place, int handle, Sample sample, boolean cached, String why) {
        boolean successful = sample.isSuccessful();
        String error =
                successful ? "" : why.isEmpty() ? sample.statuses().get(0).diagnosticText() : why;
        return new MxReplyPayload.ReadResult(
                serverHandle,
                tags.get(place),
                handle,
                successful,
                cached,
                sample.value(),
                sample.quality(),
                sample.timestamp(),
                sample.statuses(),
                error);
    }

    /** Fails a read whose backend goes down. */
    void fail(RuntimeException cause) {
        reply.completeExceptionally(cause);
    }
}
