package io.mxgateway.core.session;

import io.mxgateway.core.config.AlarmOptions;
import io.mxgateway.core.mx.AlarmFailoverConfig;
import io.mxgateway.core.mx.AlarmProviderMode;
import io.mxgateway.core.mx.MxCommand;
import io.mxgateway.core.mx.MxReply;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Subscribes every new session to the alarms. A refusal either fails the opening or is a warning, as configured; a caller
 * who cancels and a session that is lost fail it in any case.
 */
final class AlarmSubscription implements AfterOpenStep {
    private static final Logger LOG = System.getLogger(AlarmSubscription.class.getName());
    private static final String NO_EXPRESSION =
            "alarms are enabled, but neither alarms.subscription-expression nor alarms.default-area is configured";

    private final SessionCommands commands;
    private final Optional<String> expression;
    private final boolean required;

    private AlarmSubscription(SessionCommands commands, Optional<String> expression, boolean required) {
        this.commands = commands;
        this.expression = expression;
        this.required = required;
    }

    /**
     * The step that the options ask for.
     *
     * @param thisHost tells the name of this host; asked only when it matters
     */
    static AfterOpenStep of(AlarmOptions options, SessionCommands commands, Supplier<String> thisHost) {
        if (!options.enabled() || !options.subscribeSessions()) {
            return AfterOpenStep.NONE;
        }
        boolean hostMatters = options.subscriptionExpression().isBlank()
                && options.machineName().isBlank()
                && !options.defaultArea().isBlank();
        Optional<String> expression = options.expression(hostMatters ? thisHost.get() : "");
        if (expression.isEmpty()) {
            LOG.log(Level.WARNING, NO_EXPRESSION + "; sessions will not be subscribed to alarms");
        }
        return new AlarmSubscription(commands, expression, options.requireSubscribeOnOpen());
    }

    @Override
    public CompletableFuture<Void> run(GatewaySession session) {
        Attempt attempt = new Attempt(session);
        if (expression.isEmpty()) {
            // Told once, when it was configured so; with every session it would hide what is worth a warning.
            attempt.refused(Level.DEBUG, "-", NO_EXPRESSION, null);
            return attempt;
        }
        attempt.follow(commands.internal(
                session,
                new MxCommand.SubscribeAlarms(
                        expression.get(), AlarmProviderMode.UNSPECIFIED, List.of(), AlarmFailoverConfig.DEFAULT)));
        return attempt;
    }

    private static String diagnosticOf(MxReply reply) {
        if (!reply.diagnosticMessage().isBlank()) {
            return reply.diagnosticMessage();
        }
        if (reply.status() != null && !reply.status().message().isBlank()) {
            return reply.status().message();
        }
        return "Worker rejected SubscribeAlarms.";
    }

    /** One session's subscription. Cancelling it cancels the command. */
    private final class Attempt extends CompletableFuture<Void> {
        private final GatewaySession session;
        // The command; null until it is sent. Written before it can be cancelled.
        private volatile CompletableFuture<MxReply> command;

        private Attempt(GatewaySession session) {
            this.session = session;
        }

        private void follow(CompletableFuture<MxReply> sent) {
            command = sent;
            sent.whenComplete(this::answered);
        }

        @Override
        public boolean cancel(boolean mayInterruptIfRunning) {
            boolean cancelled = super.cancel(mayInterruptIfRunning);
            CompletableFuture<MxReply> sent = command;
            if (cancelled && sent != null) {
                sent.cancel(mayInterruptIfRunning);
            }
            return cancelled;
        }

        private void answered(MxReply reply, Throwable error) {
            if (error != null) {
                Throwable cause = Failures.unwrapped(error);
                if (isCancellation(cause) || session.state() != SessionState.READY) {
                    completeExceptionally(cause);
                } else {
                    refused(Level.WARNING, statusOf(cause), Failures.textOf(cause), cause);
                }
            } else if (reply.status() == null || !reply.status().isOk()) {
                String status = reply.status() == null
                        ? "missing"
                        : reply.status().code().name();
                refused(Level.WARNING, status, diagnosticOf(reply), null);
            } else {
                complete(null);
            }
        }

        private void refused(Level level, String status, String diagnostic, Throwable cause) {
            String text = "alarms could not be subscribed: session=" + session.id() + " status=" + status
                    + " diagnostic=" + diagnostic;
            if (required) {
                completeExceptionally(
                        new SessionException(SessionErrorCode.OPEN_FAILED, text, Failures.facts(session), cause));
            } else {
                LOG.log(
                        level,
                        "alarms could not be subscribed; the session serves data without them: session={0} status={1}"
                                + " diagnostic={2}",
                        session.id(),
                        status,
                        diagnostic);
                complete(null);
            }
        }
    }

    private static boolean isCancellation(Throwable cause) {
        return cause instanceof CancellationException
                || (cause instanceof SessionException known && known.code() == SessionErrorCode.CANCELLED);
    }

    private static String statusOf(Throwable cause) {
        return cause instanceof SessionException known ? known.code().name() : "none";
    }
}
