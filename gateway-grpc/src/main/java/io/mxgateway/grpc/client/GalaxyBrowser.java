package io.mxgateway.grpc.client;

import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.mxgateway.grpc.codec.TimeCodec;
import io.mxgateway.proto.galaxy.v1.BrowseChildrenReply;
import io.mxgateway.proto.galaxy.v1.BrowseChildrenRequest;
import io.mxgateway.proto.galaxy.v1.DiscoverHierarchyReply;
import io.mxgateway.proto.galaxy.v1.DiscoverHierarchyRequest;
import io.mxgateway.proto.galaxy.v1.GalaxyObject;
import io.mxgateway.proto.galaxy.v1.GalaxyRepositoryGrpc;
import io.mxgateway.proto.galaxy.v1.GetLastDeployTimeRequest;
import io.mxgateway.proto.galaxy.v1.TestConnectionReply;
import io.mxgateway.proto.galaxy.v1.TestConnectionRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** What a client can ask about the deployed galaxy; no session is needed. Thread-safe; nothing blocks. */
public final class GalaxyBrowser {
    private static final int RESTARTS = 3;

    private final ManagedChannel channel;
    private final ClientOptions options;

    GalaxyBrowser(ManagedChannel channel, ClientOptions options) {
        this.channel = channel;
        this.options = options;
    }

    /** Whether the galaxy's source answers the gateway, and what it says. */
    public CompletableFuture<TestConnectionReply> testConnection() {
        return UnaryCall.send(
                channel,
                GalaxyRepositoryGrpc.getTestConnectionMethod(),
                TestConnectionRequest.getDefaultInstance(),
                options.callTimeout(),
                "");
    }

    /** When the galaxy was deployed last; empty when it never was, or nothing is known of it yet. */
    public CompletableFuture<Optional<Instant>> lastDeployTime() {
        return Waiting.map(
                UnaryCall.send(
                        channel,
                        GalaxyRepositoryGrpc.getGetLastDeployTimeMethod(),
                        GetLastDeployTimeRequest.getDefaultInstance(),
                        options.callTimeout(),
                        ""),
                reply -> reply.getHasDeployTime()
                        ? Optional.of(TimeCodec.decode(reply.getTimeOfLastDeploy()))
                        : Optional.empty());
    }

    /** The roots of the tree as it is now; each call loads them anew, and with them a tree that nobody has unfolded. */
    public CompletableFuture<List<GalaxyNode>> roots() {
        CompletableFuture<List<GalaxyNode>> roots = new CompletableFuture<>();
        load(0, roots);
        return roots;
    }

    /** The objects that a request selects, on all of its pages; the request itself names no page. */
    public CompletableFuture<List<GalaxyNode>> browse(BrowseChildrenRequest request) {
        CompletableFuture<List<GalaxyNode>> nodes = new CompletableFuture<>();
        page(request, new ArrayList<>(), RESTARTS, nodes);
        return nodes;
    }

    /** The first page of the objects that a request selects in a subtree; the request says how long a page is. */
    public CompletableFuture<List<GalaxyObject>> discover(DiscoverHierarchyRequest request) {
        return Waiting.map(
                UnaryCall.send(
                        channel, GalaxyRepositoryGrpc.getDiscoverHierarchyMethod(), request, options.callTimeout(), ""),
                DiscoverHierarchyReply::getObjectsList);
    }

    /** Loads what is below an object, or the roots for 0, into a future. */
    void load(int parent, CompletableFuture<List<GalaxyNode>> target) {
        BrowseChildrenRequest.Builder request = BrowseChildrenRequest.newBuilder();
        if (parent != 0) {
            request.setParentGobjectId(parent);
        }
        page(request.build(), new ArrayList<>(), RESTARTS, target);
    }

    /** The next page, and those behind it. A deploy in between makes the token stale: then it starts over, a few times. */
    private void page(
            BrowseChildrenRequest request,
            List<GalaxyNode> before,
            int restarts,
            CompletableFuture<List<GalaxyNode>> target) {
        CompletableFuture<BrowseChildrenReply> reply = UnaryCall.send(
                channel, GalaxyRepositoryGrpc.getBrowseChildrenMethod(), request, options.callTimeout(), "");
        reply.whenComplete((page, failure) -> {
            if (failure != null && isStale(request, failure) && restarts > 0) {
                page(request.toBuilder().clearPageToken().build(), new ArrayList<>(), restarts - 1, target);
            } else if (failure != null) {
                target.completeExceptionally(failure);
            } else {
                for (int index = 0; index < page.getChildrenCount(); index++) {
                    before.add(new GalaxyNode(this, page.getChildren(index), page.getChildHasChildren(index)));
                }
                next(request, page, before, restarts, target);
            }
        });
    }

    private void next(
            BrowseChildrenRequest request,
            BrowseChildrenReply page,
            List<GalaxyNode> before,
            int restarts,
            CompletableFuture<List<GalaxyNode>> target) {
        if (page.getNextPageToken().isEmpty()) {
            target.complete(List.copyOf(before));
        } else {
            page(request.toBuilder().setPageToken(page.getNextPageToken()).build(), before, restarts, target);
        }
    }

    private static boolean isStale(BrowseChildrenRequest request, Throwable failure) {
        return !request.getPageToken().isEmpty()
                && failure instanceof GatewayException refusal
                && refusal.status() == Status.Code.INVALID_ARGUMENT;
    }
}
