package io.mxgateway.grpc.service;

import io.grpc.ServerCallHandler;
import io.mxgateway.core.galaxy.DeployWatch;
import io.mxgateway.core.galaxy.GalaxyConnection;
import io.mxgateway.core.galaxy.GalaxyDeploy;
import io.mxgateway.core.galaxy.GalaxyPage;
import io.mxgateway.core.galaxy.GalaxyRepository;
import io.mxgateway.core.galaxy.GalaxyStatus;
import io.mxgateway.core.session.SessionErrorCode;
import io.mxgateway.core.session.SessionException;
import io.mxgateway.grpc.codec.GalaxyCodec;
import io.mxgateway.grpc.codec.TimeCodec;
import io.mxgateway.proto.galaxy.v1.BrowseChildrenReply;
import io.mxgateway.proto.galaxy.v1.BrowseChildrenRequest;
import io.mxgateway.proto.galaxy.v1.DeployEvent;
import io.mxgateway.proto.galaxy.v1.DiscoverHierarchyReply;
import io.mxgateway.proto.galaxy.v1.DiscoverHierarchyRequest;
import io.mxgateway.proto.galaxy.v1.GetLastDeployTimeReply;
import io.mxgateway.proto.galaxy.v1.GetLastDeployTimeRequest;
import io.mxgateway.proto.galaxy.v1.TestConnectionReply;
import io.mxgateway.proto.galaxy.v1.TestConnectionRequest;
import io.mxgateway.proto.galaxy.v1.WatchDeployEventsRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The methods of the galaxy service. Thread-safe. */
final class GalaxyCalls {
    /** How long a client that sets no deadline waits for the first load. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final GalaxyRepository galaxy;
    private final CallSupport support;

    GalaxyCalls(GalaxyRepository galaxy, CallSupport support) {
        this.galaxy = galaxy;
        this.support = support;
    }

    ServerCallHandler<Incoming<TestConnectionRequest>, TestConnectionReply> testConnection() {
        return new UnaryHandler<>(
                new GalaxyUnary<TestConnectionRequest, GalaxyConnection, TestConnectionReply>(
                        (request, call) -> galaxy.testConnection(),
                        connection -> TestConnectionReply.newBuilder()
                                .setOk(connection.ok())
                                .setMessage(connection.message())
                                .build()),
                support);
    }

    ServerCallHandler<Incoming<GetLastDeployTimeRequest>, GetLastDeployTimeReply> lastDeployTime() {
        return new UnaryHandler<>(
                new GalaxyUnary<GetLastDeployTimeRequest, GalaxyStatus, GetLastDeployTimeReply>(
                        (request, call) -> galaxy.firstLoad(patience(call)), GalaxyCodec::deployTime),
                support);
    }

    ServerCallHandler<Incoming<DiscoverHierarchyRequest>, DiscoverHierarchyReply> discover() {
        return new UnaryHandler<>(
                new GalaxyUnary<DiscoverHierarchyRequest, GalaxyPage, DiscoverHierarchyReply>(
                        (request, call) -> galaxy.discover(
                                GalaxyRequests.query(request, call.identity().limits()),
                                GalaxyRequests.paging(request),
                                patience(call)),
                        GalaxyCodec::hierarchy),
                support);
    }

    ServerCallHandler<Incoming<BrowseChildrenRequest>, BrowseChildrenReply> browse() {
        return new UnaryHandler<>(
                new GalaxyUnary<BrowseChildrenRequest, GalaxyPage, BrowseChildrenReply>(
                        (request, call) -> galaxy.browse(
                                GalaxyRequests.query(request, call.identity().limits()),
                                GalaxyRequests.paging(request),
                                patience(call)),
                        GalaxyCodec::children),
                support);
    }

    /** The present deploy, then every one that comes. */
    ServerCallHandler<Incoming<WatchDeployEventsRequest>, DeployEvent> watch() {
        return (call, headers) -> PulledStream.start(
                call,
                headers,
                support,
                (facts, request, wakeUp) -> new Deploys(galaxy.watch(lastSeen(request), wakeUp)));
    }

    private static Optional<Instant> lastSeen(WatchDeployEventsRequest request) {
        return request.hasLastSeenDeployTime()
                ? Optional.of(TimeCodec.decode(request.getLastSeenDeployTime()))
                : Optional.empty();
    }

    private static Duration patience(CallFacts call) {
        Duration remaining = call.remaining();
        return remaining == null || remaining.compareTo(PATIENCE) > 0 ? PATIENCE : remaining;
    }

    private final class Deploys implements PulledStream.Source<DeployEvent> {
        private final DeployWatch watch;

        Deploys(DeployWatch watch) {
            this.watch = watch;
        }

        @Override
        public DeployEvent poll() {
            GalaxyDeploy deploy = watch.poll();
            return deploy == null ? null : GalaxyCodec.encode(deploy);
        }

        @Override
        public PulledStream.End end() {
            if (!watch.ended()) {
                return null;
            }
            return PulledStream.End.failed(
                    galaxy == GalaxyRepository.NONE
                            ? new SessionException(
                                    SessionErrorCode.GALAXY_UNAVAILABLE,
                                    galaxy.status().message())
                            : new SessionException(SessionErrorCode.SHUTTING_DOWN, "the gateway is shutting down"));
        }

        @Override
        public void close() {
            watch.close();
        }
    }
}
