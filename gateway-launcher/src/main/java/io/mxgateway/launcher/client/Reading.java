package io.mxgateway.launcher.client;

import io.mxgateway.core.mx.MxQuality;
import io.mxgateway.core.mx.MxReplyPayload.ReadResult;
import io.mxgateway.core.mx.MxStatus;
import io.mxgateway.core.mx.MxValue;
import io.mxgateway.grpc.client.ValueChange;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is known of a tag at one moment.
 *
 * @param tag the tag, as it was asked for
 * @param value null when there is none
 * @param time null when not known
 * @param error why there is none, empty when there is
 */
record Reading(String tag, MxValue value, int quality, Instant time, String error) {
    static Reading of(ReadResult result) {
        String said = result.errorMessage().isBlank() ? Texts.trouble(result.statuses()) : result.errorMessage();
        String why = said.isEmpty() ? "no value came" : said;
        return new Reading(
                result.tagAddress(),
                result.value(),
                result.quality(),
                result.sourceTimestamp(),
                result.wasSuccessful() ? "" : why);
    }

    static Reading of(ValueChange change) {
        return new Reading(
                change.tag(),
                change.value(),
                change.quality(),
                change.sourceTimestamp(),
                Values.isNone(change.value()) ? trouble(change.statuses()) : "");
    }

    private static String trouble(List<MxStatus> statuses) {
        String trouble = Texts.trouble(statuses);
        return trouble.isEmpty() ? "there is no value" : trouble;
    }

    boolean isGood() {
        return error.isEmpty();
    }

    /** The time in milliseconds, which is what people compare; {@code -} when not known. */
    String timeText() {
        return time == null ? "-" : time.truncatedTo(ChronoUnit.MILLIS).toString();
    }

    String qualityText() {
        return MxQuality.textOf(quality);
    }

    Map<String, Object> json() {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("tag", tag);
        object.put("value", Values.plain(value));
        object.put("type", Values.type(value));
        object.put("quality", quality);
        object.put("good", MxQuality.isGood(quality));
        object.put("time", time);
        object.put("error", error);
        return object;
    }
}
