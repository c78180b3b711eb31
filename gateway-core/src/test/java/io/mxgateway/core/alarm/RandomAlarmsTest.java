package io.mxgateway.core.alarm;

import static org.assertj.core.api.Assertions.assertThat;

import io.mxgateway.core.config.GatewayOptions;
import io.mxgateway.core.mx.AlarmConditionState;
import io.mxgateway.core.mx.MxActiveAlarm;
import io.mxgateway.core.testing.Seed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Alarms raise, clear and are acknowledged, workers die, events and answers overtake one another, clients come and go: no
 * client ever hears something impossible, and in the end each knows the truth.
 */
class RandomAlarmsTest {
    private static final int CLIENTS = 10;
    private static final int RUNS = 30;
    private static final int STEPS = 2_000;

    private final Logger logs = Logger.getLogger("io.mxgateway.core");
    private Level before;

    @BeforeEach
    void quiet() {
        before = logs.getLevel();
        logs.setLevel(Level.SEVERE);
    }

    @AfterEach
    void loud() {
        logs.setLevel(before);
    }

    @Test
    void everyViewIsPossibleAtAnyTimeAndTrueInTheEnd() {
        Random seeds = Seed.random("RandomAlarmsTest");
        for (int run = 0; run < RUNS; run++) {
            new Run(seeds.nextLong(), true).go();
        }
    }

    @Test
    void eventsThatWentPastTheMonitorAreMadeUpForByASnapshot() {
        AlarmHouse house = new AlarmHouse().started();
        house.plant.slow = true;
        // One frame that holds more than the session keeps: its beginning is gone before anybody can read it.
        int many = GatewayOptions.DEFAULT.events().logSize() + 10;
        for (int i = 0; i < many; i++) {
            house.plant.raise("Galaxy!Area.Tag" + i);
        }
        house.plant.deliverEvents(many);
        assertThat(house.monitor.active("")).hasSizeLessThan(many);
        house.advance(Duration.ofSeconds(1));
        house.plant.deliverAll();
        assertThat(house.client().read().alarms()).isEqualTo(AlarmView.of(house.plant.truth()));
        house.close();
    }

    @Test
    void aComparisonThatIsOvertakenByEventsOrOvertakesThemInventsNothing() {
        Random seeds = Seed.random("RandomAlarmsTest");
        for (int run = 0; run < RUNS; run++) {
            new Run(seeds.nextLong(), false).goWithoutLoss();
        }
    }

    private static final class Run {
        private final Random random;
        private final AlarmHouse house = new AlarmHouse();
        private final List<AlarmView> clients = new ArrayList<>();

        private final boolean deaths;

        Run(long seed, boolean deaths) {
            random = new Random(seed);
            this.deaths = deaths;
        }

        void goWithoutLoss() {
            house.started();
            AlarmView witness = house.client().read();
            house.plant.slow = true;
            for (int i = 0; i < STEPS; i++) {
                step();
            }
            settle();
            assertThat(witness.read().alarms()).isEqualTo(AlarmView.of(house.plant.truth()));
            Map<String, Integer> told = new TreeMap<>();
            for (String transition : witness.transitions()) {
                told.merge(transition.substring(transition.indexOf(' ') + 1), 1, Integer::sum);
            }
            told.forEach((reference, count) ->
                    assertThat(count).as(reference).isLessThanOrEqualTo(house.plant.transitions.get(reference)));
            house.close();
        }

        void go() {
            house.plant.slow = true;
            house.started();
            for (int i = 0; i < STEPS; i++) {
                step();
            }
            settle();
            while (clients.size() < CLIENTS) {
                clients.add(house.client());
            }
            for (AlarmView client : clients) {
                client.read();
                assertThat(client.alarms()).isEqualTo(AlarmView.of(house.plant.truth()));
                assertThat(client.provider().degraded()).isFalse();
            }
            assertThat(house.monitor.active("").stream()
                            .map(message -> ((AlarmNews.Active) message.news()).alarm())
                            .toList())
                    .containsExactlyInAnyOrderElementsOf(house.plant.truth());
            house.close();
        }

        private void step() {
            int what = random.nextInt(100);
            if (what < 45) {
                changeSomething();
            } else if (what < 65) {
                house.plant.deliverEvents(1 + random.nextInt(4));
            } else if (what < 72) {
                if (house.plant.answersUnderWay() > 0) {
                    house.plant.deliverAnswer();
                }
            } else if (what < 80) {
                house.advance(Duration.ofMillis(random.nextInt(3) == 0 ? random.nextInt(40_000) : random.nextInt(2)));
            } else if (what < 81 && deaths) {
                house.killWorker();
            } else if (what < 86) {
                comeOrGo();
            } else if (!clients.isEmpty()) {
                clients.get(random.nextInt(clients.size())).read(1 + random.nextInt(20));
            }
        }

        private void comeOrGo() {
            if (clients.size() < CLIENTS) {
                clients.add(house.client());
            } else {
                clients.remove(random.nextInt(clients.size())).cursor().close();
            }
        }

        private void changeSomething() {
            String reference = "Galaxy!Area.Tag" + random.nextInt(12);
            MxActiveAlarm now = house.plant.truth().stream()
                    .filter(alarm -> alarm.alarmFullReference().equals(reference))
                    .findFirst()
                    .orElse(null);
            if (now == null || (now.currentState() == AlarmConditionState.INACTIVE && random.nextBoolean())) {
                house.plant.raise(reference);
            } else if (now.currentState() == AlarmConditionState.ACTIVE_ACKED
                    || (now.currentState() == AlarmConditionState.ACTIVE && random.nextBoolean())) {
                house.plant.clear(reference);
            } else {
                house.plant.acknowledge(reference, "op", "seen");
            }
        }

        /** Everything arrives, and there is time to compare. */
        private void settle() {
            for (int i = 0; i < 4; i++) {
                house.plant.deliverAll();
                house.advance(Duration.ofSeconds(31));
            }
            house.plant.deliverAll();
        }
    }
}
