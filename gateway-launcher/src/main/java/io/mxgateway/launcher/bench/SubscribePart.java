package io.mxgateway.launcher.bench;

import java.util.List;
import java.util.stream.IntStream;

/** Many tags subscribed to at once: how long it takes until each of them has its first value, in a new session. */
final class SubscribePart implements Part {
    private static final int ATTRIBUTES = 10;

    @Override
    public String id() {
        return "subscribe";
    }

    @Override
    public String title() {
        return "SubscribeBulk of 10,000 tags until all initial values have come";
    }

    @Override
    public List<Row> measure(Setting setting) throws InterruptedException {
        Figures figures = new Figures();
        int tags = setting.options().tags();
        List<String> names = IntStream.range(0, tags)
                .mapToObj(i -> "Object_%05d.Attr_%03d".formatted(i / ATTRIBUTES + 1, i % ATTRIBUTES + 1))
                .toList();
        try (Served gateway = setting.gateway(
                        "simulator.objects=" + (tags + ATTRIBUTES - 1) / ATTRIBUTES,
                        "simulator.attributes=" + ATTRIBUTES,
                        "simulator.change-rate=0");
                Client client = gateway.connect()) {
            // The gateway is warm after the first ones; the worker is a new one each time.
            for (int round = -1; round < setting.options().rounds(); round++) {
                setting.tell(this, Math.max(0, round));
                try (Session session = Session.open(client);
                        StreamReader reader = new StreamReader(
                                client.channel(), Methods.EVENTS, session.eventsRequest(true), event -> {})) {
                    reader.attached().expectInAll(tags);
                    long begin = System.nanoTime();
                    session.invoke(session.subscribe(names));
                    double replied = (System.nanoTime() - begin) / 1e6;
                    double all = (reader.await(Burst.NET) - begin) / 1e6;
                    if (round >= 0) {
                        figures.add("subscribe.reply", "ms", Better.TOLD_ONLY, replied);
                        figures.add("subscribe.all-values", "ms", Better.TOLD_ONLY, all);
                    }
                }
            }
        }
        return figures.rows();
    }
}
