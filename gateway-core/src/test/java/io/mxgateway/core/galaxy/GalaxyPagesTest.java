package io.mxgateway.core.galaxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class GalaxyPagesTest {
    private final PageTokens tokens = new PageTokens(new byte[32]);
    private final GalaxyView view = new GalaxyView(Galaxies.small(Galaxies.MONDAY), 7, tokens);

    private static List<String> names(GalaxyPage page) {
        return page.objects().stream().map(GalaxyObject::tagName).toList();
    }

    private static GalaxyQuery under(String tagName) {
        return GalaxyQuery.ALL.from(new GalaxyRoot.ByTagName(tagName));
    }

    private static GalaxyQuery named(String glob) {
        return GalaxyQuery.ALL.filtered(List.of(), List.of(), glob, false, false);
    }

    private static void refused(GalaxyErrorCode code, String text, ThrowingCallable call) {
        GalaxyException refusal = catchThrowableOfType(GalaxyException.class, call);
        assertThat(refusal.code()).isEqualTo(code);
        assertThat(refusal).hasMessageContaining(text);
    }

    @Test
    void aSubtreeBeginsWithItsRootUnderAnyOfItsNames() {
        assertThat(names(view.discover(under("mixing"), GalaxyPaging.FIRST)))
                .containsExactly("Mixing", "Pump_001", "Pump_002");
        assertThat(names(view.discover(GalaxyQuery.ALL.from(new GalaxyRoot.ById(2)), GalaxyPaging.FIRST)))
                .containsExactly("Mixing", "Pump_001", "Pump_002");
        assertThat(names(view.discover(
                        GalaxyQuery.ALL.from(new GalaxyRoot.ByContainedPath("PLANT.mixing.pump_001")),
                        GalaxyPaging.FIRST)))
                .containsExactly("Pump_001");
        assertThat(names(view.discover(GalaxyQuery.ALL, GalaxyPaging.FIRST))).hasSize(5);
    }

    @Test
    void anUnknownRootIsNotFound() {
        refused(
                GalaxyErrorCode.ROOT_NOT_FOUND,
                "tag name 'Nowhere'",
                () -> view.discover(under("Nowhere"), GalaxyPaging.FIRST));
        refused(
                GalaxyErrorCode.ROOT_NOT_FOUND,
                "id 99",
                () -> view.browse(GalaxyQuery.ALL.from(new GalaxyRoot.ById(99)), GalaxyPaging.FIRST));
    }

    @Test
    void depthCountsFromTheRootAndZeroIsTheRootOnly() {
        assertThat(names(view.discover(under("Mixing").downTo(0), GalaxyPaging.FIRST)))
                .containsExactly("Mixing");
        assertThat(names(view.discover(under("Plant").downTo(1), GalaxyPaging.FIRST)))
                .containsExactly("Plant", "Mixing", "Boiler");
        assertThat(names(view.discover(GalaxyQuery.ALL.downTo(0), GalaxyPaging.FIRST)))
                .containsExactly("Plant");
        assertThat(names(view.discover(under("Plant").downTo(Integer.MAX_VALUE), GalaxyPaging.FIRST)))
                .hasSize(5);
        refused(
                GalaxyErrorCode.INVALID_REQUEST,
                "max_depth is -1",
                () -> view.discover(GalaxyQuery.ALL.downTo(-1), GalaxyPaging.FIRST));
    }

    @Test
    void aBrowseGivesTheChildrenAndWhetherThereIsMore() {
        GalaxyPage page = view.browse(under("Plant"), GalaxyPaging.FIRST);

        assertThat(names(page)).containsExactly("Mixing", "Boiler");
        assertThat(page.hasChildren()).containsExactly(true, false);
        assertThat(page.totalCount()).isEqualTo(2);
        assertThat(page.cacheSequence()).isEqualTo(7);
        assertThat(names(view.browse(GalaxyQuery.ALL, GalaxyPaging.FIRST))).containsExactly("Plant");
    }

    @Test
    void attributesComeUnlessTheyAreNotWanted() {
        assertThat(view.browse(under("Mixing"), GalaxyPaging.FIRST)
                        .objects()
                        .get(0)
                        .attributes())
                .hasSize(2);
        assertThat(view.browse(under("Mixing").withAttributes(false), GalaxyPaging.FIRST)
                        .objects()
                        .get(0)
                        .attributes())
                .isEmpty();
    }

    @Test
    void pagesFollowEachOtherWithoutGapOrRepetition() {
        List<String> seen = new ArrayList<>();
        GalaxyPaging paging = new GalaxyPaging(2, "");
        GalaxyPage page;
        do {
            page = view.discover(GalaxyQuery.ALL, paging);
            assertThat(page.objects().size()).isLessThanOrEqualTo(2);
            assertThat(page.totalCount()).isEqualTo(5);
            seen.addAll(names(page));
            paging = paging.at(page.nextToken());
        } while (!page.nextToken().isEmpty());

        assertThat(seen).containsExactly("Plant", "Mixing", "Pump_001", "Pump_002", "Boiler");
    }

    @Test
    void thePageSizeIsFiveHundredUnlessToldAndFiveThousandAtMost() {
        List<GalaxyEntry> entries = new ArrayList<>();
        for (int id = 1; id <= 6_000; id++) {
            entries.add(Galaxies.object(id, "Tag_" + id, 0));
        }
        GalaxyView large = new GalaxyView(GalaxyModel.of(Optional.empty(), entries), 1, tokens);

        assertThat(large.discover(GalaxyQuery.ALL, GalaxyPaging.FIRST).objects())
                .hasSize(500);
        assertThat(large.browse(GalaxyQuery.ALL, new GalaxyPaging(1_000_000, ""))
                        .objects())
                .hasSize(5_000);
        refused(
                GalaxyErrorCode.INVALID_REQUEST,
                "page_size is -1",
                () -> large.discover(GalaxyQuery.ALL, new GalaxyPaging(-1, "")));
    }

    @Test
    void aPageEndsAtTwoMebibytesButHasOneObjectAtLeast() {
        GalaxyAttribute[] heavy = new GalaxyAttribute[1_000];
        for (int i = 0; i < heavy.length; i++) {
            heavy[i] = new GalaxyAttribute("A" + i, 2, false, 0, 4, 1, "x".repeat(1_000), false, false);
        }
        GalaxyAttribute giant = new GalaxyAttribute("A", 2, false, 0, 4, 1, "y".repeat(3 << 20), false, false);
        GalaxyView large = new GalaxyView(
                Galaxies.model(
                        Galaxies.object(1, "A", 0, heavy),
                        Galaxies.object(2, "B", 0, heavy),
                        Galaxies.object(3, "C", 0, giant),
                        Galaxies.object(4, "D", 0)),
                1,
                tokens);

        GalaxyPage first = large.discover(GalaxyQuery.ALL, GalaxyPaging.FIRST);
        GalaxyPage second = large.discover(GalaxyQuery.ALL, GalaxyPaging.FIRST.at(first.nextToken()));

        assertThat(names(first)).containsExactly("A");
        assertThat(names(second)).containsExactly("B");
        assertThat(names(large.discover(GalaxyQuery.ALL, GalaxyPaging.FIRST.at(second.nextToken()))))
                .containsExactly("C");
        assertThat(names(large.discover(GalaxyQuery.ALL.withAttributes(false), GalaxyPaging.FIRST)))
                .hasSize(4);
    }

    @Test
    void aTokenOfAnOlderGalaxyIsToldAsStale() {
        String token = view.discover(GalaxyQuery.ALL, new GalaxyPaging(1, "")).nextToken();
        GalaxyView next = new GalaxyView(Galaxies.small(Galaxies.TUESDAY), 8, tokens);

        refused(
                GalaxyErrorCode.INVALID_PAGE_TOKEN,
                "is stale: it belongs to cache sequence 7",
                () -> next.discover(GalaxyQuery.ALL, new GalaxyPaging(1, token)));
    }

    @Test
    void aTokenOfAnotherQueryIsRefused() {
        String token = view.discover(GalaxyQuery.ALL, new GalaxyPaging(1, "")).nextToken();
        GalaxyPaging paging = new GalaxyPaging(1, token);

        for (GalaxyQuery other : List.of(
                under("Plant"),
                GalaxyQuery.ALL.downTo(3),
                named("P*"),
                GalaxyQuery.ALL.filtered(List.of(10), List.of(), "", false, false),
                GalaxyQuery.ALL.filtered(List.of(), List.of("$Base"), "", false, false),
                GalaxyQuery.ALL.filtered(List.of(), List.of(), "", true, false),
                GalaxyQuery.ALL.filtered(List.of(), List.of(), "", false, true),
                GalaxyQuery.ALL.seenBy(GalaxyVisibility.only("somebody", path -> true)))) {
            refused(GalaxyErrorCode.INVALID_PAGE_TOKEN, "another request", () -> view.discover(other, paging));
        }
        refused(GalaxyErrorCode.INVALID_PAGE_TOKEN, "another request", () -> view.browse(GalaxyQuery.ALL, paging));
        // Whether attributes come along, and how many objects, may change from page to page.
        assertThat(names(view.discover(GalaxyQuery.ALL.withAttributes(false), paging.at(token))))
                .containsExactly("Mixing");
    }

    @Test
    void aForgedTokenIsRefusedWhicheverByteWasChanged() {
        String token = view.discover(GalaxyQuery.ALL, new GalaxyPaging(1, "")).nextToken();
        byte[] bytes = Base64.getUrlDecoder().decode(token);
        List<String> forged = new ArrayList<>(List.of("x", "?", "AAAA", token + "A", token + token, "é".repeat(100)));
        for (int i = 0; i < bytes.length; i++) {
            byte[] changed = bytes.clone();
            changed[i] ^= 1;
            forged.add(Base64.getUrlEncoder().withoutPadding().encodeToString(changed));
        }
        forged.add(new GalaxyView(
                        Galaxies.small(Galaxies.MONDAY),
                        7,
                        new PageTokens("k".repeat(32).getBytes(java.nio.charset.StandardCharsets.US_ASCII)))
                .discover(GalaxyQuery.ALL, new GalaxyPaging(1, ""))
                .nextToken());

        for (String text : forged) {
            refused(
                    GalaxyErrorCode.INVALID_PAGE_TOKEN,
                    "not issued by this gateway",
                    () -> view.discover(GalaxyQuery.ALL, new GalaxyPaging(1, text)));
        }
    }

    @Test
    void globsMatchWholeNamesIgnoringCase() {
        assertThat(names(view.discover(named("pump_*"), GalaxyPaging.FIRST))).containsExactly("Pump_001", "Pump_002");
        assertThat(names(view.discover(named("PUMP_00?"), GalaxyPaging.FIRST))).hasSize(2);
        assertThat(names(view.discover(named("ump"), GalaxyPaging.FIRST))).isEmpty();
        assertThat(names(view.discover(named("*?*?*1"), GalaxyPaging.FIRST))).containsExactly("Pump_001");
        assertThat(names(view.discover(named("????????"), GalaxyPaging.FIRST))).hasSize(2);
        refused(
                GalaxyErrorCode.INVALID_REQUEST,
                "tag_name_glob has 330",
                () -> view.discover(named("*".repeat(330)), GalaxyPaging.FIRST));
    }

    @Test
    void globsOfNothingButWildcardsEndInTime() {
        NameGlob worst = new NameGlob("*?".repeat(160) + "b");
        NameGlob stars = new NameGlob("*".repeat(329));
        String name = "a".repeat(329);
        long start = System.nanoTime();
        for (int i = 0; i < 1_000; i++) {
            assertThat(worst.matches(name)).isFalse();
            assertThat(stars.matches(name)).isTrue();
        }

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(30));
        assertThat(stars.canonical()).isEmpty();
    }

    @Test
    void whatACallerMayNotSeeIsNotThereForIt() {
        GalaxyVisibility pumps = GalaxyVisibility.only("pumps", path -> path.contains("Pump"));
        GalaxyVisibility noMixing = GalaxyVisibility.only("no mixing", path -> !path.equals("Plant.Mixing"));

        assertThat(names(view.discover(GalaxyQuery.ALL.seenBy(pumps), GalaxyPaging.FIRST)))
                .containsExactly("Pump_001", "Pump_002");
        // What stands below shows at the nearest object above that is seen.
        assertThat(names(view.browse(GalaxyQuery.ALL.seenBy(pumps), GalaxyPaging.FIRST)))
                .containsExactly("Pump_001", "Pump_002");
        assertThat(names(view.browse(under("Plant").seenBy(noMixing), GalaxyPaging.FIRST)))
                .containsExactly("Boiler", "Pump_001", "Pump_002");
        assertThat(view.browse(GalaxyQuery.ALL.seenBy(noMixing), GalaxyPaging.FIRST)
                        .hasChildren())
                .containsExactly(true);
        refused(
                GalaxyErrorCode.ROOT_NOT_FOUND,
                "tag name 'Mixing'",
                () -> view.discover(under("Mixing").seenBy(noMixing), GalaxyPaging.FIRST));
    }

    @Test
    void listsAreRememberedWithinABound() {
        int[] asked = new int[1];
        GalaxyVisibility counting = GalaxyVisibility.only("counting", path -> {
            asked[0]++;
            return true;
        });
        GalaxyPage first = view.discover(GalaxyQuery.ALL.seenBy(counting), new GalaxyPaging(2, ""));
        int once = asked[0];
        view.discover(GalaxyQuery.ALL.seenBy(counting), new GalaxyPaging(2, first.nextToken()));
        assertThat(asked[0]).isEqualTo(once);

        for (int i = 0; i < 3 * PlaceLists.MAX_LISTS; i++) {
            view.discover(named("x" + i), GalaxyPaging.FIRST);
        }
        assertThat(view.rememberedLists()).isEqualTo(PlaceLists.MAX_LISTS);
        PlaceLists lists = new PlaceLists();
        for (int i = 0; i < 5; i++) {
            lists.get("list " + i, () -> new int[PlaceLists.MAX_PLACES / 2]);
        }
        assertThat(lists.size()).isEqualTo(2);
    }

    @Test
    void tooManyAlternativesAreRefused() {
        List<Integer> many = new ArrayList<>();
        for (int i = 0; i < 1_001; i++) {
            many.add(i);
        }

        refused(
                GalaxyErrorCode.INVALID_REQUEST,
                "category_ids has 1001 entries",
                () -> view.discover(GalaxyQuery.ALL.filtered(many, List.of(), "", false, false), GalaxyPaging.FIRST));
    }

    @Test
    void aVisibilityMustHaveAnIdentity() {
        assertThatThrownBy(() -> GalaxyVisibility.only("", path -> false)).hasMessageContaining("identity");
    }
}
