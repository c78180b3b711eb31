package io.mxgateway.core.simulator;

import io.mxgateway.core.mx.MxEventBody;
import io.mxgateway.core.mx.MxEventData;
import io.mxgateway.core.mx.MxEventFamily;
import io.mxgateway.core.mx.MxQuality;
import io.mxgateway.core.mx.MxStatus;
import io.mxgateway.core.mx.MxValue;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/** Carries out the troubles ordered by writing to {@code _Simulator}. Guarded by the backend's queue. */
final class Scripting {
    /** What is to happen to the next command. */
    record NextCommand(boolean hangs, Duration delay) {
        static final NextCommand ORDINARY = new NextCommand(false, Duration.ZERO);
    }

    private static final List<MxStatus> GOOD = List.of(MxStatus.good());

    private final SimulatedGalaxyState galaxy;
    private final Pace pace;
    private final Outlet events;
    private final Consumer<Runnable> inQueue;
    private NextCommand next = NextCommand.ORDINARY;
    // True once the backend has crashed or is lost: nothing may be delivered any more.
    private boolean dead;

    /**
     * Nothing ordered yet.
     *
     * @param inQueue runs a task in the backend's queue, from any thread
     */
    Scripting(SimulatedGalaxyState galaxy, Pace pace, Outlet events, Consumer<Runnable> inQueue) {
        this.galaxy = galaxy;
        this.pace = pace;
        this.events = events;
        this.inQueue = inQueue;
    }

    /** What is to happen to the command that has just come; asked once for each. */
    NextCommand takeNext() {
        NextCommand taken = next;
        next = NextCommand.ORDINARY;
        return taken;
    }

    boolean isDead() {
        return dead;
    }

    /** Does what a write orders, if it is to a script and its value makes sense; the write completes like any other. */
    void order(Item item, WriteOrder write) {
        if (!(item.target() instanceof Target.Whole whole)) {
            return;
        }
        Script script = Script.of(whole.attribute());
        if (script == null) {
            return;
        }
        Conversion.Result value = whole.attribute().conversion().convert(write.value());
        if (value.isOk()) {
            run(script, item, value.content());
        }
    }

    private void run(Script script, Item item, MxValue.Content content) {
        switch (script) {
            case CRASH -> {
                dead = true;
                events.crash(((MxValue.Int32) content).value());
            }
            case LOST -> {
                dead = true;
                events.lost(text(content));
            }
            case HANG_NEXT_COMMAND -> next = new NextCommand(flag(content), next.delay());
            case SLOW_NEXT_COMMAND ->
                next = new NextCommand(next.hangs(), Duration.ofMillis(Math.max(0, ((MxValue.Int32) content).value())));
            case BURST -> new Burst(item, ((MxValue.Int32) content).value()).start();
            case OBJECT_OFF_SCAN -> galaxy.setTrouble(text(content), Trouble.offScan(galaxy.elapsed()));
            case OBJECT_ON_SCAN -> galaxy.setTrouble(text(content), Trouble.NONE);
            case ENGINE_LOST -> galaxy.setEngineTrouble(text(content), Trouble.engineLost(galaxy.elapsed()));
            case ENGINE_BACK -> galaxy.setEngineTrouble(text(content), Trouble.NONE);
            case REDEPLOY -> {
                if (flag(content)) {
                    galaxy.redeploy();
                }
            }
            case SECURITY -> galaxy.switchSecurity(flag(content));
            case ALARM_MANAGER_DOWN -> galaxy.alarms().setManagerDown(flag(content));
        }
    }

    private static String text(MxValue.Content content) {
        return ((MxValue.Text) content).value();
    }

    private static boolean flag(MxValue.Content content) {
        return ((MxValue.Bool) content).value();
    }

    /** Events as fast as they are taken, in portions between which other things get their turn. */
    private final class Burst {
        private final Item item;
        private final int count;
        private int delivered;

        Burst(Item item, int count) {
            this.item = item;
            this.count = count;
        }

        void start() {
            pace.at(galaxy.elapsed(), this::portion);
        }

        private void portion() {
            if (!item.isAdvised()) {
                return; // nothing of an item after its UnAdvise
            }
            Instant now = galaxy.wallAt(galaxy.elapsed());
            int end = (int) Math.min(count, (long) delivered + galaxy.options().burstChunk());
            while (delivered < end && events.isReady()) {
                delivered++;
                events.add(MxEventData.ofItem(
                        MxEventFamily.ON_DATA_CHANGE,
                        MxEventBody.DATA_CHANGE,
                        item.serverHandle(),
                        item.handle(),
                        MxValue.of(delivered),
                        MxQuality.GOOD,
                        now,
                        GOOD));
            }
            if (delivered >= count) {
                return;
            }
            if (events.isReady()) {
                start();
            } else {
                events.whenReady(() -> inQueue.accept(this::start));
            }
        }
    }
}
