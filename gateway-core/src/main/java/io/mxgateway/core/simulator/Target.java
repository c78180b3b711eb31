package io.mxgateway.core.simulator;

import io.mxgateway.core.mx.MxArray;
import io.mxgateway.core.mx.MxDataType;
import io.mxgateway.core.mx.MxQuality;
import io.mxgateway.core.mx.MxValue;
import java.time.Instant;

/** What a reference stands for. Immutable. */
sealed interface Target {
    /** What it delivers at a moment, in nanoseconds after the galaxy's start. */
    Sample sampleAt(long elapsed);

    /** Nothing: the reference does not resolve. */
    record Nothing(int detail, int quality, Instant startedAt) implements Target {
        @Override
        public Sample sampleAt(long elapsed) {
            return Sample.unresolved(detail, quality, startedAt.plusNanos(elapsed));
        }
    }

    /** Something of an attribute. */
    sealed interface OfAttribute extends Target {
        AttributeNode attribute();

        /** The part of the attribute's value. */
        MxValue part(AttributeNode.Held held, int quality);

        /** The quality of the part, given the attribute's. */
        default int qualityOf(int quality) {
            return quality;
        }

        @Override
        default Sample sampleAt(long elapsed) {
            AttributeNode attribute = attribute();
            Trouble trouble = attribute.object().trouble();
            if (trouble == Trouble.NONE) {
                AttributeNode.Held held = attribute.at(attribute.scanAt(elapsed));
                int quality = attribute.spec().ordinaryQuality();
                return new Sample(part(held, quality), qualityOf(quality), held.timestamp(), trouble.statuses());
            }
            // Frozen at the moment it began; a write that came later shows all the same.
            AttributeNode.Held held = attribute.at(attribute.scanAt(Math.min(elapsed, trouble.since())));
            Instant since = attribute.startedAt().plusNanos(trouble.since());
            Instant timestamp = held.timestamp().isAfter(since) ? held.timestamp() : since;
            return new Sample(
                    part(held, trouble.quality()), qualityOf(trouble.quality()), timestamp, trouble.statuses());
        }
    }

    /** The value of an attribute, all of it. */
    record Whole(AttributeNode attribute) implements OfAttribute {
        @Override
        public MxValue part(AttributeNode.Held held, int quality) {
            return held.value();
        }
    }

    /** One element of an array, counted from 1. */
    record Element(AttributeNode attribute, int index) implements OfAttribute {
        @Override
        public MxValue part(AttributeNode.Held held, int quality) {
            return attribute.element(held.value(), index);
        }
    }

    /** Something that is known about an attribute. */
    record Known(AttributeNode attribute, Property property) implements OfAttribute {
        private static final int CALCULATED = 3;
        private static final int WRITEABLE = 10;
        private static final int CONSTANT = 13;

        @Override
        public MxValue part(AttributeNode.Held held, int quality) {
            SimulatedAttribute spec = attribute.spec();
            return switch (property) {
                case VALUE -> held.value();
                case TYPE -> MxValue.of(spec.dataType().nativeNumber());
                case QUALITY -> MxValue.of(quality).as(MxDataType.DATA_QUALITY_TYPE);
                case TIME -> MxValue.of(held.timestamp());
                case NAME -> MxValue.of(attribute.fullName());
                case DIMENSION1 -> MxValue.of(lengthOf(held.value()));
                case SECURITYCLASSIFICATION ->
                    MxValue.of(spec.securityClass().number()).as(MxDataType.SECURITY_CLASSIFICATION_ENUM);
                case LOCKED -> MxValue.of(false);
                case CATEGORY ->
                    MxValue.of(
                            switch (spec.access()) {
                                case WRITEABLE -> WRITEABLE;
                                case CALCULATED -> CALCULATED;
                                case CONSTANT -> CONSTANT;
                            });
            };
        }

        private static int lengthOf(MxValue value) {
            return value.content() instanceof MxValue.Array array ? sizeOf(array.value()) : 0;
        }

        private static int sizeOf(MxArray array) {
            return array.elements().size();
        }

        @Override
        public int qualityOf(int quality) {
            return property == Property.VALUE ? quality : MxQuality.GOOD;
        }
    }

    /** What can be asked about an attribute; references name it in any case. */
    enum Property {
        VALUE,
        TYPE,
        QUALITY,
        TIME,
        NAME,
        DIMENSION1,
        SECURITYCLASSIFICATION,
        LOCKED,
        CATEGORY;

        /** The property with this name in lower case; null when there is none. */
        static Property named(String lowerName) {
            return switch (lowerName) {
                case "value" -> VALUE;
                case "type" -> TYPE;
                case "quality" -> QUALITY;
                case "time" -> TIME;
                case "name" -> NAME;
                case "dimension1" -> DIMENSION1;
                case "securityclassification" -> SECURITYCLASSIFICATION;
                case "locked" -> LOCKED;
                case "category" -> CATEGORY;
                default -> null;
            };
        }
    }
}
