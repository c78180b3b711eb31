package io.mxgateway.core.simulator;

import io.mxgateway.core.mx.AlarmAcknowledgement;
import io.mxgateway.core.mx.MxArray;
import io.mxgateway.core.mx.MxDetail;
import io.mxgateway.core.mx.MxSecurityClass;
import io.mxgateway.core.mx.MxStatus;
import io.mxgateway.core.mx.MxStatusCategory;
import io.mxgateway.core.mx.MxStatusSource;
import io.mxgateway.core.mx.MxValue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Decides what becomes of a write, and does it. Uses nothing that is not thread-safe or handed to it. */
final class WriteJudge {
    private final SimulatedGalaxyState galaxy;

    WriteJudge(SimulatedGalaxyState galaxy) {
        this.galaxy = galaxy;
    }

    /**
     * Writes, if nothing speaks against it.
     *
     * @param known the ids of users that this session was told of
     * @param now the moment of the write, after the galaxy's start
     * @return the status that the write completes with
     */
    MxStatus write(Item item, WriteOrder order, Set<Integer> known, long now) {
        if (item.target() instanceof Target.Nothing nothing) {
            return MxStatus.of(MxStatusCategory.CONFIGURATION_ERROR, MxStatusSource.RESPONDING_LMX, nothing.detail());
        }
        AttributeNode attribute = item.attribute();
        MxStatus refusal = attribute.object().trouble().writeRefusal();
        if (refusal != null) {
            return refusal;
        }
        if (attribute.alarmTag() != null && !asksForProperty(item)) {
            return writeToAlarm(item, attribute, order, known, now);
        }
        MxDetail denied = permission(item, attribute.spec(), order, known);
        if (denied == MxDetail.SUCCESS) {
            MxDetail unfit = commit(item, attribute, order, now);
            return unfit == MxDetail.SUCCESS ? MxStatus.good() : failed(MxStatusCategory.CONFIGURATION_ERROR, unfit);
        }
        return failed(
                denied == MxDetail.NOT_WRITEABLE ? MxStatusCategory.OPERATIONAL_ERROR : MxStatusCategory.SECURITY_ERROR,
                denied);
    }

    /** Writing the message acknowledges; nothing else of an alarm can be written. */
    private MxStatus writeToAlarm(Item item, AttributeNode attribute, WriteOrder order, Set<Integer> known, long now) {
        AlarmTag tag = attribute.alarmTag();
        if (tag.subtag() != AlarmSubtag.ACK_MSG) {
            return failed(MxStatusCategory.OPERATIONAL_ERROR, MxDetail.NOT_WRITEABLE);
        }
        if (galaxy.securityEnabled()
                && !item.supervisory
                && right(order.userId(), UserRight.ACKNOWLEDGE_ALARMS, known) != MxDetail.SUCCESS) {
            return failed(MxStatusCategory.SECURITY_ERROR, MxDetail.NO_ALARM_ACK_PRIVILEGE);
        }
        Conversion.Result comment = attribute.conversion().convert(order.value());
        if (!comment.isOk()) {
            return failed(MxStatusCategory.CONFIGURATION_ERROR, comment.detail());
        }
        String user = galaxy.securityEnabled() ? galaxy.users().nameOf(order.userId()) : "";
        AlarmAcknowledgement said =
                new AlarmAcknowledgement(((MxValue.Text) comment.content()).value(), user, "", "", "");
        return tag.engine().acknowledge(tag.alarm(), said, now)
                ? MxStatus.good()
                : failed(MxStatusCategory.OPERATIONAL_ERROR, MxDetail.ALARM_ALREADY_ACKNOWLEDGED);
    }

    private static MxStatus failed(MxStatusCategory category, MxDetail detail) {
        return MxStatus.of(category, MxStatusSource.RESPONDING_AUTOMATION_OBJECT, detail.number());
    }

    private MxDetail permission(Item item, SimulatedAttribute spec, WriteOrder order, Set<Integer> known) {
        if (asksForProperty(item)
                || spec.access() != AttributeAccess.WRITEABLE
                || spec.securityClass() == MxSecurityClass.VIEW_ONLY) {
            return MxDetail.NOT_WRITEABLE;
        }
        if (!galaxy.securityEnabled() || item.supervisory) {
            return MxDetail.SUCCESS;
        }
        return switch (spec.securityClass()) {
            case FREE_ACCESS, VIEW_ONLY -> MxDetail.SUCCESS;
            case OPERATE -> right(order.userId(), UserRight.OPERATE, known);
            case TUNE -> right(order.userId(), UserRight.TUNE, known);
            case CONFIGURE -> right(order.userId(), UserRight.CONFIGURE, known);
            case SECURED_WRITE ->
                order.secured() ? right(order.userId(), UserRight.OPERATE, known) : MxDetail.SECURED_WRITE;
            case VERIFIED_WRITE -> verified(order, known);
        };
    }

    private static boolean asksForProperty(Item item) {
        return item.target() instanceof Target.Known asked && asked.property() != Target.Property.VALUE;
    }

    private MxDetail verified(WriteOrder order, Set<Integer> known) {
        if (!order.secured() || order.verifierId() == 0 || order.verifierId() == order.userId()) {
            return MxDetail.VERIFIED_WRITE;
        }
        MxDetail writer = right(order.userId(), UserRight.OPERATE, known);
        if (writer != MxDetail.SUCCESS) {
            return writer;
        }
        boolean verifies = right(order.verifierId(), UserRight.VERIFY, known) == MxDetail.SUCCESS;
        return verifies ? MxDetail.SUCCESS : MxDetail.VERIFIER_WITHOUT_RIGHTS;
    }

    private MxDetail right(int userId, UserRight right, Set<Integer> known) {
        return known.contains(userId) && galaxy.users().hasRight(userId, right)
                ? MxDetail.SUCCESS
                : MxDetail.USER_WITHOUT_RIGHTS;
    }

    private MxDetail commit(Item item, AttributeNode attribute, WriteOrder order, long now) {
        Instant timestamp = galaxy.wallAt(now);
        if (order.timestamp() != null) {
            Conversion.Result given = Conversion.toTime(order.timestamp().content());
            if (!given.isOk()) {
                return given.detail();
            }
            timestamp = ((MxValue.Time) given.content()).value();
        }
        galaxy.alarms().settle(attribute, now);
        boolean wholeArray = attribute.spec().isArray() && !(item.target() instanceof Target.Element);
        MxDetail outcome = wholeArray
                ? commitArray(attribute, order.value(), timestamp)
                : commitScalar(item, attribute, order.value(), timestamp, now);
        if (outcome == MxDetail.SUCCESS) {
            galaxy.changed();
        }
        return outcome;
    }

    private static MxDetail commitScalar(
            Item item, AttributeNode attribute, MxValue value, Instant timestamp, long now) {
        Conversion.Result converted = attribute.conversion().convert(value);
        if (!converted.isOk()) {
            return converted.detail();
        }
        if (item.target() instanceof Target.Element element) {
            attribute.writeElement(element.index(), converted.content(), timestamp, attribute.scanAt(now));
        } else {
            attribute.write(converted.content(), timestamp);
        }
        return MxDetail.SUCCESS;
    }

    private static MxDetail commitArray(AttributeNode attribute, MxValue value, Instant timestamp) {
        MxArray array;
        if (value.content() instanceof MxValue.Array whole) {
            array = whole.value();
        } else if (value.content() instanceof MxValue.Sparse sparse) {
            array = sparse.value().expand();
        } else {
            return MxDetail.WRONG_DATA_TYPE;
        }
        if (array.dimensions().size() > 1) {
            return MxDetail.WRONG_NUMBER_OF_DIMENSIONS;
        }
        if (array.elements().size() != attribute.spec().arrayDimension()) {
            return MxDetail.INDEX_OUT_OF_RANGE;
        }
        List<MxValue.Content> contents = new ArrayList<>(array.elements().size());
        for (MxValue.Content element : Carrier.elementsOf(array)) {
            Conversion.Result converted = attribute.conversion().convert(element);
            if (!converted.isOk()) {
                return converted.detail();
            }
            contents.add(converted.content());
        }
        attribute.write(contents, timestamp);
        return MxDetail.SUCCESS;
    }
}
