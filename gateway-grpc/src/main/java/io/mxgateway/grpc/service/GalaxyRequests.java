package io.mxgateway.grpc.service;

import io.mxgateway.core.galaxy.GalaxyPaging;
import io.mxgateway.core.galaxy.GalaxyQuery;
import io.mxgateway.core.galaxy.GalaxyRoot;
import io.mxgateway.core.galaxy.GalaxyVisibility;
import io.mxgateway.core.security.KeyConstraints;
import io.mxgateway.core.session.CallerLimits;
import io.mxgateway.proto.galaxy.v1.BrowseChildrenRequest;
import io.mxgateway.proto.galaxy.v1.DiscoverHierarchyRequest;

/** What requests of the galaxy service ask for. Pure functions. */
final class GalaxyRequests {
    private GalaxyRequests() {}

    static GalaxyQuery query(DiscoverHierarchyRequest request, CallerLimits limits) {
        GalaxyRoot root = switch (request.getRootCase()) {
            case ROOT_GOBJECT_ID -> new GalaxyRoot.ById(request.getRootGobjectId());
            case ROOT_TAG_NAME -> new GalaxyRoot.ByTagName(request.getRootTagName());
            case ROOT_CONTAINED_PATH -> new GalaxyRoot.ByContainedPath(request.getRootContainedPath());
            case ROOT_NOT_SET -> GalaxyRoot.ALL;
        };
        GalaxyQuery query = GalaxyQuery.ALL
                .from(root)
                .filtered(
                        request.getCategoryIdsList(),
                        request.getTemplateChainContainsList(),
                        request.getTagNameGlob(),
                        request.getAlarmBearingOnly(),
                        request.getHistorizedOnly())
                .withAttributes(!request.hasIncludeAttributes() || request.getIncludeAttributes())
                .seenBy(visibility(limits));
        return request.hasMaxDepth() ? query.downTo(request.getMaxDepth().getValue()) : query;
    }

    static GalaxyPaging paging(DiscoverHierarchyRequest request) {
        return new GalaxyPaging(request.getPageSize(), request.getPageToken());
    }

    static GalaxyQuery query(BrowseChildrenRequest request, CallerLimits limits) {
        GalaxyRoot parent = switch (request.getParentCase()) {
            case PARENT_GOBJECT_ID -> new GalaxyRoot.ById(request.getParentGobjectId());
            case PARENT_TAG_NAME -> new GalaxyRoot.ByTagName(request.getParentTagName());
            case PARENT_CONTAINED_PATH -> new GalaxyRoot.ByContainedPath(request.getParentContainedPath());
            case PARENT_NOT_SET -> GalaxyRoot.ALL;
        };
        return GalaxyQuery.ALL
                .from(parent)
                .filtered(
                        request.getCategoryIdsList(),
                        request.getTemplateChainContainsList(),
                        request.getTagNameGlob(),
                        request.getAlarmBearingOnly(),
                        request.getHistorizedOnly())
                .withAttributes(!request.hasIncludeAttributes() || request.getIncludeAttributes())
                .seenBy(visibility(limits));
    }

    static GalaxyPaging paging(BrowseChildrenRequest request) {
        return new GalaxyPaging(request.getPageSize(), request.getPageToken());
    }

    /** What a caller may see. */
    static GalaxyVisibility visibility(CallerLimits limits) {
        return limits instanceof KeyConstraints constraints ? constraints.visibility() : GalaxyVisibility.EVERYTHING;
    }
}
