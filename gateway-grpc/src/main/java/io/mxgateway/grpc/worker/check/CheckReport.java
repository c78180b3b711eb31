package io.mxgateway.grpc.worker.check;

import java.util.List;

/**
 * What came of a check.
 *
 * @param results one for each rule, in the rules' order
 */
public record CheckReport(List<RuleResult> results) {
    public CheckReport {
        results = List.copyOf(results);
    }

    /** Whether no rule was found broken; rules that were not tested do not count against a worker. */
    public boolean good() {
        return count(CheckOutcome.FAIL) == 0;
    }

    /** How many rules have an outcome. */
    public int count(CheckOutcome outcome) {
        return (int)
                results.stream().filter(result -> result.outcome() == outcome).count();
    }

    /**
     * What came of a rule.
     *
     * @throws IllegalArgumentException when the report does not have the rule
     */
    public RuleResult of(CheckRule rule) {
        return results.stream()
                .filter(result -> result.rule() == rule)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the report has no rule " + rule));
    }
}
