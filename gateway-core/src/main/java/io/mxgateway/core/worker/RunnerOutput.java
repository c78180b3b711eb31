package io.mxgateway.core.worker;

import io.mxgateway.core.mx.MxEvent;
import io.mxgateway.core.mx.MxEventData;
import io.mxgateway.core.mx.MxReply;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * What a backend has produced and nobody has taken yet, in order. Whoever adds something while nobody is handing over,
 * hands over until nothing is left, so the sink is called by one thread at a time and events that come meanwhile make
 * up one batch.
 *
 * <p>Thread-safe.
 */
final class RunnerOutput {
    private static final Logger LOG = System.getLogger(RunnerOutput.class.getName());
    private static final int MAX_BATCH = 512;

    /** A reply, and how many events were produced before it. */
    private record Answer(long eventsBefore, String correlationId, MxReply reply) {}

    private final RunnerSink sink;
    private final int eventCapacity;
    private final Object lock = new Object();
    // All below is guarded by lock.
    private final ArrayDeque<MxEvent> events = new ArrayDeque<>();
    // Bounded by the commands that may be queued at the worker.
    private final ArrayDeque<Answer> answers = new ArrayDeque<>();
    // Who waits for room, run once there is some; a backend waits once at a time for each thing it holds back.
    private final List<Runnable> waitingForRoom = new ArrayList<>();
    // Events ever added, and of those the ones taken for the sink.
    private long added;
    private long taken;
    private boolean paused;
    // The last call to the sink, null while more may come; nothing is added after it is set.
    private Consumer<RunnerSink> lastWord;
    // Nothing is handed over any more: the last word was taken, or the output was cut.
    private boolean over;
    // Whether a thread is handing over.
    private boolean handingOver;

    /**
     * Nothing produced, not paused.
     *
     * @param eventCapacity how many events are held at most, while the sink is busy or paused
     */
    RunnerOutput(RunnerSink sink, int eventCapacity) {
        this.sink = sink;
        this.eventCapacity = eventCapacity;
    }

    /** Gives an event its place in the order. */
    @FunctionalInterface
    interface Sequencer {
        MxEvent at(MxEventData event, long sequence);
    }

    /** Adds events; returns false when there was not room for all of them, and the rest was not added. */
    boolean events(List<MxEventData> more, Sequencer sequencer) {
        synchronized (lock) {
            if (over || lastWord != null) {
                return true;
            }
            for (MxEventData event : more) {
                if (events.size() >= eventCapacity) {
                    return false;
                }
                events.add(sequencer.at(event, ++added));
            }
            if (handingOver || paused) {
                return true;
            }
            handingOver = true;
        }
        handOver();
        return true;
    }

    /** Whether no more than half of it is full; what has ended takes everything. */
    boolean hasRoom() {
        synchronized (lock) {
            return hasRoomLocked();
        }
    }

    private boolean hasRoomLocked() {
        return over || lastWord != null || events.size() <= eventCapacity / 2;
    }

    /** Runs a task once there is room, possibly now; never when the output ends first. */
    void whenRoom(Runnable task) {
        synchronized (lock) {
            if (!hasRoomLocked()) {
                waitingForRoom.add(task);
                return;
            }
        }
        task.run();
    }

    void reply(String correlationId, MxReply reply) {
        synchronized (lock) {
            if (over || lastWord != null) {
                return;
            }
            answers.add(new Answer(added, correlationId, under(correlationId, reply)));
            if (handingOver) {
                return;
            }
            handingOver = true;
        }
        handOver();
    }

    /** Ends the output after all that was produced before; returns whether this call ended it. */
    boolean end(Consumer<RunnerSink> word) {
        synchronized (lock) {
            if (over || lastWord != null) {
                return false;
            }
            lastWord = word;
            if (handingOver) {
                return true;
            }
            handingOver = true;
        }
        handOver();
        return true;
    }

    /** Ends the output at once: what was not handed over is dropped. A call that is under way ends by itself. */
    void cut() {
        synchronized (lock) {
            over = true;
            events.clear();
            answers.clear();
            waitingForRoom.clear();
        }
    }

    void pause() {
        synchronized (lock) {
            paused = true;
        }
    }

    void resume() {
        synchronized (lock) {
            paused = false;
            if (handingOver || over) {
                return;
            }
            handingOver = true;
        }
        handOver();
    }

    /** Events that wait for the sink. */
    int depth() {
        synchronized (lock) {
            return events.size();
        }
    }

    /** The sequence of the newest event, 0 when there was none. */
    long lastSequence() {
        synchronized (lock) {
            return added;
        }
    }

    private static MxReply under(String correlationId, MxReply reply) {
        return reply.correlationId().equals(correlationId) ? reply : reply.withCorrelationId(correlationId);
    }

    private void handOver() {
        while (true) {
            List<MxEvent> batch = null;
            Answer answer = null;
            Consumer<RunnerSink> word = null;
            List<Runnable> roomFor = List.of();
            synchronized (lock) {
                boolean held = paused && lastWord == null;
                answer = answers.peek();
                if (over) {
                    handingOver = false;
                    return;
                } else if (answer != null && (held || answer.eventsBefore() <= taken)) {
                    answers.remove();
                } else if (!events.isEmpty() && !held) {
                    batch = nextBatch(answer == null ? added : answer.eventsBefore());
                    if (!waitingForRoom.isEmpty() && hasRoomLocked()) {
                        roomFor = List.copyOf(waitingForRoom);
                        waitingForRoom.clear();
                    }
                } else if (lastWord != null) {
                    word = lastWord;
                    over = true;
                    waitingForRoom.clear();
                } else {
                    handingOver = false;
                    return;
                }
            }
            try {
                if (batch != null) {
                    sink.events(batch);
                    roomFor.forEach(Runnable::run);
                } else if (word != null) {
                    word.accept(sink);
                } else {
                    sink.reply(answer.correlationId(), answer.reply());
                }
            } catch (RuntimeException | Error e) {
                LOG.log(Level.ERROR, "what a backend produced could not be handed over; the rest goes on", e);
            }
        }
    }

    private List<MxEvent> nextBatch(long last) {
        int size = (int) Math.min(MAX_BATCH, last - taken);
        List<MxEvent> batch = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            batch.add(events.remove());
        }
        taken += size;
        return batch;
    }
}
