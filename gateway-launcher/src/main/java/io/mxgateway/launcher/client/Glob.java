package io.mxgateway.launcher.client;

import java.util.regex.Pattern;

/** Names with wildcards, in any case. Pure functions. */
final class Glob {
    private Glob() {}

    static boolean matches(String glob, String name) {
        StringBuilder regex = new StringBuilder();
        glob.codePoints()
                .forEach(c -> regex.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(Character.toString(c))));
        return Pattern.compile(regex.toString(), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.DOTALL)
                .matcher(name)
                .matches();
    }
}
