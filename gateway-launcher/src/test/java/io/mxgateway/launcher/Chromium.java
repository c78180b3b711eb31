package io.mxgateway.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.mxgateway.core.testing.Await;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A real browser without a window, driven over its own protocol; one page. Used by one thread. */
final class Chromium implements AutoCloseable {
    private static final Duration NET = Duration.ofSeconds(60);
    private static final Pattern LISTENS = Pattern.compile("DevTools listening on (ws://\\S+)");
    private static final Pattern ANSWER = Pattern.compile("^\\{\"id\":(\\d+),");
    private static final Pattern TEXT = Pattern.compile("\"value\":\"((?:[^\"\\\\]++|\\\\.)*+)\"");
    private static final Pattern ESCAPED = Pattern.compile("\\\\u([0-9a-fA-F]{4})");
    private static final Pattern DATA = Pattern.compile("\"data\":\"([^\"]*)\"");
    private static final Pattern TARGET = Pattern.compile("\"targetId\":\"([^\"]*)\"");
    private static final Pattern SESSION = Pattern.compile("\"sessionId\":\"([^\"]*)\"");
    private static final Pattern REQUESTED = Pattern.compile("\"request\":\\{\"url\":\"([^\"]*)\"");

    private final Process process;
    private final WebSocket socket;
    private final AtomicInteger lastId = new AtomicInteger();
    private final Map<Integer, CompletableFuture<String>> asked = new ConcurrentHashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<String> complaints = new CopyOnWriteArrayList<>();
    // The page that commands are for; empty until it is attached to.
    private String session = "";

    private Chromium(Process process, URI address) {
        this.process = process;
        this.socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(address, new Reader())
                .join();
    }

    /** Where the system has one; empty where it has none. */
    static Optional<Path> executable() {
        return Stream.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
                .flatMap(name -> Stream.of(System.getenv("PATH").split(java.io.File.pathSeparator))
                        .map(directory -> Path.of(directory, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    static Chromium start(Path executable, Path directory) throws IOException {
        Path said = directory.resolve("chromium.txt");
        Process process = new ProcessBuilder(
                        executable.toString(),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-dev-shm-usage",
                        "--disable-background-networking",
                        "--no-first-run",
                        "--hide-scrollbars",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + directory.resolve("profile"),
                        "about:blank")
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        try {
            Await.until(
                    NET,
                    () -> "the browser listens: " + text(said),
                    () -> LISTENS.matcher(text(said)).find());
            Matcher matcher = LISTENS.matcher(text(said));
            assertThat(matcher.find()).isTrue();
            Chromium browser = new Chromium(process, URI.create(matcher.group(1)));
            browser.open();
            return browser;
        } catch (RuntimeException | Error e) {
            process.destroyForcibly();
            throw e;
        }
    }

    private static String text(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file, UTF_8) : "";
        } catch (IOException e) {
            return e.toString();
        }
    }

    private void open() {
        String target = found(TARGET, ask("Target.createTarget", "{\"url\":\"about:blank\"}"));
        session = found(SESSION, ask("Target.attachToTarget", "{\"targetId\":\"" + target + "\",\"flatten\":true}"));
        for (String domain : List.of("Page", "Network", "Log", "Runtime")) {
            ask(domain + ".enable", "{}");
        }
    }

    private final class Reader implements WebSocket.Listener {
        private final StringBuilder message = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            message.append(data);
            if (last) {
                take(message.toString());
                message.setLength(0);
            }
            from.request(1);
            return null;
        }
    }

    private void take(String message) {
        Matcher answer = ANSWER.matcher(message);
        if (answer.find()) {
            CompletableFuture<String> waiting = asked.remove(Integer.valueOf(answer.group(1)));
            if (waiting != null) {
                waiting.complete(message);
            }
        } else if (message.contains("\"method\":\"Network.requestWillBeSent\"")) {
            requests.add(found(REQUESTED, message));
        } else if ((message.contains("\"method\":\"Log.entryAdded\"") && !message.contains("\"level\":\"verbose\""))
                || message.contains("\"method\":\"Runtime.exceptionThrown\"")) {
            complaints.add(message);
        }
    }

    private String ask(String method, String parameters) {
        int id = lastId.incrementAndGet();
        CompletableFuture<String> answer = new CompletableFuture<>();
        asked.put(id, answer);
        String to = session.isEmpty() ? "" : ",\"sessionId\":\"" + session + "\"";
        socket.sendText("{\"id\":" + id + ",\"method\":\"" + method + "\",\"params\":" + parameters + to + "}", true)
                .join();
        String message = answer.orTimeout(NET.toSeconds(), TimeUnit.SECONDS).join();
        assertThat(message).as(method).doesNotContain("\"error\":{");
        return message;
    }

    private static String found(Pattern pattern, String message) {
        Matcher matcher = pattern.matcher(message);
        assertThat(matcher.find()).as(message).isTrue();
        return matcher.group(1);
    }

    /** What a script in the page says, as text. */
    String eval(String script) {
        String answer = ask(
                "Runtime.evaluate",
                "{\"returnByValue\":true,\"expression\":" + quoted("String((() => { return " + script + "; })())")
                        + "}");
        assertThat(answer).as(script).doesNotContain("exceptionDetails");
        String text = ESCAPED.matcher(found(TEXT, answer))
                .replaceAll(escape ->
                        Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(escape.group(1), 16))));
        return text.translateEscapes();
    }

    private static String quoted(String text) {
        return io.mxgateway.launcher.text.Json.of(text);
    }

    /** Waits until a script says true. */
    void until(String what, String condition) {
        Await.until(
                NET,
                () -> what + ", but the page is: " + eval("location.pathname + ' ' + document.body.innerText"),
                () -> isSo(condition));
    }

    private boolean isSo(String condition) {
        try {
            return eval("document.readyState === 'complete' && !!(" + condition + ")")
                    .equals("true");
        } catch (AssertionError whileThePageChanges) {
            return false;
        }
    }

    void go(String address) {
        ask("Page.navigate", "{\"url\":" + quoted(address) + "}");
        until("there is a page", "document.querySelector('main')");
    }

    /** Clicks the element, and waits for the page that it leads to. */
    void click(String selector, String path) {
        eval("document.querySelector(" + quoted(selector) + ").click()");
        until(selector + " leads to " + path, "location.pathname === " + quoted(path));
    }

    void write(String selector, String text) {
        eval("document.querySelector(" + quoted(selector) + ").value = " + quoted(text));
    }

    /** Sees the page as somebody with such a window would. */
    void look(int width, int height, boolean dark) {
        ask(
                "Emulation.setDeviceMetricsOverride",
                "{\"width\":" + width + ",\"height\":" + height + ",\"deviceScaleFactor\":1,\"mobile\":false}");
        ask(
                "Emulation.setEmulatedMedia",
                "{\"features\":[{\"name\":\"prefers-color-scheme\",\"value\":\"" + (dark ? "dark" : "light") + "\"}]}");
    }

    void screenshot(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.write(
                file, Base64.getDecoder().decode(found(DATA, ask("Page.captureScreenshot", "{\"format\":\"png\"}"))));
    }

    /** Every address that was asked for. */
    List<String> requests() {
        return List.copyOf(requests);
    }

    /** What the browser found fault with: scripts, styles and requests that were forbidden, errors. */
    List<String> complaints() {
        return List.copyOf(complaints);
    }

    @Override
    public void close() {
        socket.abort();
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        process.onExit().join();
    }
}
