package io.mxgateway.grpc.tls;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The names that a certificate of ours stands for, as the keytool takes them. */
final class SubjectNames {
    private static final List<String> OF_EVERY_MACHINE = List.of("localhost", "127.0.0.1", "::1");
    private static final Pattern HOST =
            Pattern.compile("(?=.{1,253}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*");
    private static final Pattern ADDRESS = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|[0-9a-f:.]*:[0-9a-f:.]*");

    private SubjectNames() {}

    /** Whether a certificate can stand for it. */
    static boolean isName(String text) {
        String name = text.toLowerCase(Locale.ROOT);
        return isAddress(name)
                || (HOST.matcher(name).matches() && !ADDRESS.matcher(name).matches());
    }

    private static boolean isAddress(String name) {
        return ADDRESS.matcher(name).matches() && parsed(name) != null;
    }

    /** The address; null when it is none. Nothing is looked up: only what consists of digits and separators comes here. */
    private static InetAddress parsed(String digits) {
        try {
            return InetAddress.getByName(digits);
        } catch (UnknownHostException e) {
            return null;
        }
    }

    /** A name as a certificate that was read shows it. */
    static String canonical(String text) {
        String name = text.toLowerCase(Locale.ROOT);
        InetAddress address = isAddress(name) ? parsed(name) : null;
        return address == null ? name : address.getHostAddress();
    }

    /** The value of the keytool's extension {@code san}: those of every machine and these, each once. */
    static String of(List<String> names) {
        return Stream.concat(OF_EVERY_MACHINE.stream(), names.stream())
                .filter(SubjectNames::isName)
                .map(SubjectNames::canonical)
                .distinct()
                .map(name -> (isAddress(name) ? "ip:" : "dns:") + name)
                .collect(Collectors.joining(","));
    }
}
