package io.mxgateway.grpc.worker.check;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What is known about each rule so far. The first failure of a rule is kept, whatever else is found; anything is more
 * than not tested.
 *
 * <p>Not thread-safe: each scenario has its own, and they are merged.
 */
final class Findings {
    private static final String NEVER_REACHED = "the check did not get that far";

    private final Map<CheckRule, RuleResult> results = new EnumMap<>(CheckRule.class);

    void pass(CheckRule rule) {
        add(new RuleResult(rule, CheckOutcome.PASS, "", ""));
    }

    void fail(CheckRule rule, String reason, String frame) {
        add(new RuleResult(rule, CheckOutcome.FAIL, reason, frame));
    }

    void fail(CheckRule rule, StepFailed failure) {
        fail(rule, failure.getMessage(), failure.frame());
    }

    void notTested(CheckRule rule, String reason) {
        add(new RuleResult(rule, CheckOutcome.NOT_TESTED, reason, ""));
    }

    /** Whether a rule was found broken. */
    boolean failed(CheckRule rule) {
        RuleResult known = results.get(rule);
        return known != null && known.outcome() == CheckOutcome.FAIL;
    }

    void addAll(Findings others) {
        others.results.values().forEach(this::add);
    }

    CheckReport report() {
        List<RuleResult> all = new ArrayList<>();
        for (CheckRule rule : CheckRule.values()) {
            all.add(results.getOrDefault(rule, new RuleResult(rule, CheckOutcome.NOT_TESTED, NEVER_REACHED, "")));
        }
        return new CheckReport(all);
    }

    private void add(RuleResult result) {
        results.merge(result.rule(), result, (known, added) -> weight(added) > weight(known) ? added : known);
    }

    private static int weight(RuleResult result) {
        return switch (result.outcome()) {
            case FAIL -> 2;
            case PASS -> 1;
            case NOT_TESTED -> 0;
        };
    }
}
