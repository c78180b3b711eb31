package io.mxgateway.grpc.worker.check;

import io.mxgateway.proto.v1.AddItemCommand;
import io.mxgateway.proto.v1.AdviseCommand;
import io.mxgateway.proto.v1.GetWorkerInfoCommand;
import io.mxgateway.proto.v1.MxCommand;
import io.mxgateway.proto.v1.MxCommandKind;
import io.mxgateway.proto.v1.PingCommand;
import io.mxgateway.proto.v1.RegisterCommand;
import io.mxgateway.proto.v1.UnAdviseCommand;

/** The commands that a check sends. Pure. */
final class Commands {
    /** A handle that nobody was given. */
    static final int UNKNOWN_HANDLE = 1_999_999_999;

    private Commands() {}

    static MxCommand ping(String message) {
        return of(MxCommandKind.MX_COMMAND_KIND_PING)
                .setPing(PingCommand.newBuilder().setMessage(message))
                .build();
    }

    static MxCommand workerInfo() {
        return of(MxCommandKind.MX_COMMAND_KIND_GET_WORKER_INFO)
                .setGetWorkerInfo(GetWorkerInfoCommand.getDefaultInstance())
                .build();
    }

    static MxCommand register() {
        return of(MxCommandKind.MX_COMMAND_KIND_REGISTER)
                .setRegister(RegisterCommand.newBuilder().setClientName("worker-check"))
                .build();
    }

    static MxCommand addItem(int server, String tag) {
        return of(MxCommandKind.MX_COMMAND_KIND_ADD_ITEM)
                .setAddItem(AddItemCommand.newBuilder().setServerHandle(server).setItemDefinition(tag))
                .build();
    }

    static MxCommand advise(int server, int item) {
        return of(MxCommandKind.MX_COMMAND_KIND_ADVISE)
                .setAdvise(AdviseCommand.newBuilder().setServerHandle(server).setItemHandle(item))
                .build();
    }

    static MxCommand unAdvise(int server, int item) {
        return of(MxCommandKind.MX_COMMAND_KIND_UN_ADVISE)
                .setUnAdvise(
                        UnAdviseCommand.newBuilder().setServerHandle(server).setItemHandle(item))
                .build();
    }

    private static MxCommand.Builder of(MxCommandKind kind) {
        return MxCommand.newBuilder().setKind(kind);
    }
}
