package io.mxgateway.grpc.codec;

import com.google.protobuf.Int32Value;
import io.mxgateway.core.galaxy.GalaxyAttribute;
import io.mxgateway.core.galaxy.GalaxyDeploy;
import io.mxgateway.core.galaxy.GalaxyObject;
import io.mxgateway.core.galaxy.GalaxyPage;
import io.mxgateway.core.galaxy.GalaxyStatus;
import io.mxgateway.proto.galaxy.v1.BrowseChildrenReply;
import io.mxgateway.proto.galaxy.v1.DeployEvent;
import io.mxgateway.proto.galaxy.v1.DiscoverHierarchyReply;
import io.mxgateway.proto.galaxy.v1.GalaxyCacheState;
import io.mxgateway.proto.galaxy.v1.GetLastDeployTimeReply;

/** Puts what is known of the galaxy on the wire. Pure functions. */
public final class GalaxyCodec {
    private GalaxyCodec() {}

    /** A page of a subtree. */
    public static DiscoverHierarchyReply hierarchy(GalaxyPage page) {
        DiscoverHierarchyReply.Builder reply = DiscoverHierarchyReply.newBuilder()
                .setNextPageToken(page.nextToken())
                .setTotalObjectCount(page.totalCount())
                .setCacheSequence(page.cacheSequence());
        page.objects().forEach(object -> reply.addObjects(encode(object)));
        return reply.build();
    }

    /** A page of children. */
    public static BrowseChildrenReply children(GalaxyPage page) {
        BrowseChildrenReply.Builder reply = BrowseChildrenReply.newBuilder()
                .setNextPageToken(page.nextToken())
                .setTotalChildCount(page.totalCount())
                .addAllChildHasChildren(page.hasChildren())
                .setCacheSequence(page.cacheSequence());
        page.objects().forEach(object -> reply.addChildren(encode(object)));
        return reply.build();
    }

    /** When the galaxy that is served was deployed. */
    public static GetLastDeployTimeReply deployTime(GalaxyStatus status) {
        GetLastDeployTimeReply.Builder reply = GetLastDeployTimeReply.newBuilder()
                .setCacheState(
                        switch (status.state()) {
                            case UNKNOWN -> GalaxyCacheState.GALAXY_CACHE_STATE_UNKNOWN;
                            case HEALTHY -> GalaxyCacheState.GALAXY_CACHE_STATE_HEALTHY;
                            case STALE -> GalaxyCacheState.GALAXY_CACHE_STATE_STALE;
                            case UNAVAILABLE -> GalaxyCacheState.GALAXY_CACHE_STATE_UNAVAILABLE;
                        });
        status.lastDeploy().ifPresent(time -> reply.setHasDeployTime(true).setTimeOfLastDeploy(TimeCodec.encode(time)));
        return reply.build();
    }

    /** A deploy that was noticed. */
    public static DeployEvent encode(GalaxyDeploy deploy) {
        DeployEvent.Builder event = DeployEvent.newBuilder()
                .setSequence(deploy.sequence())
                .setObservedAt(TimeCodec.encode(deploy.observedAt()))
                .setObjectCount(deploy.objectCount())
                .setAttributeCount(deploy.attributeCount());
        deploy.timeOfLastDeploy()
                .ifPresent(time -> event.setHasDeployTime(true).setTimeOfLastDeploy(TimeCodec.encode(time)));
        return event.build();
    }

    private static io.mxgateway.proto.galaxy.v1.GalaxyObject encode(GalaxyObject object) {
        io.mxgateway.proto.galaxy.v1.GalaxyObject.Builder encoded =
                io.mxgateway.proto.galaxy.v1.GalaxyObject.newBuilder()
                        .setGobjectId(object.id())
                        .setTagName(object.tagName())
                        .setContainedName(object.containedName())
                        .setBrowseName(object.browseName())
                        .setParentGobjectId(object.parentId())
                        .setIsArea(object.area())
                        .setCategoryId(object.categoryId())
                        .setHostedByGobjectId(object.hostedById())
                        .addAllTemplateChain(object.templateChain())
                        .setContainedPath(object.containedPath());
        for (GalaxyAttribute attribute : object.attributes()) {
            encoded.addAttributes(encode(attribute, object.tagName()));
        }
        return encoded.build();
    }

    private static io.mxgateway.proto.galaxy.v1.GalaxyAttribute encode(GalaxyAttribute attribute, String tagName) {
        io.mxgateway.proto.galaxy.v1.GalaxyAttribute.Builder encoded =
                io.mxgateway.proto.galaxy.v1.GalaxyAttribute.newBuilder()
                        .setAttributeName(attribute.name())
                        .setFullTagReference(attribute.reference(tagName))
                        .setMxDataType(attribute.dataType())
                        .setDataTypeName(attribute.dataTypeName())
                        .setIsArray(attribute.array())
                        .setMxAttributeCategory(attribute.category())
                        .setSecurityClassification(attribute.securityClassification())
                        .setDescription(attribute.description())
                        .setIsHistorized(attribute.historized())
                        .setIsAlarm(attribute.alarm());
        if (attribute.array()) {
            encoded.setArrayDimension(Int32Value.of(attribute.arrayDimension()));
        }
        return encoded.build();
    }
}
