package io.mxgateway.core.simulator;

/**
 * What an alarm subscription asks for: {@code \\machine\Galaxy!area}, in any case.
 *
 * @param machine the computer that serves the alarms; the simulator answers for every one
 * @param area the name of an area, which stands for all areas in it; or of what runs areas, or of the galaxy itself
 */
record AlarmExpression(String machine, String area) {
    private static final String FORM = "; the form is \\\\<machine>\\Galaxy!<area>";

    static AlarmExpression parse(String text) throws Refusal {
        String expression = text.strip();
        if (!expression.startsWith("\\\\")) {
            throw wrong(text, "does not begin with two backslashes and a machine");
        }
        int end = expression.indexOf('\\', 2);
        String machine = end < 0 ? "" : expression.substring(2, end).strip();
        if (machine.isEmpty()) {
            throw wrong(text, "names no machine");
        }
        String rest = expression.substring(end + 1);
        int mark = rest.indexOf('!');
        if (mark < 0 || !rest.substring(0, mark).strip().equalsIgnoreCase(AlarmNode.PROVIDER)) {
            throw wrong(text, "does not name the provider Galaxy");
        }
        String area = rest.substring(mark + 1).strip();
        if (area.isEmpty() || area.indexOf('\\') >= 0 || area.indexOf('!') >= 0) {
            throw wrong(text, "names no area");
        }
        return new AlarmExpression(machine, area);
    }

    private static Refusal wrong(String text, String what) {
        return Refusal.invalidRequest("alarm subscription expression '" + text + "' " + what + FORM);
    }
}
