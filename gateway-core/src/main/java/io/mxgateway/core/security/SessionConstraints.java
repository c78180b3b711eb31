package io.mxgateway.core.security;

import io.mxgateway.core.mx.MxCommand;
import io.mxgateway.core.mx.MxReply;
import io.mxgateway.core.mx.MxReplyPayload;
import io.mxgateway.core.session.CallerLimits;
import io.mxgateway.core.session.ClientIdentity;
import io.mxgateway.core.session.CommandRequest;
import io.mxgateway.core.session.Passage;
import io.mxgateway.core.session.SessionErrorCode;
import io.mxgateway.core.session.SessionException;
import io.mxgateway.core.session.SessionGate;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** The constraints before one session. Thread-safe. */
final class SessionConstraints implements SessionGate {
    private final Judge judge;
    private final ReadOnlySwitch readOnly;
    private final WriteRates rates;
    private final Denials denials;
    // What items were added with; null when the owner of the session may write all of them anyway.
    private final HandleMemory memory;

    SessionConstraints(Judge judge, ReadOnlySwitch readOnly, WriteRates rates, Denials denials, HandleMemory memory) {
        this.judge = judge;
        this.readOnly = readOnly;
        this.rates = rates;
        this.denials = denials;
        this.memory = memory;
    }

    /** The constraints that a caller is under. */
    static KeyConstraints of(ClientIdentity caller) {
        CallerLimits limits = caller.limits();
        if (limits instanceof KeyConstraints known) {
            return known;
        }
        if (!limits.isNone()) {
            throw new IllegalStateException(
                    "a caller has limits of a kind that is not known here: " + limits.getClass());
        }
        return KeyConstraints.NONE;
    }

    @Override
    public Passage pass(ClientIdentity caller, CommandRequest request) {
        MxCommand command = request.command();
        if (readOnly.isOn() && WriteKinds.contains(command.kind())) {
            throw new SessionException(
                    SessionErrorCode.PERMISSION_DENIED,
                    "the gateway is read-only (invoke.read-only), so "
                            + command.kind().method() + " is refused for everybody; switch that off to write");
        }
        KeyConstraints key = of(caller);
        if (memory == null && key.isNone()) {
            return Passage.FREE;
        }
        Asked asked = new Asked(caller, key, request);
        return switch (command.kind()) {
            case ADD_ITEM -> asked.add((MxCommand.AddItem) command, "");
            case ADD_ITEM2 -> asked.add((MxCommand.AddItem2) command, ((MxCommand.AddItem2) command).itemContext());
            case ADD_BUFFERED_ITEM ->
                asked.add((MxCommand.AddBufferedItem) command, ((MxCommand.AddBufferedItem) command).itemContext());
            case ADD_ITEM_BULK ->
                asked.addAll((MxCommand.AddItemBulk) command, ((MxCommand.AddItemBulk) command).tagAddresses());
            case SUBSCRIBE_BULK ->
                asked.addAll((MxCommand.SubscribeBulk) command, ((MxCommand.SubscribeBulk) command).tagAddresses());
            case READ_BULK -> asked.read((MxCommand.ReadBulk) command);
            case WRITE, WRITE2, WRITE_SECURED, WRITE_SECURED2 -> asked.write((MxCommand.OnItem) command);
            case WRITE_BULK -> {
                MxCommand.WriteBulk c = (MxCommand.WriteBulk) command;
                yield asked.write(
                        new BulkForm.Writing<>(
                                c.kind(),
                                c.serverHandle(),
                                MxCommand.WriteEntry::itemHandle,
                                left -> new MxCommand.WriteBulk(c.serverHandle(), left)),
                        c.entries());
            }
            case WRITE2_BULK -> {
                MxCommand.Write2Bulk c = (MxCommand.Write2Bulk) command;
                yield asked.write(
                        new BulkForm.Writing<>(
                                c.kind(),
                                c.serverHandle(),
                                MxCommand.Write2Entry::itemHandle,
                                left -> new MxCommand.Write2Bulk(c.serverHandle(), left)),
                        c.entries());
            }
            case WRITE_SECURED_BULK -> {
                MxCommand.WriteSecuredBulk c = (MxCommand.WriteSecuredBulk) command;
                yield asked.write(
                        new BulkForm.Writing<>(
                                c.kind(),
                                c.serverHandle(),
                                MxCommand.WriteSecuredEntry::itemHandle,
                                left -> new MxCommand.WriteSecuredBulk(c.serverHandle(), left)),
                        c.entries());
            }
            case WRITE_SECURED2_BULK -> {
                MxCommand.WriteSecured2Bulk c = (MxCommand.WriteSecured2Bulk) command;
                yield asked.write(
                        new BulkForm.Writing<>(
                                c.kind(),
                                c.serverHandle(),
                                MxCommand.WriteSecured2Entry::itemHandle,
                                left -> new MxCommand.WriteSecured2Bulk(c.serverHandle(), left)),
                        c.entries());
            }
            case REMOVE_ITEM, REMOVE_ITEM_BULK, UNSUBSCRIBE_BULK, UNREGISTER -> forgetting(command);
            default -> Passage.FREE;
        };
    }

    /**
     * Forgets before the worker is asked, for a removal may be done although its caller did not wait for the reply; and
     * once more afterwards, for an addition that was under way may have been learned in between.
     */
    private Passage forgetting(MxCommand command) {
        if (memory == null) {
            return Passage.FREE;
        }
        forget(command);
        return new Passage() {
            @Override
            public MxCommand command(MxCommand asked) {
                return asked;
            }

            @Override
            public MxReply reply(MxReply answered) {
                forget(command);
                return answered;
            }
        };
    }

    private void forget(MxCommand command) {
        if (command instanceof MxCommand.RemoveItem c) {
            memory.forget(c.serverHandle(), c.itemHandle());
        } else if (command instanceof MxCommand.RemoveItemBulk c) {
            c.itemHandles().forEach(item -> memory.forget(c.serverHandle(), item));
        } else if (command instanceof MxCommand.UnsubscribeBulk c) {
            c.itemHandles().forEach(item -> memory.forget(c.serverHandle(), item));
        } else if (command instanceof MxCommand.Unregister c) {
            memory.forget(c.serverHandle());
        }
    }

    /** One command of one caller. */
    private final class Asked {
        private final ClientIdentity caller;
        private final KeyConstraints key;
        private final CommandRequest request;

        Asked(ClientIdentity caller, KeyConstraints key, CommandRequest request) {
            this.caller = caller;
            this.key = key;
            this.request = request;
        }

        Passage add(MxCommand.AddsItem command, String context) {
            String reference = judge.absolute(command.itemDefinition(), context);
            if (reference == null && key.constrainsReads()) {
                throw denials.single(
                        caller,
                        request,
                        command.itemDefinition(),
                        "the galaxy does not tell what this reference is with the context " + Nearest.quoted(context)
                                + "; add it by its full reference");
            }
            String why = reference == null ? null : judge.whyNotRead(key, reference);
            if (why != null) {
                throw denials.single(caller, request, reference, why);
            }
            return memory == null || reference == null ? Passage.FREE : learning(command.serverHandle(), reference);
        }

        private Passage learning(int server, String reference) {
            return new Passage() {
                @Override
                public MxCommand command(MxCommand asked) {
                    return asked;
                }

                @Override
                public MxReply reply(MxReply answered) {
                    if (answered.status().isOk() && answered.payload() instanceof MxReplyPayload.ItemHandle added) {
                        memory.learn(server, added.itemHandle(), reference);
                    }
                    return answered;
                }
            };
        }

        Passage addAll(MxCommand.OnServer command, List<String> tags) {
            int server = command.serverHandle();
            BiConsumer<String, MxReplyPayload.SubscribeResult> learn = memory == null
                    ? null
                    : (tag, result) -> {
                        if (result.wasSuccessful()) {
                            memory.learn(server, result.itemHandle(), tag.strip());
                        }
                    };
            return judged(
                    new BulkForm.Adding(command.kind(), server),
                    tags,
                    tag -> judge.whyNotRead(key, tag.strip()),
                    learn,
                    tag -> tag);
        }

        Passage read(MxCommand.ReadBulk command) {
            return judged(
                    new BulkForm.Reading(command),
                    command.tagAddresses(),
                    tag -> judge.whyNotRead(key, tag.strip()),
                    null,
                    tag -> tag);
        }

        Passage write(MxCommand.OnItem command) {
            String why = whyNotWrite(command.serverHandle(), command.itemHandle());
            if (why != null) {
                throw denials.single(caller, request, itemText(command.serverHandle(), command.itemHandle()), why);
            }
            takeWrites(1);
            return Passage.FREE;
        }

        <E> Passage write(BulkForm.Writing<E> form, List<E> entries) {
            int server = form.serverHandle();
            BulkPassage<E, MxReplyPayload.WriteResult> passage = judged(
                    form,
                    entries,
                    entry -> whyNotWrite(server, form.handle().applyAsInt(entry)),
                    null,
                    entry -> itemText(server, form.handle().applyAsInt(entry)));
            takeWrites(passage.allowed());
            return passage;
        }

        private <E, R> BulkPassage<E, R> judged(
                BulkForm<E, R> form,
                List<E> entries,
                Function<E, String> whyNot,
                BiConsumer<E, R> learn,
                Function<E, String> name) {
            BulkPassage<E, R> passage = new BulkPassage<>(form, entries, whyNot, learn);
            if (passage.denied() > 0) {
                denials.entries(
                        caller,
                        request,
                        passage.denied(),
                        passage.denied(Denials.NAMED).stream().map(name).toList(),
                        passage.firstReason());
            }
            return passage;
        }

        private String whyNotWrite(int server, int item) {
            if (!key.constrainsWrites()) {
                return null;
            }
            String reference = memory == null ? null : memory.reference(server, item);
            return reference == null
                    ? "the gateway does not know what item " + item + " of server " + server
                            + " was added as, and the constraints of this key depend on it"
                    : judge.whyNotWrite(key, reference);
        }

        private String itemText(int server, int item) {
            String reference = memory == null ? null : memory.reference(server, item);
            return reference == null ? "item " + item + " of server " + server : reference;
        }

        private void takeWrites(int count) {
            if (key.maxWritesPerSecond() == 0 || count == 0) {
                return;
            }
            long wait = rates.take(caller.owner(), key.maxWritesPerSecond(), count);
            if (wait > 0) {
                throw denials.rate(caller, request, count, key.maxWritesPerSecond(), wait);
            }
        }
    }
}
