package io.mxgateway.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.mxgateway.core.testing.Await;
import io.mxgateway.core.testing.NothingLeftBehind;
import io.mxgateway.proto.galaxy.v1.BrowseChildrenReply;
import io.mxgateway.proto.galaxy.v1.BrowseChildrenRequest;
import io.mxgateway.proto.galaxy.v1.DiscoverHierarchyRequest;
import io.mxgateway.proto.galaxy.v1.GalaxyAttribute;
import io.mxgateway.proto.galaxy.v1.GalaxyCacheState;
import io.mxgateway.proto.galaxy.v1.GalaxyObject;
import io.mxgateway.proto.galaxy.v1.GalaxyRepositoryGrpc;
import io.mxgateway.proto.galaxy.v1.GetLastDeployTimeRequest;
import io.mxgateway.proto.galaxy.v1.TestConnectionRequest;
import io.mxgateway.proto.galaxy.v1.WatchDeployEventsRequest;
import io.mxgateway.proto.v1.AddItemCommand;
import io.mxgateway.proto.v1.MxAccessGatewayGrpc;
import io.mxgateway.proto.v1.MxCommand;
import io.mxgateway.proto.v1.MxCommandKind;
import io.mxgateway.proto.v1.MxCommandReply;
import io.mxgateway.proto.v1.MxCommandRequest;
import io.mxgateway.proto.v1.OpenSessionReply;
import io.mxgateway.proto.v1.OpenSessionRequest;
import io.mxgateway.proto.v1.ReadBulkCommand;
import io.mxgateway.proto.v1.RegisterCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The galaxy of the simulator, browsed through the program and used by a session on it. */
@ExtendWith(NothingLeftBehind.class)
@EnabledOnOs({OS.LINUX, OS.MAC})
class GalaxyProgramTest {
    @TempDir
    Path directory;

    @Test
    void whatBrowsingShowsASessionCanUse() throws Exception {
        Path ready = directory.resolve("ready.json");
        try (RunningProgram gateway = RunningProgram.start(
                directory,
                "serve",
                "--port",
                "0",
                "--ready-file",
                ready.toString(),
                "--set",
                "auth.mode=disabled",
                "--set",
                "run.directory=" + directory.resolve("run"),
                "--set",
                "workers.class-data-archive=false")) {
            String address = gateway.contentOf(ready).replaceAll(".*\"grpc\":\"([^\"]+)\".*\\n", "$1");
            ManagedChannel channel = Grpc.newChannelBuilder(address, InsecureChannelCredentials.create())
                    .build();
            try {
                browse(GalaxyRepositoryGrpc.newBlockingStub(channel)
                        .withDeadlineAfter(2 * Await.NET.toSeconds(), TimeUnit.SECONDS));
                use(MxAccessGatewayGrpc.newBlockingStub(channel)
                        .withDeadlineAfter(2 * Await.NET.toSeconds(), TimeUnit.SECONDS));
            } finally {
                channel.shutdownNow();
                Await.until("the channel to end", channel::isTerminated);
            }
            gateway.signal("TERM");
            assertThat(gateway.exitCode()).as(gateway.err()).isZero();
        }
    }

    @Test
    void aGalaxyFileThatChangesIsDeployedToSessionsThatOpenThenAndOneThatGoesWrongIsNot() throws Exception {
        Path ready = directory.resolve("ready.json");
        Path file = Files.writeString(directory.resolve("mine.txtpb"), describing("First"));
        try (RunningProgram gateway = RunningProgram.start(
                directory,
                "serve",
                "--port",
                "0",
                "--ready-file",
                ready.toString(),
                "--set",
                "auth.mode=disabled",
                "--set",
                "run.directory=" + directory.resolve("run"),
                "--set",
                "workers.class-data-archive=false",
                "--set",
                "galaxy.tick=1s",
                "--set",
                "simulator.galaxy-file=" + file)) {
            String address = gateway.contentOf(ready).replaceAll(".*\"grpc\":\"([^\"]+)\".*\\n", "$1");
            ManagedChannel channel = Grpc.newChannelBuilder(address, InsecureChannelCredentials.create())
                    .build();
            try {
                var galaxy = GalaxyRepositoryGrpc.newBlockingStub(channel)
                        .withDeadlineAfter(3 * Await.NET.toSeconds(), TimeUnit.SECONDS);
                var stub = MxAccessGatewayGrpc.newBlockingStub(channel)
                        .withDeadlineAfter(3 * Await.NET.toSeconds(), TimeUnit.SECONDS);
                var deploys = galaxy.watchDeployEvents(WatchDeployEventsRequest.getDefaultInstance());
                assertThat(deploys.next().getObjectCount()).isEqualTo(1);
                assertThat(canRead(stub, "First.PV")).isTrue();
                replace(file, describing("First") + describing("Second"));
                assertThat(deploys.next().getObjectCount()).isEqualTo(2);
                assertThat(canRead(stub, "Second.PV")).isTrue();
                replace(file, "platforms {");
                Await.until(
                        "it is noticed",
                        () -> galaxy.getLastDeployTime(GetLastDeployTimeRequest.getDefaultInstance())
                                        .getCacheState()
                                == GalaxyCacheState.GALAXY_CACHE_STATE_STALE);
                assertThat(canRead(stub, "Second.PV")).isTrue();
            } finally {
                channel.shutdownNow();
                Await.until("the channel to end", channel::isTerminated);
            }
            gateway.signal("TERM");
            assertThat(gateway.exitCode()).as(gateway.err()).isZero();
        }
    }

    private static String describing(String platform) {
        return "platforms { tag_name: '" + platform
                + "' attributes { name: 'PV' data_type: MX_DATA_TYPE_INTEGER initial_value { int32_value: 7 } } }\n";
    }

    /** In one step, as editors do it. */
    private void replace(Path file, String text) throws IOException {
        Path fresh = Files.writeString(directory.resolve("fresh"), text);
        Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Whether a session that is opened now reads a value. */
    private static boolean canRead(MxAccessGatewayGrpc.MxAccessGatewayBlockingStub stub, String tag) {
        OpenSessionReply session = stub.openSession(OpenSessionRequest.getDefaultInstance());
        int server = registered(stub, session);
        MxCommandReply read = invoke(
                stub,
                session,
                MxCommand.newBuilder()
                        .setKind(MxCommandKind.MX_COMMAND_KIND_READ_BULK)
                        .setReadBulk(ReadBulkCommand.newBuilder()
                                .setServerHandle(server)
                                .addTagAddresses(tag)));
        return read.getReadBulk().getResults(0).hasValue();
    }

    private static int registered(MxAccessGatewayGrpc.MxAccessGatewayBlockingStub stub, OpenSessionReply session) {
        return invoke(
                        stub,
                        session,
                        MxCommand.newBuilder()
                                .setKind(MxCommandKind.MX_COMMAND_KIND_REGISTER)
                                .setRegister(RegisterCommand.newBuilder().setClientName("test")))
                .getRegister()
                .getServerHandle();
    }

    private static void browse(GalaxyRepositoryGrpc.GalaxyRepositoryBlockingStub galaxy) {
        assertThat(galaxy.testConnection(TestConnectionRequest.getDefaultInstance())
                        .getOk())
                .isTrue();
        assertThat(galaxy.getLastDeployTime(GetLastDeployTimeRequest.getDefaultInstance())
                        .getCacheState())
                .isEqualTo(GalaxyCacheState.GALAXY_CACHE_STATE_HEALTHY);
        BrowseChildrenReply roots = galaxy.browseChildren(BrowseChildrenRequest.getDefaultInstance());
        assertThat(roots.getChildrenCount()).isPositive();
        assertThat(roots.getChildHasChildrenList()).contains(true);
        GalaxyObject reactor = galaxy.discoverHierarchy(DiscoverHierarchyRequest.newBuilder()
                        .setRootTagName("Reactor_001")
                        .build())
                .getObjects(0);
        assertThat(reactor.getAttributesList())
                .extracting(GalaxyAttribute::getFullTagReference)
                .contains("Reactor_001.Recipe[]", "Reactor_001.Level");
        assertThat(galaxy.watchDeployEvents(WatchDeployEventsRequest.getDefaultInstance())
                        .next()
                        .getHasDeployTime())
                .isTrue();
    }

    /** Adds an array by its bare name; what it is advised on then is the array, and so it has a value. */
    private static void use(MxAccessGatewayGrpc.MxAccessGatewayBlockingStub stub) {
        OpenSessionReply session = stub.openSession(OpenSessionRequest.getDefaultInstance());
        assertThat(session.getCapabilitiesList()).contains("galaxy");
        int server = registered(stub, session);
        MxCommandReply added = invoke(
                stub,
                session,
                MxCommand.newBuilder()
                        .setKind(MxCommandKind.MX_COMMAND_KIND_ADD_ITEM)
                        .setAddItem(AddItemCommand.newBuilder()
                                .setServerHandle(server)
                                .setItemDefinition("Reactor_001.Recipe")));
        assertThat(added.getAddItem().getItemHandle()).isPositive();
        MxCommandReply read = invoke(
                stub,
                session,
                MxCommand.newBuilder()
                        .setKind(MxCommandKind.MX_COMMAND_KIND_READ_BULK)
                        .setReadBulk(ReadBulkCommand.newBuilder()
                                .setServerHandle(server)
                                .addTagAddresses("Reactor_001.Recipe[]")));
        assertThat(read.getReadBulk().getResults(0).getValue().hasArrayValue()).isTrue();
    }

    private static MxCommandReply invoke(
            MxAccessGatewayGrpc.MxAccessGatewayBlockingStub stub, OpenSessionReply session, MxCommand.Builder command) {
        return stub.invoke(MxCommandRequest.newBuilder()
                .setSessionId(session.getSessionId())
                .setCommand(command)
                .build());
    }
}
