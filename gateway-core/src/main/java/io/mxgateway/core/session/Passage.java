package io.mxgateway.core.session;

import io.mxgateway.core.mx.MxCommand;
import io.mxgateway.core.mx.MxReply;

/** How one command passes a {@link SessionGate}. Used once, by one thread after the other. */
public interface Passage {
    /** Nothing is changed. */
    Passage FREE = new Passage() {
        @Override
        public MxCommand command(MxCommand asked) {
            return asked;
        }

        @Override
        public MxReply reply(MxReply answered) {
            return answered;
        }
    };

    /**
     * What the worker is asked.
     *
     * @param asked what the client asked
     * @return null when nothing is left for the worker; {@link #reply} is then called with null
     */
    MxCommand command(MxCommand asked);

    /**
     * What the client is answered. Not called when the command had another outcome than a reply.
     *
     * @param answered what the worker answered; null when it was not asked
     */
    MxReply reply(MxReply answered);
}
