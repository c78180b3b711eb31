package io.mxgateway.grpc.worker.check;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.mxgateway.proto.worker.v1.WorkerEnvelope;
import io.mxgateway.proto.worker.v1.WorkerFault;
import io.mxgateway.proto.worker.v1.WorkerHello;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FrameTextTest {
    private final Identity identity = Identity.create(new Random(1));

    @Test
    void anEnvelopeShowsItsHeadItsBodysNameAndWhatIsInIt() {
        String text = received(envelope()
                .setWorkerFault(WorkerFault.newBuilder().setMessage("out of paper"))
                .build());

        assertThat(text)
                .isEqualTo("received version=1 session=" + identity.sessionId()
                        + " sequence=9 correlation=c-1 WorkerFault { message: \"out of paper\" }");
    }

    @Test
    void noNonceIsShownWhereverItIs() {
        String hello = received(envelope()
                .setWorkerHello(WorkerHello.newBuilder().setNonce(identity.nonce()))
                .build());
        String strange = received(envelope()
                .setWorkerHello(WorkerHello.newBuilder().setNonce("another launch's"))
                .build());
        String fault = received(envelope()
                .setWorkerFault(WorkerFault.newBuilder().setMessage("cannot use " + identity.nonce()))
                .build());

        assertThat(hello).contains("WorkerHello").doesNotContain(identity.nonce());
        assertThat(strange).doesNotContain("another launch's");
        assertThat(fault).contains("cannot use ***").doesNotContain(identity.nonce());
        assertThat(identity.toString()).doesNotContain(identity.nonce());
    }

    @Test
    void garbageShowsItsFirstBytesUpToASecret() {
        byte[] garbage = ("\u00ff\u00fe" + identity.nonce()).getBytes(ISO_8859_1);

        assertThat(FrameText.received(Frame.of(garbage, 0), identity))
                .isEqualTo("received 46 bytes that are no envelope: ff fe ... (44 more)");
    }

    @Test
    void aLongBodyIsCut() {
        String text = received(envelope()
                .setWorkerFault(WorkerFault.newBuilder().setMessage("x".repeat(10_000)))
                .build());

        assertThat(text.length()).isLessThan(700);
        assertThat(text).contains("more)");
    }

    @Test
    void twoBodiesInOneEnvelopeAreCounted() {
        WorkerEnvelope hello =
                envelope().setWorkerHello(WorkerHello.getDefaultInstance()).build();
        WorkerEnvelope fault =
                envelope().setWorkerFault(WorkerFault.getDefaultInstance()).build();

        assertThat(Frame.of(hello.toByteArray(), 0).bodies()).isOne();
        assertThat(Frame.of(envelope().build().toByteArray(), 0).bodies()).isZero();
        assertThat(Frame.of(hello.toByteString().concat(fault.toByteString()).toByteArray(), 0)
                        .bodies())
                .isEqualTo(2);
    }

    private WorkerEnvelope.Builder envelope() {
        return WorkerEnvelope.newBuilder()
                .setProtocolVersion(1)
                .setSessionId(identity.sessionId())
                .setSequence(9)
                .setCorrelationId("c-1");
    }

    private String received(WorkerEnvelope envelope) {
        return FrameText.received(Frame.of(envelope.toByteArray(), 0), identity);
    }
}
