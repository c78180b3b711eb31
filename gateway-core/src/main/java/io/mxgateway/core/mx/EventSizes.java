package io.mxgateway.core.mx;

import java.util.List;

/**
 * Estimates what an event takes. Rough on purpose: objects are counted by a rule of thumb, so that the figure costs next
 * to nothing and still grows with what makes an event big, its texts and arrays.
 */
final class EventSizes {
    /** An event without its value: the record itself, its time stamps, the references that lead to it. */
    static final int EVENT = 160;

    private static final int OBJECT = 32;
    private static final int BOXED = 16;

    private EventSizes() {}

    static int of(MxEventData event) {
        long bytes = EVENT + text(event.rawStatus()) + value(event.value()) + body(event.body());
        for (MxStatus status : event.statuses()) {
            bytes += OBJECT + text(status.diagnosticText());
        }
        return (int) Math.min(Integer.MAX_VALUE, bytes);
    }

    private static long value(MxValue value) {
        if (value == null) {
            return 0;
        }
        MxValue.Content content = value.content();
        long bytes = 2L * OBJECT + text(value.rawDiagnostic());
        if (content instanceof MxValue.Text text) {
            bytes += text(text.value());
        } else if (content instanceof MxValue.Raw raw) {
            bytes += raw.value().size();
        } else if (content instanceof MxValue.Array array) {
            bytes += array(array.value());
        } else if (content instanceof MxValue.Sparse sparse) {
            for (MxSparseArray.Element element : sparse.value().elements()) {
                bytes += OBJECT + value(element.value());
            }
        }
        return bytes;
    }

    private static long array(MxArray array) {
        List<?> values = array.elements().values();
        long bytes = 2L * OBJECT + text(array.rawDiagnostic()) + (long) values.size() * BOXED;
        if (array.elements() instanceof MxArray.Texts texts) {
            for (String text : texts.values()) {
                bytes += OBJECT + text(text);
            }
        } else if (array.elements() instanceof MxArray.Raws raws) {
            for (MxBytes raw : raws.values()) {
                bytes += OBJECT + raw.size();
            }
        }
        return bytes;
    }

    private static long body(MxEventBody body) {
        if (body instanceof MxEventBody.BufferedDataChange buffered) {
            return OBJECT + array(buffered.qualityValues()) + array(buffered.timestampValues());
        }
        if (body instanceof MxEventBody.AlarmTransition alarm) {
            return 4L * OBJECT
                    + text(alarm.alarmFullReference())
                    + text(alarm.sourceObjectReference())
                    + text(alarm.alarmTypeName())
                    + text(alarm.operatorUser())
                    + text(alarm.operatorComment())
                    + text(alarm.category())
                    + text(alarm.description())
                    + text(alarm.alarmGuid())
                    + value(alarm.currentValue())
                    + value(alarm.limitValue());
        }
        if (body instanceof MxEventBody.AlarmProviderModeChanged mode) {
            return OBJECT + text(mode.reason());
        }
        return 0;
    }

    /** Three bytes a character: the most that a text without surrogates takes on the wire. */
    private static long text(String text) {
        return 3L * text.length();
    }
}
