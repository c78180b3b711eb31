package io.mxgateway.grpc.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Server;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.mxgateway.core.testing.Await;
import io.mxgateway.core.testing.NothingLeftBehind;
import io.mxgateway.proto.galaxy.v1.BrowseChildrenReply;
import io.mxgateway.proto.galaxy.v1.BrowseChildrenRequest;
import io.mxgateway.proto.galaxy.v1.GalaxyObject;
import io.mxgateway.proto.galaxy.v1.GalaxyRepositoryGrpc;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The tree of a galaxy over a socket, from a service that serves a fixed one. */
@ExtendWith(NothingLeftBehind.class)
class GalaxyBrowserTest {
    private final AtomicInteger loads = new AtomicInteger();
    private final AtomicInteger stale = new AtomicInteger();
    private Server server;
    private MxGatewayClient client;

    /** One root with three children on two pages. */
    private final class Tree extends GalaxyRepositoryGrpc.GalaxyRepositoryImplBase {
        @Override
        public void browseChildren(BrowseChildrenRequest request, StreamObserver<BrowseChildrenReply> answer) {
            loads.incrementAndGet();
            BrowseChildrenReply.Builder reply = BrowseChildrenReply.newBuilder();
            if (request.getParentGobjectId() == 0) {
                reply.addChildren(object(1)).addChildHasChildren(true);
            } else if (request.getPageToken().isEmpty()) {
                reply.addChildren(object(2)).addChildren(object(3)).setNextPageToken("more");
                reply.addChildHasChildren(false).addChildHasChildren(false);
            } else if (stale.getAndDecrement() > 0) {
                answer.onError(Status.INVALID_ARGUMENT.asRuntimeException());
                return;
            } else {
                reply.addChildren(object(4)).addChildHasChildren(false);
            }
            answer.onNext(reply.build());
            answer.onCompleted();
        }

        private GalaxyObject object(int id) {
            return GalaxyObject.newBuilder().setGobjectId(id).build();
        }
    }

    @BeforeEach
    void start() throws Exception {
        server = NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", 0))
                .addService(new Tree())
                .build()
                .start();
        client = new MxGatewayClient(ClientOptions.at("127.0.0.1", server.getPort()));
    }

    @AfterEach
    void stop() throws Exception {
        client.close();
        server.shutdownNow();
        assertThat(server.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
    }

    private static List<Integer> ids(List<GalaxyNode> nodes) {
        return nodes.stream().map(node -> node.object().getGobjectId()).toList();
    }

    @Test
    void allWhoAskForChildrenShareOneLoadOfAllPages() {
        GalaxyNode root = Await.result(client.galaxy().roots()).get(0);
        CompletableFuture<List<GalaxyNode>> cancelled = root.children();
        CompletableFuture<List<GalaxyNode>> second = root.children();
        cancelled.cancel(false);

        assertThat(ids(Await.result(second))).containsExactly(2, 3, 4);
        assertThat(ids(Await.result(root.children()))).containsExactly(2, 3, 4);
        assertThat(Await.result(Await.result(second).get(0).children())).isEmpty();
        assertThat(loads.get()).isEqualTo(3);
    }

    @Test
    void aTokenThatWentStaleStartsTheLoadOver() {
        GalaxyNode root = Await.result(client.galaxy().roots()).get(0);
        stale.set(1);

        assertThat(ids(Await.result(root.children()))).containsExactly(2, 3, 4);
        assertThat(loads.get()).isEqualTo(5);
    }
}
