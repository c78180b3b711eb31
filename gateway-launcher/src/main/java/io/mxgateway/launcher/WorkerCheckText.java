package io.mxgateway.launcher;

import io.mxgateway.grpc.worker.check.CheckOutcome;
import io.mxgateway.grpc.worker.check.CheckReport;
import io.mxgateway.grpc.worker.check.CheckRule;
import io.mxgateway.grpc.worker.check.RuleResult;
import io.mxgateway.launcher.text.Json;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A report on a worker, for people and for machines. */
record WorkerCheckText(CheckReport report) {
    private static final String INDENT = "    ";

    /** A line for each rule, with the reason and the frame below it, and the numbers at the end. */
    List<String> lines() {
        int width = Arrays.stream(CheckRule.values())
                .mapToInt(rule -> rule.id().length())
                .max()
                .orElse(0);
        List<String> lines = new ArrayList<>();
        for (RuleResult result : report.results()) {
            String id = result.rule().id();
            lines.add(mark(result.outcome()) + " " + id + " ".repeat(width - id.length() + 2)
                    + result.rule().sentence());
            if (!result.reason().isEmpty()) {
                lines.add(INDENT + result.reason());
            }
            if (!result.frame().isEmpty()) {
                lines.add(INDENT + result.frame());
            }
        }
        lines.add(report.count(CheckOutcome.PASS) + " rules kept, " + report.count(CheckOutcome.FAIL) + " broken, "
                + report.count(CheckOutcome.NOT_TESTED) + " not tested");
        return lines;
    }

    /** An object for each rule. */
    List<String> json() {
        return report.results().stream()
                .map(result -> {
                    Map<String, Object> object = new LinkedHashMap<>();
                    object.put("rule", result.rule().id());
                    object.put("meaning", result.rule().sentence());
                    object.put("outcome", result.outcome().name());
                    object.put("reason", result.reason());
                    object.put("frame", result.frame());
                    return Json.of(object);
                })
                .toList();
    }

    private static String mark(CheckOutcome outcome) {
        return switch (outcome) {
            case PASS -> "\u2713";
            case FAIL -> "\u2717";
            case NOT_TESTED -> "\u2013";
        };
    }
}
