package io.mxgateway.launcher;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import org.slf4j.LoggerFactory;

/**
 * Hears the signals that ask a process to end. The JDK's class for that is open to everybody, yet javac warns of it in a
 * way that cannot be switched off where warnings are errors; so it is called by name.
 */
final class Signals {
    private static final String[] ENDING = {"TERM", "INT", "HUP"};

    private Signals() {}

    /**
     * Hands every ending signal to somebody instead of letting it end the process. Signals that were ignored from the
     * start (nohup, a background job) stay ignored; where the platform has no such signal, nothing happens.
     *
     * @param heard takes the number of the signal, on a thread of its own
     * @return lets the signals do again what they did before
     */
    static Runnable onEnding(IntConsumer heard) {
        List<Runnable> undo = new ArrayList<>();
        for (String name : ENDING) {
            try {
                undo.add(handle(name, heard));
            } catch (ReflectiveOperationException | IllegalArgumentException e) {
                LoggerFactory.getLogger(Signals.class).debug("signal {} cannot be heard here", name, e);
            }
        }
        return () -> undo.forEach(Runnable::run);
    }

    private static Runnable handle(String name, IntConsumer heard) throws ReflectiveOperationException {
        Class<?> signals = Class.forName("sun.misc.Signal");
        Class<?> handlers = Class.forName("sun.misc.SignalHandler");
        Method number = signals.getMethod("getNumber");
        Method handle = signals.getMethod("handle", signals, handlers);
        Object signal = signals.getConstructor(String.class).newInstance(name);
        Object handler =
                Proxy.newProxyInstance(handlers.getClassLoader(), new Class<?>[] {handlers}, (proxy, method, args) -> {
                    switch (method.getName()) {
                        case "handle" -> heard.accept((int) number.invoke(args[0]));
                        case "hashCode" -> {
                            return System.identityHashCode(proxy);
                        }
                        case "equals" -> {
                            return proxy == args[0];
                        }
                        default -> {
                            return "ending signals";
                        }
                    }
                    return null;
                });
        Object before = handle.invoke(null, signal, handler);
        Object ignored = handlers.getField("SIG_IGN").get(null);
        if (ignored.equals(before)) {
            handle.invoke(null, signal, before);
        }
        return () -> {
            try {
                handle.invoke(null, signal, before);
            } catch (ReflectiveOperationException e) {
                LoggerFactory.getLogger(Signals.class).warn("signal {} stays with this program", name, e);
            }
        };
    }
}
