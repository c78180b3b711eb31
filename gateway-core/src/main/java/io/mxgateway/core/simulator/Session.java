package io.mxgateway.core.simulator;

import io.mxgateway.core.mx.MxStatus;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * The MXAccess object of one session: what each call does to registrations and items. Guarded by the backend's queue.
 * What MXAccess refuses is thrown as a {@link Refusal}.
 */
final class Session {
    private final SimulatedGalaxyState galaxy;
    private final SimulatorOptions options;
    private final Outlet events;
    private final Consumer<Runnable> inQueue;
    private final Map<Integer, Registration> registrations = new LinkedHashMap<>();
    private final Pace pace;
    private final ScanLoop scans;
    private final Advising advising;
    private final Writes writes;
    private final Scripting scripting;
    private final SessionAlarms alarms;
    // The server handle the next Register gets; never goes back.
    private int nextServer = 1;
    // Whether changes are held back until the events can be taken again.
    private boolean waitingForSink;

    /**
     * A session without registrations.
     *
     * @param inQueue runs a task in the backend's queue, from any thread
     * @param wake what the timer calls, see {@link Pace}
     */
    Session(
            SimulatedGalaxyState galaxy,
            String sessionId,
            Outlet events,
            Consumer<Runnable> inQueue,
            LongConsumer wake) {
        this.galaxy = galaxy;
        this.options = galaxy.options();
        this.events = events;
        this.inQueue = inQueue;
        this.pace = new Pace(galaxy, this::scan, wake);
        this.scans = new ScanLoop(galaxy, registrations.values(), events);
        this.advising = new Advising(galaxy, pace, scans, events, inQueue, sessionId);
        this.writes = new Writes(galaxy, pace, events);
        this.scripting = new Scripting(galaxy, pace, events, inQueue);
        this.alarms = new SessionAlarms(galaxy, pace, events);
    }

    Outlet events() {
        return events;
    }

    Pace pace() {
        return pace;
    }

    Scripting scripting() {
        return scripting;
    }

    Advising advising() {
        return advising;
    }

    SessionAlarms alarms() {
        return alarms;
    }

    private boolean scan(long scanTime) {
        writes.complete(scanTime);
        advising.completeOperations();
        deliverChanges(scanTime);
        alarms.scan(scanTime);
        return scans.isNeeded() || alarms.isNeeded();
    }

    private void deliverChanges(long scanTime) {
        if (!waitingForSink && !scans.deliverChanges(scanTime)) {
            waitingForSink = true;
            events.whenReady(() -> inQueue.accept(this::catchUp));
        }
    }

    /** The events can be taken again: what has changed meanwhile is delivered once, with its last value. */
    private void catchUp() {
        waitingForSink = false;
        long now = galaxy.elapsed();
        deliverChanges(now - now % galaxy.scanNanos());
    }

    Refusal invalid(String message) {
        return new Refusal(options.choices().invalidArgumentResult(), message);
    }

    int register() {
        int handle = nextServer++;
        registrations.put(
                handle,
                new Registration(
                        handle,
                        options.choices().firstItemHandle(),
                        options.bufferedInterval().toNanos()));
        return handle;
    }

    Registration registration(int handle) throws Refusal {
        Registration registration = registrations.get(handle);
        if (registration == null) {
            throw invalid("server handle " + handle + " is not registered; use one that Register returned and that"
                    + " was not unregistered");
        }
        return registration;
    }

    Item item(Registration registration, int handle) throws Refusal {
        Item item = registration.item(handle);
        if (item == null) {
            throw invalid("item handle " + handle + " does not exist in server handle " + registration.handle()
                    + "; use one that AddItem returned and that was not removed");
        }
        return item;
    }

    void unregister(int handle) throws Refusal {
        Registration registration = registration(handle);
        if (!registration.items().isEmpty() && !options.choices().unregisterRemovesItems()) {
            throw invalid("server handle " + handle + " still has "
                    + registration.items().size() + " items; remove them first");
        }
        for (Item item : registration.itemsNow()) {
            remove(registration, item);
        }
        registrations.remove(handle);
    }

    /**
     * Adds an item.
     *
     * @param context the object that a relative reference starts from; null for an absolute one
     */
    Item add(Registration registration, String definition, String context, boolean buffered) throws Refusal {
        String reference = reference(definition, context);
        Target target = galaxy.resolve(reference);
        ValueBuffer buffer = buffered ? new ValueBuffer(options.maxBufferedValues()) : null;
        Item item = new Item(
                registration.handle(), registration.takeHandle(), definition, keyOf(reference), target, buffer);
        registration.add(item);
        return item;
    }

    /** The absolute reference, which is not empty. */
    String reference(String definition, String context) throws Refusal {
        if (definition.isBlank()) {
            throw invalid("the item definition is empty; name a reference such as Tagname.Attribute");
        }
        return context == null || context.isBlank() ? definition : galaxy.absolute(definition, context);
    }

    static String keyOf(String reference) {
        return reference.strip().toLowerCase(Locale.ROOT);
    }

    /** Removes an item, completing its writes and unadvising it first. */
    void remove(Registration registration, Item item) {
        writes.completeEarly(item);
        advising.unadvise(registration, item);
        registration.remove(item);
    }

    MxStatus suspend(Item item) throws Refusal {
        return advising.suspend(advised(item, "Suspend"));
    }

    void activated(Item item) throws Refusal {
        advised(item, "Activate");
    }

    private Item advised(Item item, String call) throws Refusal {
        if (!item.isAdvised()) {
            throw invalid(call + " of item handle " + item.handle() + ", which is not advised; Advise it first");
        }
        return item;
    }

    /** Takes a write, or refuses it. */
    void write(Item item, WriteOrder order) throws Refusal {
        if (options.choices().writeRequiresAdvise() && !item.isAdvised()) {
            throw invalid("write to item handle " + item.handle() + ", which is not advised; Advise it first");
        }
        if (!writes.mayTry(order)) {
            throw new Refusal(
                    options.choices().userNotAuthenticatedResult(),
                    "secured write to item handle " + item.handle() + " by user " + order.userId() + ", verifier "
                            + order.verifierId() + ": each must have been authenticated in this session;"
                            + " use the ids that AuthenticateUser returned");
        }
        writes.accept(item, order);
        scripting.order(item, order);
    }

    void setBufferedInterval(Registration registration, int milliseconds) throws Refusal {
        if (milliseconds <= 0) {
            throw invalid("buffered update interval " + milliseconds + " ms; it must be more than 0");
        }
        registration.setBufferedInterval(milliseconds * 1_000_000L, galaxy.elapsed());
    }

    int authenticate(String user, String password) throws Refusal {
        OptionalInt id =
                galaxy.securityEnabled() ? galaxy.users().authenticate(user, password) : OptionalInt.of(Users.ANYBODY);
        int userId = id.orElseThrow(() -> invalid("user name or password is wrong"));
        writes.authenticated(userId);
        return userId;
    }

    int userWithGuid(String guid) throws Refusal {
        OptionalInt id = galaxy.securityEnabled() ? galaxy.users().withGuid(guid) : OptionalInt.of(Users.ANYBODY);
        int userId = id.orElseThrow(() -> invalid("no user has the GUID " + guid));
        writes.known(userId);
        return userId;
    }
}
