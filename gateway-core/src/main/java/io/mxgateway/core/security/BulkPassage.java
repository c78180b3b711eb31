package io.mxgateway.core.security;

import io.mxgateway.core.mx.MxCommand;
import io.mxgateway.core.mx.MxReply;
import io.mxgateway.core.mx.MxReplyData;
import io.mxgateway.core.mx.ProtocolStatus;
import io.mxgateway.core.session.Passage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * A bulk some of whose entries are denied: the worker gets the others, the client an answer to each in its place. A reply
 * is taken apart only when there is something to put in, or somebody wants to learn from it.
 */
final class BulkPassage<E, R> implements Passage {
    private final BulkForm<E, R> form;
    private final List<E> entries;
    private final BiConsumer<E, R> learn;
    // Why each entry is denied, by its place; null for one that is not.
    private final String[] why;
    private final int denied;

    /**
     * Judges each entry.
     *
     * @param whyNot why an entry is denied; null when it is not
     * @param learn gets each entry the worker was given with the worker's answer; null when nobody learns
     */
    BulkPassage(BulkForm<E, R> form, List<E> entries, Function<E, String> whyNot, BiConsumer<E, R> learn) {
        this.form = form;
        this.entries = entries;
        this.learn = learn;
        this.why = new String[entries.size()];
        int count = 0;
        for (int i = 0; i < why.length; i++) {
            why[i] = whyNot.apply(entries.get(i));
            count += why[i] == null ? 0 : 1;
        }
        this.denied = count;
    }

    /** How many entries are denied. */
    int denied() {
        return denied;
    }

    /** How many entries are left. */
    int allowed() {
        return why.length - denied;
    }

    /** The denied entries, at most so many, in order. */
    List<E> denied(int most) {
        List<E> some = new ArrayList<>();
        for (int i = 0; i < why.length && some.size() < most; i++) {
            if (why[i] != null) {
                some.add(entries.get(i));
            }
        }
        return some;
    }

    /** Why the first denied entry is; null when none is. */
    String firstReason() {
        return Arrays.stream(why).filter(text -> text != null).findFirst().orElse(null);
    }

    @Override
    public MxCommand command(MxCommand asked) {
        if (denied == 0) {
            return asked;
        }
        List<E> left = new ArrayList<>(allowed());
        for (int i = 0; i < why.length; i++) {
            if (why[i] == null) {
                left.add(entries.get(i));
            }
        }
        return left.isEmpty() ? null : form.command(left);
    }

    @Override
    public MxReply reply(MxReply answered) {
        if (denied == 0 && learn == null) {
            return answered;
        }
        List<R> results = answered == null ? List.of() : form.results(answered.payload());
        // Without results the worker has refused the command as a whole, and that is the answer.
        if (results == null) {
            return answered;
        }
        List<R> merged = new ArrayList<>(why.length);
        int next = 0;
        for (int i = 0; i < why.length; i++) {
            E entry = entries.get(i);
            if (why[i] != null) {
                merged.add(form.refused(entry, why[i]));
            } else if (next < results.size()) {
                R result = results.get(next++);
                if (learn != null) {
                    learn.accept(entry, result);
                }
                merged.add(result);
            } else {
                merged.add(form.refused(entry, "the worker gave no answer to this entry"));
            }
        }
        if (denied == 0) {
            return answered;
        }
        if (answered == null) {
            return new MxReplyData(
                    form.kind(), "", ProtocolStatus.OK, OptionalInt.empty(), null, List.of(), "", form.payload(merged));
        }
        return new MxReplyData(
                answered.kind(),
                answered.correlationId(),
                answered.status(),
                answered.hresult(),
                answered.returnValue(),
                answered.statuses(),
                answered.diagnosticMessage(),
                form.payload(merged));
    }
}
