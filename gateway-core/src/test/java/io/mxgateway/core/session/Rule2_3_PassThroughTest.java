package io.mxgateway.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.mxgateway.core.mx.MxCommand;
import io.mxgateway.core.mx.MxCommandKind;
import io.mxgateway.core.mx.MxReply;
import io.mxgateway.core.mx.MxReplyData;
import io.mxgateway.core.mx.MxStatus;
import io.mxgateway.core.testing.FakeScript;
import io.mxgateway.core.testing.FakeWorker;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class Rule2_3_PassThroughTest {
    @Test
    void whatMxAccessRefusesIsAReplyThatArrivesAsTheWorkerGaveIt() {
        MxReply refused =
                MxReplyData.refused(MxCommandKind.ADVISE, 0x80070057, List.of(MxStatus.good()), "unknown handle");
        Gateway gateway = new Gateway(new FakeScript() {
            @Override
            public CompletableFuture<MxReply> execute(FakeWorker worker, MxCommand command) {
                return CompletableFuture.completedFuture(refused);
            }
        });
        GatewaySession session = gateway.open();
        MxCommand advise = new MxCommand.Advise(1, 99);
        assertThat(gateway.invoke(session, advise)).isSameAs(refused);
        assertThat(gateway.worker().commands()).singleElement().isSameAs(advise);
        assertThat(session.state()).isEqualTo(SessionState.READY);
    }
}
