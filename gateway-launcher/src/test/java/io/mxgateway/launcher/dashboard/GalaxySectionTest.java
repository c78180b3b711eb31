package io.mxgateway.launcher.dashboard;

import static io.mxgateway.launcher.dashboard.PageCheck.check;
import static org.assertj.core.api.Assertions.assertThat;

import io.mxgateway.core.galaxy.GalaxyAttribute;
import io.mxgateway.core.galaxy.GalaxyErrorCode;
import io.mxgateway.core.galaxy.GalaxyException;
import io.mxgateway.core.galaxy.GalaxyObject;
import io.mxgateway.core.galaxy.GalaxyPage;
import io.mxgateway.core.galaxy.GalaxyPaging;
import io.mxgateway.core.galaxy.GalaxyRoot;
import io.mxgateway.core.galaxy.GalaxyState;
import io.mxgateway.core.galaxy.GalaxyStatus;
import io.mxgateway.core.mx.MxReplyPayload.ReadResult;
import io.mxgateway.core.mx.MxValue;
import io.mxgateway.core.security.Caller;
import io.mxgateway.core.testing.NothingLeftBehind;
import io.mxgateway.launcher.admin.GalaxyView;
import io.mxgateway.launcher.admin.HttpPeer.Answer;
import io.mxgateway.launcher.dashboard.Served.Person;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The galaxy's page with a galaxy that is as bad as it can be. */
@ExtendWith(NothingLeftBehind.class)
class GalaxySectionTest {
    private static final String EVIL = "<script>\"&'".repeat(30);
    private static final int DEEP = 30;

    /** Ids go down: below each object is the next one, with as many others as anybody asks for. */
    private static final class EvilGalaxy implements GalaxyView {
        volatile Values values = Values.none("the worker said " + EVIL);
        volatile int asked; // how many were read last

        private static GalaxyObject object(int id, boolean attributes) {
            List<GalaxyAttribute> has = attributes
                    ? IntStream.range(0, 500)
                            .mapToObj(i -> new GalaxyAttribute(i + EVIL, 2, i % 2 == 0, 0, 0, 0, EVIL, true, true))
                            .toList()
                    : List.of();
            return new GalaxyObject(
                    id, id + EVIL, EVIL, id % 1000 - 1, true, 1, 0, List.of(EVIL), has, (EVIL + ".").repeat(10));
        }

        @Override
        public GalaxyStatus status() {
            return new GalaxyStatus(GalaxyState.STALE, EVIL, Optional.of(Instant.EPOCH), 7, 1, 2, EVIL);
        }

        @Override
        public GalaxyPage browse(GalaxyRoot parent, GalaxyPaging paging, Caller by) {
            if (paging.token().equals("old")) {
                throw new GalaxyException(GalaxyErrorCode.INVALID_PAGE_TOKEN, EVIL);
            }
            List<GalaxyObject> all = IntStream.range(1, paging.size() + 1)
                    .mapToObj(i -> object(1000 * i + 500, false))
                    .toList();
            return new GalaxyPage(all, all.stream().map(one -> true).toList(), EVIL, 1_000_000, 7);
        }

        @Override
        public GalaxyPage search(String glob, GalaxyPaging paging, Caller by) {
            if (glob.equals("refused")) {
                throw new GalaxyException(GalaxyErrorCode.LIMIT_REACHED, EVIL);
            }
            return browse(GalaxyRoot.ALL, paging, by);
        }

        @Override
        public Optional<GalaxyObject> object(int id, Caller by) {
            return id <= DEEP ? Optional.of(object(id, true)) : Optional.empty();
        }

        @Override
        public Values values(List<String> references, Caller by, String peer) {
            asked = references.size();
            return values;
        }
    }

    private final EvilGalaxy galaxy = new EvilGalaxy();
    private Served served;
    private Person viewer;

    @BeforeEach
    void serve() throws IOException {
        served = Served.withKeys();
        served.gateway.galaxy = galaxy;
        viewer = served.signedIn("viewer");
    }

    @AfterEach
    void close() {
        served.close();
    }

    private Answer page(String path, int status) throws IOException {
        Answer answer = viewer.get(path);
        assertThat(answer.status()).as(path).isEqualTo(status);
        check(answer);
        assertThat(answer.body()).doesNotContain("<script>\"");
        return answer;
    }

    @Test
    void everyPageHoldsWhateverThingsAreCalledAndHoweverManyThereAre() throws IOException {
        page("/galaxy", 200);
        page("/galaxy?object=1", 200);
        page("/galaxy?object=" + DEEP, 200);
        page("/galaxy?object=1&page=8", 200);
        page("/galaxy?name=*", 200);
        page("/galaxy?object=77777", 404);
        page("/galaxy?name=refused", 503);
    }

    @Test
    void aTokenOfAGalaxyThatWasReplacedLeadsToTheFirstPage() throws IOException {
        page("/galaxy?after=old", 200);
        page("/galaxy?object=1&after=old", 200);
        page("/galaxy?name=*&after=old", 200);
    }

    @Test
    void onlyTheAttributesThatAreShownAreRead() throws IOException {
        page("/galaxy?object=1&page=2", 200);
        assertThat(galaxy.asked).isBetween(1, 100);
        galaxy.asked = 0;
        page("/galaxy", 200);
        assertThat(galaxy.asked).isZero();
    }

    @Test
    void aValueIsShownWithItsQualityAndWhatWentWrongWithItsReason() throws IOException {
        page("/galaxy?object=1", 200);
        galaxy.values = new GalaxyView.Values(
                IntStream.range(0, galaxy.asked)
                        .mapToObj(i -> new ReadResult(
                                1,
                                "tag",
                                1,
                                i > 0,
                                false,
                                i == 1 ? MxValue.of(EVIL) : MxValue.of(42.5),
                                i == 2 ? 0 : 192,
                                i == 1 ? null : Instant.EPOCH,
                                List.of(),
                                i > 0 ? "" : "no such tag"))
                        .toList(),
                "");
        assertThat(page("/galaxy?object=1", 200).body())
                .contains("no such tag", "42.5", "&lt;script&gt;", "Bad")
                .doesNotContain("the worker said");
    }
}
