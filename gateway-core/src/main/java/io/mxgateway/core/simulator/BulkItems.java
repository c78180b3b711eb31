package io.mxgateway.core.simulator;

import io.mxgateway.core.mx.MxCommand;
import io.mxgateway.core.mx.MxReplyData;
import io.mxgateway.core.mx.MxReplyPayload;
import java.util.ArrayList;
import java.util.List;

/** The six bulk commands on items: each entry fares as its single command would, and fails alone. */
final class BulkItems {
    private final Session session;

    BulkItems(Session session) {
        this.session = session;
    }

    MxReplyData execute(MxCommand.OnServer command) {
        try {
            Registration registration = session.registration(command.serverHandle());
            return MxReplyData.ok(
                    command.kind(), new MxReplyPayload.SubscribeResults(resultsOf(registration, command)));
        } catch (Refusal unregistered) {
            List<MxReplyPayload.SubscribeResult> results = new ArrayList<>();
            tagsOf(command).forEach(tag -> results.add(failed(command.serverHandle(), tag, 0, unregistered)));
            handlesOf(command).forEach(item -> results.add(failed(command.serverHandle(), "", item, unregistered)));
            return withPayload(unregistered.reply(command.kind()), new MxReplyPayload.SubscribeResults(results));
        }
    }

    /** A refusal that tells of each entry all the same. */
    static MxReplyData withPayload(MxReplyData refused, MxReplyPayload payload) {
        return new MxReplyData(
                refused.kind(),
                refused.correlationId(),
                refused.status(),
                refused.hresult(),
                refused.returnValue(),
                refused.statuses(),
                refused.diagnosticMessage(),
                payload);
    }

    private static List<String> tagsOf(MxCommand.OnServer command) {
        if (command instanceof MxCommand.AddItemBulk bulk) {
            return bulk.tagAddresses();
        }
        return command instanceof MxCommand.SubscribeBulk bulk ? bulk.tagAddresses() : List.of();
    }

    private static List<Integer> handlesOf(MxCommand.OnServer command) {
        if (command instanceof MxCommand.AdviseItemBulk bulk) {
            return bulk.itemHandles();
        } else if (command instanceof MxCommand.RemoveItemBulk bulk) {
            return bulk.itemHandles();
        } else if (command instanceof MxCommand.UnAdviseItemBulk bulk) {
            return bulk.itemHandles();
        }
        return command instanceof MxCommand.UnsubscribeBulk bulk ? bulk.itemHandles() : List.of();
    }

    private List<MxReplyPayload.SubscribeResult> resultsOf(Registration registration, MxCommand.OnServer command) {
        Advising advising = session.advising();
        Advising.Batch batch = advising.batch();
        List<MxReplyPayload.SubscribeResult> results = new ArrayList<>();
        boolean subscribe = command instanceof MxCommand.SubscribeBulk;
        for (String tag : tagsOf(command)) {
            try {
                Item item = session.add(registration, tag, null, false);
                if (subscribe) {
                    advising.advise(registration, item, false, batch);
                }
                results.add(done(item));
            } catch (Refusal refusal) {
                results.add(failed(registration.handle(), tag, 0, refusal));
            }
        }
        for (int handle : handlesOf(command)) {
            try {
                Item item = session.item(registration, handle);
                if (command instanceof MxCommand.AdviseItemBulk) {
                    advising.advise(registration, item, false, batch);
                } else if (command instanceof MxCommand.UnAdviseItemBulk) {
                    advising.unadvise(registration, item);
                } else {
                    session.remove(registration, item);
                }
                results.add(done(item));
            } catch (Refusal refusal) {
                results.add(failed(registration.handle(), "", handle, refusal));
            }
        }
        advising.schedule(batch);
        return results;
    }

    private static MxReplyPayload.SubscribeResult done(Item item) {
        return new MxReplyPayload.SubscribeResult(item.serverHandle(), item.definition(), item.handle(), true, "");
    }

    private static MxReplyPayload.SubscribeResult failed(int server, String tag, int item, Refusal refusal) {
        return new MxReplyPayload.SubscribeResult(server, tag, item, false, refusal.getMessage());
    }
}
