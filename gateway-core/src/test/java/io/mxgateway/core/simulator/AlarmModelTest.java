package io.mxgateway.core.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.mxgateway.core.mx.AlarmConditionState;
import io.mxgateway.core.mx.AlarmFailoverConfig;
import io.mxgateway.core.mx.AlarmProviderMode;
import io.mxgateway.core.mx.MxActiveAlarm;
import io.mxgateway.core.mx.MxCommand;
import io.mxgateway.core.mx.MxEventFamily;
import io.mxgateway.core.mx.MxStatus;
import io.mxgateway.core.mx.MxValue;
import io.mxgateway.core.testing.Seed;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Alarms are raised, cleared and acknowledged in every way at random, next to a model that is as simple as can be. */
class AlarmModelTest {
    private static final int STEPS = 1_500;

    /** One alarm as the rules describe it: two facts, and no more. */
    private static final class Model {
        private final String tag;
        private final String group;
        private boolean inAlarm;
        private boolean unacked;

        Model(String tag, String group) {
            this.tag = tag;
            this.group = group;
        }

        String reference() {
            return "Galaxy!" + group + "." + tag;
        }

        /** What is told when the condition is such from now on; null for nothing. */
        String set(boolean condition) {
            if (condition == inAlarm) {
                return null;
            }
            inAlarm = condition;
            if (!condition) {
                return "CLEAR " + reference();
            }
            String kind = unacked ? "RETRIGGER " : "RAISE ";
            unacked = true;
            return kind + reference();
        }

        boolean acknowledge() {
            boolean was = unacked;
            unacked = false;
            return was;
        }

        AlarmConditionState state() {
            if (inAlarm) {
                return unacked ? AlarmConditionState.ACTIVE : AlarmConditionState.ACTIVE_ACKED;
            }
            return unacked ? AlarmConditionState.INACTIVE : null;
        }
    }

    private final Random random = Seed.random("AlarmModelTest");
    private final Sim sim = new Sim(Alarms.still());
    private final Sim otherSim = sim.another();
    private final Alarms first = new Alarms(sim);
    private final Alarms second = new Alarms(otherSim);
    private final AlarmView firstView = new AlarmView();
    private final AlarmView secondView = new AlarmView();
    private final Map<String, Integer> items = new HashMap<>();
    private final List<Model> models = List.of(
            new Model("Boiler.Trip", "North"),
            new Model("Boiler.Hot", "North"),
            new Model("Boiler.Flow", "North"),
            new Model("Fan.Stop", "Inner"),
            new Model("Tank.Full", "South"),
            new Model("South.Gas", "South"));
    private final List<String> expected = new ArrayList<>();
    private boolean down;

    private static MxCommand.SubscribeAlarms subscription() {
        return new MxCommand.SubscribeAlarms(
                "\\\\HOST\\Galaxy!Works", AlarmProviderMode.UNSPECIFIED, List.of(), new AlarmFailoverConfig(1, 1, 1));
    }

    private int item(String reference) {
        return items.computeIfAbsent(reference, r -> sim.subscribe(first.server, r));
    }

    private void write(String reference, MxValue value) {
        sim.write(first.server, item(reference), value);
    }

    private void settle() {
        sim.nextScan();
        sim.nextScan();
    }

    private void set(Model model) {
        boolean condition = random.nextBoolean();
        boolean within = random.nextBoolean();
        switch (model.tag) {
            case "Boiler.Hot" -> {
                write(model.tag, MxValue.of(condition ? 95.0 : within ? 87.0 : 10.0));
                condition = condition || (within && model.inAlarm); // the deadband holds what is in alarm
            }
            case "Tank.Full" -> write(model.tag, MxValue.of(condition ? 100 + random.nextInt(9) : random.nextInt(99)));
            case "Boiler.Flow" -> write(model.tag, MxValue.of(!condition));
            default -> write(model.tag, MxValue.of(condition));
        }
        String told = model.set(condition);
        if (told != null) {
            expected.add(told);
        }
    }

    private void acknowledge(Model model, Alarms by) {
        boolean known = model.acknowledge();
        if (known) {
            expected.add("ACKNOWLEDGE " + model.reference());
        }
        String guid = by.active(model.reference()).stream()
                .map(MxActiveAlarm::alarmGuid)
                .findFirst()
                .orElse("");
        int status =
                guid.isEmpty() || random.nextBoolean() ? by.acknowledge(model.group, model.tag) : by.acknowledge(guid);
        assertThat(status).as(model.reference()).isEqualTo(known ? 0 : 1015);
    }

    private void acknowledgeByMessage(Model model) {
        boolean known = model.acknowledge();
        if (known) {
            expected.add("ACKNOWLEDGE " + model.reference());
        }
        int item = item(model.tag + ".AckMsg");
        write(model.tag + ".AckMsg", MxValue.of("seen"));
        MxStatus status = sim.completion(item);
        assertThat(status.detail()).as(model.reference()).isEqualTo(known ? 0 : 1015);
    }

    private void step() {
        Model model = models.get(random.nextInt(models.size()));
        switch (random.nextInt(8)) {
            case 0 -> acknowledge(model, first);
            case 1 -> acknowledge(model, second);
            case 2 -> sim.pass(random.nextInt(400));
            case 3 -> {
                down = !down && random.nextBoolean();
                write("_Simulator.AlarmManagerDown", MxValue.of(down));
            }
            default -> set(model);
        }
        settle();
    }

    private List<String> follow(Alarms alarms, AlarmView view) {
        alarms.transitions().forEach(view::apply);
        return alarms.told();
    }

    private Map<String, AlarmConditionState> truth() {
        Map<String, AlarmConditionState> truth = new TreeMap<>();
        models.stream().filter(model -> model.state() != null).forEach(m -> truth.put(m.reference(), m.state()));
        return truth;
    }

    @Test
    void everySessionsEventsAndQueriesAgreeWithTheModel() {
        models.forEach(model -> item(model.tag));
        models.forEach(model -> item(model.tag + ".AckMsg"));
        item("_Simulator.AlarmManagerDown");
        sim.ok(subscription());
        otherSim.ok(subscription());
        for (int i = 0; i < STEPS; i++) {
            expected.clear();
            step();
            String what = "step " + i;
            assertThat(follow(first, firstView)).as(what).isEqualTo(expected);
            assertThat(follow(second, secondView)).as(what).isEqualTo(expected);
            Map<String, AlarmConditionState> truth = truth();
            assertThat(firstView.active()).as(what).isEqualTo(truth);
            assertThat(secondView.active()).as(what).isEqualTo(truth);
            assertThat(AlarmView.of(first.active())).as(what).isEqualTo(truth);
            assertThat(AlarmView.of(second.active())).as(what).isEqualTo(truth);
            if (random.nextInt(10) == 0) {
                byMessage(what);
            }
        }
    }

    private void byMessage(String what) {
        Model model = models.get(random.nextInt(models.size()));
        acknowledgeByMessage(model);
        settle();
        follow(first, firstView);
        follow(second, secondView);
        assertThat(firstView.active()).as(what).isEqualTo(truth());
        assertThat(secondView.active()).as(what).isEqualTo(truth());
        assertThat(sim.of(MxEventFamily.ON_ALARM_TRANSITION)).isEmpty();
    }
}
