package io.mxgateway.grpc.worker.check;

/** A step of a scenario did not come out as the rule wants it. */
final class StepFailed extends Exception {
    private static final long serialVersionUID = 1L;

    private final String frame;

    /**
     * @param reason for a person
     * @param frame the frame that shows it, readable; empty when none does
     */
    StepFailed(String reason, String frame) {
        super(reason);
        this.frame = frame;
    }

    String frame() {
        return frame;
    }
}
