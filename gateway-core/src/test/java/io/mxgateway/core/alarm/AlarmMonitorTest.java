package io.mxgateway.core.alarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mxgateway.core.config.AlarmMonitorOptions;
import io.mxgateway.core.metrics.GatewayMetric;
import io.mxgateway.core.mx.AlarmAcknowledgement;
import io.mxgateway.core.mx.AlarmConditionState;
import io.mxgateway.core.mx.AlarmProviderMode;
import io.mxgateway.core.mx.AlarmTransitionKind;
import io.mxgateway.core.mx.MxCommand;
import io.mxgateway.core.mx.MxCommandKind;
import io.mxgateway.core.mx.MxReply;
import io.mxgateway.core.mx.MxReplyData;
import io.mxgateway.core.mx.MxReplyPayload;
import io.mxgateway.core.mx.ProtocolStatusCode;
import io.mxgateway.core.session.SessionErrorCode;
import io.mxgateway.core.session.SessionException;
import io.mxgateway.core.session.SessionState;
import io.mxgateway.core.testing.Await;
import io.mxgateway.core.testing.FakeTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AlarmMonitorTest {
    private static final String LEVEL = "Galaxy!Mixing.Reactor_001.Level";
    private static final String MOTOR = "Galaxy!Filling.Pump_002.Motor";
    private static final AlarmAcknowledgement SAID =
            new AlarmAcknowledgement("  seen & noted ü ", "op", "node", "DOM", "Olga Operator");

    private AlarmHouse house = new AlarmHouse();

    @AfterEach
    void nothingIsLeft() {
        house.close();
        assertThat(house.registry.size()).isZero();
        assertThat(house.workers.running()).isZero();
        for (GatewayMetric gauge : List.of(
                GatewayMetric.ALARMS_ACTIVE,
                GatewayMetric.ALARMS_PROVIDER_MODE,
                GatewayMetric.STREAMS_OPEN,
                GatewayMetric.SESSIONS_OPEN)) {
            assertThat(house.metrics.gauge(gauge)).as(gauge.metricName()).isZero();
        }
    }

    private static SessionErrorCode codeOf(Throwable failure) {
        return ((SessionException) failure).code();
    }

    @Test
    void itOwnsOneSessionThatCountsForNobodyAndSubscribesTheExpression() {
        house.started();
        assertThat(house.monitor.stateText()).isEqualTo("LIVE");
        assertThat(house.manager.slotsTaken()).isZero();
        assertThat(house.registry.sessions()).singleElement().satisfies(session -> {
            assertThat(session.owner()).isEqualTo("internal:alarms");
            assertThat(session.isInternal()).isTrue();
        });
        assertThat(house.workers.last().commands().get(0))
                .isInstanceOfSatisfying(
                        MxCommand.SubscribeAlarms.class,
                        command -> assertThat(command.subscriptionExpression()).isEqualTo(AlarmHouse.EXPRESSION));
    }

    @Test
    void aClientHearsTheActiveAlarmsThenTheirEndThenTheProviderThenTransitions() {
        house.plant.raise(LEVEL);
        house.started();
        house.plant.raise(MOTOR);
        AlarmView client = house.client().read();
        assertThat(client.heard())
                .extracting(AlarmNews::getClass)
                .map(Class::getSimpleName)
                .containsExactly("Active", "Active", "SnapshotComplete", "ProviderStatus");
        assertThat(client.provider().mode()).isEqualTo(AlarmProviderMode.ALARMMGR);
        assertThat(client.provider().degraded()).isFalse();
        house.plant.clear(MOTOR);
        house.plant.acknowledge(MOTOR, "op", "ok");
        client.read();
        assertThat(client.transitions()).containsExactly("CLEAR " + MOTOR, "ACKNOWLEDGE " + MOTOR);
        assertThat(client.alarms()).isEqualTo(AlarmView.of(house.plant.truth()));
    }

    @Test
    void theSnapshotEndsAlsoWhenItIsEmptyAndAlsoWithAFilter() {
        house.started();
        assertThat(house.client().read().heard().get(0)).isEqualTo(new AlarmNews.SnapshotComplete(0));
        house.plant.raise(LEVEL);
        AlarmView filtered = house.client("Galaxy!Filling.").read();
        assertThat(filtered.heard().get(0)).isEqualTo(new AlarmNews.SnapshotComplete(0));
    }

    @Test
    void aFilterIsAPrefixOfTheFullReferenceInAnyCase() {
        house.started();
        house.plant.raise(LEVEL);
        AlarmView mixing = house.client("galaxy!MIXING.").read();
        assertThat(mixing.alarms()).containsOnlyKeys(LEVEL);
        house.plant.raise(MOTOR);
        house.plant.clear(LEVEL);
        assertThat(mixing.read().transitions()).containsExactly("CLEAR " + LEVEL);
        assertThat(house.monitor.active("Galaxy!Fill")).hasSize(1);
        assertThat(house.monitor.active("Galaxy!F")).hasSize(1);
        assertThat(house.monitor.active("ixing")).isEmpty();
    }

    @Test
    void snapshotAndRegistrationAreOneStep() {
        house.started();
        house.plant.raise(LEVEL);
        AlarmView client = house.client();
        // Attached and nothing polled yet: what happens now is in the ring and not in the snapshot.
        house.plant.clear(LEVEL);
        client.read();
        assertThat(client.transitions()).containsExactly("CLEAR " + LEVEL);
        assertThat(client.alarms()).containsEntry(LEVEL, AlarmConditionState.INACTIVE);
    }

    @Test
    void aClientThatFoundNothingIsWokenOnceForAWholeFrame() {
        house.started();
        AlarmView client = house.client().read();
        house.plant.slow = true;
        house.plant.raise(LEVEL);
        house.plant.raise(MOTOR);
        house.plant.deliverEvents(2);
        assertThat(client.wakeUps).isEqualTo(1);
        assertThat(client.read().transitions()).hasSize(2);
    }

    @Test
    void aSlowClientIsEndedAndHoldsUpNobody() {
        house = new AlarmHouse(new AlarmMonitorOptions(Duration.ofSeconds(30), 16, 8)).started();
        AlarmView slow = house.client();
        AlarmView quick = house.client().read();
        for (int i = 0; i < 40; i++) {
            house.plant.raise("Galaxy!A.T" + i);
            quick.read();
        }
        assertThat(quick.alarms()).hasSize(40);
        assertThat(quick.cursor().end()).isNull();
        assertThat(codeOf(slow.cursor().end())).isEqualTo(SessionErrorCode.EVENT_QUEUE_OVERFLOW);
        assertThat(slow.cursor().end()).hasMessageContaining("alarms.feed-size=16");
        assertThat(slow.wakeUps).as("it is woken in order to end").isEqualTo(1);
        assertThat(slow.cursor().poll()).isNull();
        assertThat(house.metrics.counter(GatewayMetric.STREAMS_ENDED, "overflow"))
                .isEqualTo(1);
    }

    @Test
    void aClientThatIsExactlyTheWholeRingBehindLosesNothing() {
        house = new AlarmHouse(new AlarmMonitorOptions(Duration.ofSeconds(30), 16, 8)).started();
        AlarmView client = house.client();
        for (int i = 0; i < 16; i++) {
            house.plant.raise("Galaxy!A.T" + i);
        }
        assertThat(client.read().alarms()).hasSize(16);
        assertThat(client.cursor().end()).isNull();
    }

    @Test
    void thereIsAMaximumOfStreams() {
        house = new AlarmHouse(new AlarmMonitorOptions(Duration.ofSeconds(30), 16, 2)).started();
        AlarmView first = house.client();
        house.client();
        assertThatThrownBy(() -> house.client())
                .hasMessageContaining("maximum=2")
                .satisfies(failure -> assertThat(codeOf(failure)).isEqualTo(SessionErrorCode.SUBSCRIBER_LIMIT_REACHED));
        first.cursor().close();
        first.cursor().close();
        assertThat(codeOf(first.cursor().end())).isEqualTo(SessionErrorCode.CANCELLED);
        house.client();
    }

    @Test
    void aMessageIsEncodedOnceForAllClients() {
        house.started();
        List<AlarmFeedCursor> cursors =
                List.of(house.client().read().cursor(), house.client().read().cursor());
        house.plant.raise(LEVEL);
        List<Integer> encodings = new ArrayList<>();
        for (AlarmFeedCursor cursor : cursors) {
            cursor.poll().encoded(news -> {
                encodings.add(1);
                return new byte[] {1};
            });
        }
        assertThat(encodings).hasSize(1);
    }

    @Test
    void everyHalfMinuteDifferencesFromTheWorkersSnapshotBecomeTransitions() {
        house.started();
        house.plant.raise(LEVEL);
        house.plant.raise(MOTOR);
        AlarmView client = house.client().read();
        client.heard().clear();
        house.plant.loseSilently(LEVEL);
        house.advance(Duration.ofSeconds(29));
        assertThat(client.read().transitions()).isEmpty();
        house.advance(Duration.ofSeconds(1));
        assertThat(client.read().transitions()).containsExactly("CLEAR " + LEVEL, "ACKNOWLEDGE " + LEVEL);
        assertThat(client.alarms()).containsOnlyKeys(MOTOR);
        int queries = house.plant.queries;
        house.advance(Duration.ofSeconds(90));
        assertThat(house.plant.queries).isEqualTo(queries + 3);
        assertThat(client.read().transitions()).as("no difference, no word").isEmpty();
    }

    @Test
    void whenTheWorkerDiesClientsStayAndHearOfItAndThenTheDifferencesOnly() {
        house.started();
        house.plant.raise(LEVEL);
        house.plant.raise(MOTOR);
        AlarmView client = house.client().read();
        house.killWorker();
        client.read();
        assertThat(client.provider().degraded()).isTrue();
        assertThat(client.provider().reason()).contains("killed");
        assertThat(client.provider().mode()).isEqualTo(AlarmProviderMode.UNSPECIFIED);
        assertThat(client.provider().since()).isEqualTo(FakeTime.START);
        assertThat(client.cursor().end()).isNull();
        client.heard().clear();
        house.plant.acknowledge(LEVEL, "op", "meanwhile");
        house.plant.raise("Galaxy!A.New");
        house.advance(Duration.ofMillis(999));
        assertThat(house.workers.started()).isEqualTo(1);
        house.advance(Duration.ofMillis(1));
        assertThat(house.workers.started()).isEqualTo(2);
        client.read();
        assertThat(client.heard().get(client.heard().size() - 1)).isInstanceOf(AlarmNews.ProviderStatus.class);
        assertThat(client.provider().degraded()).isFalse();
        assertThat(client.transitions()).containsExactly("ACKNOWLEDGE " + LEVEL, "RAISE Galaxy!A.New");
        assertThat(client.alarms()).isEqualTo(AlarmView.of(house.plant.truth()));
    }

    @Test
    void theDelayDoublesFromOneSecondToThirtyAndBeginsAnewAfterASessionThatLasted() {
        house.plant.broken = true;
        house.started();
        AlarmView client = house.client();
        for (int seconds : List.of(1, 2, 4, 8, 16, 30, 30)) {
            int before = house.workers.started();
            house.advance(Duration.ofSeconds(seconds).minusMillis(1));
            assertThat(house.workers.started()).as("before " + seconds).isEqualTo(before);
            house.advance(Duration.ofMillis(1));
            assertThat(house.workers.started()).as("after " + seconds).isEqualTo(before + 1);
        }
        assertThat(client.read().provider().since())
                .as("there is none since the start, however often it was tried")
                .isEqualTo(FakeTime.START);
        house.plant.broken = false;
        house.advance(Duration.ofSeconds(30));
        assertThat(house.monitor.stateText()).isEqualTo("LIVE");
        house.advance(Duration.ofSeconds(30));
        house.killWorker();
        assertThat(client.read().provider().since()).isEqualTo(house.time.now());
        house.advance(Duration.ofSeconds(1));
        assertThat(house.monitor.stateText()).isEqualTo("LIVE");
    }

    @Test
    void aClientThatComesWhileThereIsNoWorkerHearsWhatIsKnownAndThatItMayBeOld() {
        house.started();
        house.plant.raise(LEVEL);
        house.plant.broken = true;
        house.killWorker();
        AlarmView client = house.client().read();
        assertThat(client.alarms()).containsOnlyKeys(LEVEL);
        assertThat(client.provider().degraded()).isTrue();
        assertThat(house.monitor.active("")).hasSize(1);
    }

    @Test
    void beforeAnyWorkerHasToldThereIsNoAnswerToWhatIsActive() {
        house.plant.broken = true;
        house.started();
        assertThatThrownBy(() -> house.monitor.active(""))
                .satisfies(failure -> assertThat(codeOf(failure)).isEqualTo(SessionErrorCode.WORKER_LOST));
        AlarmView client = house.client().read();
        assertThat(client.provider().degraded()).isTrue();
        house.plant.broken = false;
        house.plant.raise(LEVEL);
        house.advance(Duration.ofSeconds(1));
        assertThat(client.read().transitions()).containsExactly("RAISE " + LEVEL);
        assertThat(client.provider().degraded()).isFalse();
    }

    @Test
    void aSubscriptionThatIsRefusedIsTriedAgainWithAFreshSession() {
        house.plant.subscription = CompletableFuture.completedFuture(
                MxReplyData.refused(MxCommandKind.SUBSCRIBE_ALARMS, 5, List.of(), "no such area"));
        house.started();
        AlarmView client = house.client().read();
        assertThat(client.provider().reason()).contains("no such area");
        assertThat(house.registry.size()).as("the useless session is gone").isZero();
        house.plant.subscription = null;
        house.advance(Duration.ofSeconds(1));
        assertThat(house.monitor.stateText()).isEqualTo("LIVE");
    }

    @Test
    void aWorkerThatCannotTellYetKeepsItsSessionAndIsAskedAgain() {
        house.plant.query = CompletableFuture.completedFuture(
                MxReplyData.refused(MxCommandKind.QUERY_ACTIVE_ALARMS, 5, List.of(), "the alarm manager is away"));
        house.started();
        AlarmView client = house.client().read();
        assertThat(client.provider().reason()).contains("the alarm manager is away");
        house.plant.switchTo(AlarmProviderMode.ALARMMGR, "the first word");
        assertThat(house.metrics.counter(
                        GatewayMetric.ALARMS_PROVIDER_SWITCHES, "unspecified", "alarmmgr", "fail-back"))
                .as("where a session begins is no switch")
                .isZero();
        house.plant.switchTo(AlarmProviderMode.SUBTAG, "failed 3 times");
        assertThat(client.read().provider().mode())
                .as("there is a provider when there is something to go by")
                .isEqualTo(AlarmProviderMode.UNSPECIFIED);
        house.plant.query = null;
        house.advance(Duration.ofSeconds(2));
        assertThat(house.workers.started()).isEqualTo(1);
        assertThat(client.read().provider().mode()).isEqualTo(AlarmProviderMode.SUBTAG);
        assertThat(house.monitor.stateText()).isEqualTo("LIVE");
    }

    @Test
    void aSwitchOfTheProviderIsPassedOnAndCountedAndItsRecordsAreMarked() {
        house.started();
        house.plant.raise(LEVEL);
        AlarmView client = house.client().read();
        house.plant.switchTo(AlarmProviderMode.SUBTAG, "the alarm manager failed 3 times in a row");
        assertThat(client.read().provider().degraded()).isTrue();
        assertThat(client.provider().reason()).contains("3 times");
        assertThat(house.metrics.gauge(GatewayMetric.ALARMS_PROVIDER_MODE)).isEqualTo(2);
        house.plant.raise(MOTOR);
        client.read();
        assertThat(client.heard().get(client.heard().size() - 1))
                .isInstanceOfSatisfying(
                        AlarmNews.Transition.class,
                        told -> assertThat(told.transition().degraded()).isTrue());
        house.plant.switchTo(AlarmProviderMode.ALARMMGR, "back");
        assertThat(client.read().provider().degraded()).isFalse();
        assertThat(house.metrics.counter(GatewayMetric.ALARMS_PROVIDER_SWITCHES, "alarmmgr", "subtag", "fail-over"))
                .isEqualTo(1);
        assertThat(house.metrics.counter(GatewayMetric.ALARMS_PROVIDER_SWITCHES, "subtag", "alarmmgr", "fail-back"))
                .isEqualTo(1);
    }

    @Test
    void aDoubtIsSettledByASnapshotAfterASecondAndDoesNotWaitForTheNextComparison() {
        house.started();
        AlarmView client = house.client().read();
        house.plant.emit(
                house.plant.transition(LEVEL, AlarmTransitionKind.CLEAR, "nobody's", house.time.now(), "", ""));
        assertThat(client.read().transitions()).as("it was never raised").isEmpty();
        int before = house.plant.queries;
        house.advance(Duration.ofMillis(999));
        assertThat(house.plant.queries).isEqualTo(before);
        house.advance(Duration.ofMillis(1));
        assertThat(house.plant.queries).isEqualTo(before + 1);
        house.advance(Duration.ofSeconds(10));
        assertThat(house.plant.queries).as("it is settled").isEqualTo(before + 1);
        house.plant.switchTo(AlarmProviderMode.SUBTAG, "away");
        house.advance(Duration.ofSeconds(1));
        assertThat(house.plant.queries)
                .as("another provider may see other things")
                .isEqualTo(before + 2);
    }

    private void hearSomethingImpossible() {
        house.plant.emit(
                house.plant.transition(LEVEL, AlarmTransitionKind.CLEAR, "nobody's", house.time.now(), "", ""));
    }

    @Test
    void aSecondDoubtDoesNotPutOffTheSnapshotThatTheFirstHasAskedFor() {
        house.started();
        int before = house.plant.queries;
        hearSomethingImpossible();
        house.advance(Duration.ofMillis(900));
        hearSomethingImpossible();
        house.advance(Duration.ofMillis(100));
        assertThat(house.plant.queries).isEqualTo(before + 1);
    }

    @Test
    void aSnapshotThatLeavesADoubtIsFollowedByAnotherAtOnceAndNotByTheNextComparison() {
        house.started();
        house.plant.slow = true;
        house.advance(Duration.ofSeconds(30));
        int before = house.plant.queries;
        // After the snapshot was asked for, and told before it.
        house.plant.raise(MOTOR);
        house.plant.deliverEvents(1);
        house.plant.deliverAnswer();
        house.advance(Duration.ofSeconds(1));
        assertThat(house.plant.queries).isEqualTo(before + 1);
        house.plant.deliverAll();
        assertThat(house.client().read().alarms()).containsOnlyKeys(MOTOR);
        house.advance(Duration.ofSeconds(10));
        assertThat(house.plant.queries).as("it is settled").isEqualTo(before + 1);
    }

    @Test
    void aWorkerIsNotAskedAgainWhileItHasNotAnsweredHoweverManyDoubtsThereAre() {
        house.started();
        house.plant.slow = true;
        house.advance(Duration.ofSeconds(30));
        int before = house.plant.queries;
        hearSomethingImpossible();
        house.plant.deliverEvents(1);
        house.advance(Duration.ofSeconds(2));
        assertThat(house.plant.queries).isEqualTo(before);
        house.plant.deliverAll();
    }

    @Test
    void afterALossNothingOfTheLastSessionCounts() {
        house.started();
        AlarmView client = house.client().read();
        house.plant.switchTo(AlarmProviderMode.SUBTAG, "away");
        house.plant.query = CompletableFuture.completedFuture(
                MxReplyData.refused(MxCommandKind.QUERY_ACTIVE_ALARMS, 5, List.of(), "not now"));
        house.plant.degraded = false;
        house.killWorker();
        house.advance(Duration.ofSeconds(1));
        // The delays between questions grow within a session.
        house.advance(Duration.ofSeconds(7));
        house.killWorker();
        house.advance(Duration.ofSeconds(2));
        int before = house.plant.queries;
        house.plant.query = null;
        house.advance(Duration.ofSeconds(1));
        assertThat(house.plant.queries).isEqualTo(before + 1);
        assertThat(client.read().provider().mode())
                .as("a fresh worker begins with its alarm manager")
                .isEqualTo(AlarmProviderMode.ALARMMGR);
    }

    @Test
    void aProviderThatKnowsOnlySomeAlarmsEndsNoneThatItNeverTold() {
        house.started();
        house.plant.raise(LEVEL);
        AlarmView client = house.client().read();
        house.plant.switchTo(AlarmProviderMode.SUBTAG, "away");
        house.plant.loseSilently(LEVEL);
        client.heard().clear();
        house.advance(Duration.ofSeconds(60));
        assertThat(client.read().transitions()).isEmpty();
        house.plant.switchTo(AlarmProviderMode.ALARMMGR, "back");
        house.advance(Duration.ofSeconds(30));
        assertThat(client.read().transitions()).containsExactly("CLEAR " + LEVEL, "ACKNOWLEDGE " + LEVEL);
    }

    @Test
    void theActiveAlarmsAreCounted() {
        house.started();
        house.plant.raise(LEVEL);
        house.plant.raise(MOTOR);
        house.plant.clear(MOTOR);
        assertThat(house.metrics.gauge(GatewayMetric.ALARMS_ACTIVE)).isEqualTo(2);
        house.plant.acknowledge(MOTOR, "", "");
        assertThat(house.metrics.gauge(GatewayMetric.ALARMS_ACTIVE)).isEqualTo(1);
    }

    private AlarmAcknowledgementResult acknowledge(String reference) {
        return Await.result(house.monitor.acknowledge(reference, SAID, null));
    }

    private MxCommand lastCommand() {
        List<MxCommand> commands = house.workers.last().commands();
        return commands.get(commands.size() - 1);
    }

    @Test
    void anAcknowledgementByNameOrGuidReachesTheWorkerUnchanged() {
        house.started();
        assertThat(acknowledge("Galaxy!Mixing.Reactor_001.Level.Hi!x")
                        .protocolStatus()
                        .isOk())
                .isTrue();
        assertThat(lastCommand())
                .isEqualTo(new MxCommand.AcknowledgeAlarmByName("Reactor_001.Level.Hi!x", "Galaxy", "Mixing", SAID));
        String guid = "0f8fad5b-d9cb-469f-a165-70867728950e";
        assertThat(acknowledge(guid).nativeStatus()).hasValue(0);
        assertThat(lastCommand()).isEqualTo(new MxCommand.AcknowledgeAlarm(guid, SAID));
        assertThat(acknowledge("{" + guid + "}").protocolStatus().isOk()).isTrue();
        assertThat(acknowledge(guid.replace("-", "")).protocolStatus().isOk()).isTrue();
    }

    @Test
    void anythingElseIsAnInvalidRequestInTheReplyAndNobodyIsAsked() {
        house.started();
        int commands = house.workers.last().commands().size();
        for (String reference : List.of(
                "",
                " ",
                "Level",
                "Galaxy!Area",
                "Galaxy!.Tag",
                "!Area.Tag",
                "Galaxy!Area.",
                "Galaxy.Area!Tag",
                "0f8fad5b-d9cb-469f-a165",
                "1-1-1-1-1")) {
            AlarmAcknowledgementResult result = acknowledge(reference);
            assertThat(result.protocolStatus().code()).as(reference).isEqualTo(ProtocolStatusCode.INVALID_REQUEST);
            assertThat(result.nativeStatus()).isEmpty();
            assertThat(result.diagnosticMessage()).contains("Provider!Group.Tag");
        }
        assertThat(house.workers.last().commands()).hasSize(commands);
    }

    @Test
    void withoutAWorkerNothingCanBeAcknowledged() {
        house.plant.broken = true;
        house.started();
        assertThat(codeOf(Await.failure(house.monitor.acknowledge(LEVEL, SAID, null))))
                .isEqualTo(SessionErrorCode.WORKER_LOST);
    }

    @Test
    void theNativeStatusIsTheResultAlsoWhereTheWorkerCallsARefusalASuccess() {
        MxReply reply = MxReplyData.ok(MxCommandKind.ACKNOWLEDGE_ALARM, new MxReplyPayload.NativeStatus(-55));
        AlarmAcknowledgementResult result = AlarmAcknowledgementResult.of(reply);
        assertThat(result.protocolStatus().code()).isEqualTo(ProtocolStatusCode.MXACCESS_FAILURE);
        assertThat(result.nativeStatus()).hasValue(-55);
        assertThat(result.status().isOk()).isFalse();
        assertThat(result.status().detail()).isEqualTo(-55);
    }

    @Test
    void disabledAlarmsRefuseEverythingSayingSo() {
        AlarmService none = AlarmService.DISABLED;
        assertThat(none.enabled()).isFalse();
        assertThatThrownBy(() -> none.stream("", () -> {})).hasMessageContaining("alarms.enabled");
        assertThatThrownBy(() -> none.active(""))
                .satisfies(failure -> assertThat(codeOf(failure)).isEqualTo(SessionErrorCode.ALARMS_DISABLED));
        assertThat(codeOf(Await.failure(none.acknowledge(LEVEL, SAID, null))))
                .isEqualTo(SessionErrorCode.ALARMS_DISABLED);
    }

    @Test
    void withoutAnExpressionClientsAreToldWhatIsMissing() {
        house = new AlarmHouse(AlarmMonitorOptions.DEFAULT, Optional.empty()).started();
        assertThat(house.client().read().provider().reason())
                .contains("alarms.subscription-expression")
                .contains("alarms.default-area");
        assertThat(house.workers.started()).isZero();
    }

    @Test
    void closingItEndsItsSessionAndEveryClient() {
        house.started();
        AlarmView client = house.client();
        var session = house.registry.sessions().iterator().next();
        house.monitor.close();
        house.monitor.close();
        assertThat(session.state()).isEqualTo(SessionState.CLOSED);
        assertThat(codeOf(client.cursor().end())).isEqualTo(SessionErrorCode.SHUTTING_DOWN);
        assertThat(client.cursor().poll()).isNull();
        assertThatThrownBy(() -> house.client())
                .satisfies(failure -> assertThat(codeOf(failure)).isEqualTo(SessionErrorCode.SHUTTING_DOWN));
        house.monitor.start();
        assertThat(house.workers.started()).isEqualTo(1);
    }

    @Test
    void aShutdownOfTheManagerEndsItToo() {
        house.started();
        AlarmView client = house.client();
        Await.result(house.manager.shutdown());
        assertThat(codeOf(client.cursor().end())).isEqualTo(SessionErrorCode.SHUTTING_DOWN);
        assertThat(house.monitor.stateText()).isEqualTo("STOPPED");
    }

    @Test
    void closingItWhileItWaitsLeavesNoTimer() {
        house.plant.broken = true;
        house.started();
        house.advance(Duration.ofSeconds(40));
        house.monitor.close();
        Await.result(house.manager.shutdown());
        assertThat(house.time.pendingTimers()).isZero();
    }
}
