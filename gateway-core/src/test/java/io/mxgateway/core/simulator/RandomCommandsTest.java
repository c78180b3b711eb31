package io.mxgateway.core.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.mxgateway.core.mx.MxCommand;
import io.mxgateway.core.mx.MxEventData;
import io.mxgateway.core.mx.MxReply;
import io.mxgateway.core.mx.MxReplyPayload;
import io.mxgateway.core.mx.MxValue;
import io.mxgateway.core.mx.ProtocolStatusCode;
import io.mxgateway.core.testing.Seed;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Random commands against a model too simple to be wrong: which items exist, which are advised, and how many
 * completions each is owed.
 */
class RandomCommandsTest {
    private static final List<String> TAGS = List.of(
            "Types.Integer", "Heartbeat.Counter", "Reactor_001.SetPoint", "No.Such", "Arrays.Integer[2]", "Bad.PV");

    /** What the model knows of an item. */
    private static final class Known {
        boolean advised;
        boolean suspended;
        int owed;
        int values;
    }

    private final Random random = Seed.random("RandomCommandsTest");
    private final Sim sim = new Sim();
    private final int server = sim.register();
    private final Map<Integer, Known> items = new TreeMap<>();
    private int lastHandle;
    private int completions;

    @Test
    void anySequenceOfCommandsKeepsThePromises() {
        for (int step = 0; step < 20_000; step++) {
            act();
            hear();
        }
        sim.pass(1_000);
        hear();
        assertThat(items.values()).allSatisfy(item -> assertThat(item.owed).isZero());

        assertThat(completions).isGreaterThan(500);
        items.keySet().forEach(handle -> sim.ok(new MxCommand.RemoveItem(server, handle)));
        sim.pass(1_000);
        assertThat(sim.time.pendingTimers()).isZero();
    }

    private void act() {
        int handle = random.nextInt(Math.max(1, lastHandle)) + 1;
        Known item = items.get(handle);
        switch (random.nextInt(9)) {
            case 0 -> add();
            case 1 ->
                expect(item != null, new MxCommand.Advise(server, handle), () -> {
                    item.values = item.advised ? item.values : 0;
                    item.advised = true;
                });
            case 2 ->
                expect(item != null, new MxCommand.UnAdvise(server, handle), () -> {
                    item.advised = false;
                    item.suspended = false;
                });
            case 3 -> {
                if (random.nextInt(4) == 0) {
                    boolean exists = item != null;
                    expect(exists, new MxCommand.RemoveItem(server, handle), () -> {
                        hear();
                        assertThat(item.owed).as("owed at removal").isZero();
                        items.remove(handle);
                    });
                }
            }
            case 4 ->
                expect(
                        item != null && item.advised,
                        new MxCommand.Suspend(server, handle),
                        () -> item.suspended = true);
            case 5 ->
                expect(
                        item != null && item.advised,
                        new MxCommand.Activate(server, handle),
                        () -> item.suspended = false);
            case 6 ->
                expect(
                        item != null && item.advised,
                        new MxCommand.Write(server, handle, MxValue.of(random.nextInt(50)), 0),
                        () -> item.owed++);
            case 7 -> sim.pass(random.nextInt(40));
            default -> sim.pass(random.nextInt(700));
        }
    }

    private void add() {
        MxReply reply = sim.ok(new MxCommand.AddItem(server, TAGS.get(random.nextInt(TAGS.size()))));
        int handle = ((MxReplyPayload.ItemHandle) reply.payload()).itemHandle();
        assertThat(handle).as("ascending, never reused").isEqualTo(lastHandle + 1);
        lastHandle = handle;
        items.put(handle, new Known());
    }

    private void expect(boolean success, MxCommand command, Runnable then) {
        hear();
        MxReply reply = sim.call(command);
        assertThat(reply.status().code())
                .as(command.toString())
                .isEqualTo(success ? ProtocolStatusCode.OK : ProtocolStatusCode.MXACCESS_FAILURE);
        if (success) {
            then.run();
        }
    }

    /** Every event that has come fits what the model knows. */
    private void hear() {
        List<MxEventData> heard = new ArrayList<>(sim.events);
        sim.events.clear();
        for (MxEventData event : heard) {
            Known item = items.get(event.itemHandle());
            assertThat(item).as(event.toString()).isNotNull();
            switch (event.family()) {
                case ON_WRITE_COMPLETE -> {
                    completions++;
                    assertThat(item.owed--).as(event.toString()).isPositive();
                }
                case ON_DATA_CHANGE -> {
                    assertThat(item.advised).as(event.toString()).isTrue();
                    assertThat(item.suspended).as(event.toString()).isFalse();
                    item.values++;
                }
                default -> assertThat(item.advised).as(event.toString()).isTrue();
            }
        }
    }
}
