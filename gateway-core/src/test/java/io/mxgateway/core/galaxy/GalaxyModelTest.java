package io.mxgateway.core.galaxy;

import static io.mxgateway.core.galaxy.Galaxies.area;
import static io.mxgateway.core.galaxy.Galaxies.attribute;
import static io.mxgateway.core.galaxy.Galaxies.contained;
import static io.mxgateway.core.galaxy.Galaxies.object;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GalaxyModelTest {
    private static List<String> tagNames(GalaxyModel model) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < model.objectCount(); i++) {
            names.add(model.object(i).tagName());
        }
        return names;
    }

    @Test
    void childrenComeAreasFirstThenByNameIgnoringCase() {
        GalaxyModel model = Galaxies.model(
                object(1, "zeta", 9),
                object(2, "Alpha", 9),
                object(3, "beta", 9),
                area(4, "Zone", 9),
                area(5, "attic", 9),
                area(9, "Plant", 0),
                object(10, "Inner", 5));

        assertThat(tagNames(model)).containsExactly("Plant", "attic", "Inner", "Zone", "Alpha", "beta", "zeta");
    }

    @Test
    void objectsOfOneNameAreKeptAndTheLowestIdIsFound() {
        GalaxyModel model = Galaxies.model(object(7, "Pump", 0), object(3, "PUMP", 0), object(5, "pump", 0));

        assertThat(model.objectCount()).isEqualTo(3);
        assertThat(model.object(model.placeOfTagName("pUMP")).id()).isEqualTo(3);
        assertThat(model.warnings()).anyMatch(text -> text.contains("the tag name"));
    }

    @Test
    void anIdThatIsThereTwiceOrMakesNoSenseIsLeftOutWithAWord() {
        GalaxyModel model =
                Galaxies.model(object(1, "One", 0), object(1, "Other", 0), object(0, "Zero", 0), object(2, " ", 0));

        assertThat(tagNames(model)).containsExactly("One");
        assertThat(model.warnings()).hasSize(3);
    }

    @Test
    void objectsThatContainEachOtherAreCutAtTheLowestId() {
        GalaxyModel model = Galaxies.model(
                contained(5, "Five", "5", 6),
                contained(6, "Six", "6", 7),
                contained(7, "Seven", "7", 5),
                object(8, "Eight", 7));

        assertThat(model.object(0).tagName()).isEqualTo("Five");
        assertThat(model.object(model.placeOfTagName("Eight")).containedPath()).isEqualTo("5.7.Eight");
        assertThat(model.warnings()).hasSize(1).allMatch(text -> text.contains("circle") && text.contains("'Five'"));
    }

    @Test
    void anObjectInItselfIsARoot() {
        GalaxyModel model = Galaxies.model(area(5, "Self", 5), contained(6, "Own", "Own", 6));

        assertThat(model.object(0).parentId()).isZero();
        assertThat(model.object(1).parentId()).isZero();
    }

    @Test
    void anObjectWithoutItsContainerStandsInItsArea() {
        GalaxyModel model = Galaxies.model(
                area(1, "Plant", 0), new GalaxyEntry(2, "Orphan", "Inner", 99, 1, 0, 10, false, List.of(), List.of()));

        assertThat(model.object(1).parentId()).isEqualTo(1);
        assertThat(model.warnings()).singleElement().asString().contains("container 99");
    }

    @Test
    void aChainDeeperThanAnyGalaxyIsCutAndEndsInTime() {
        List<GalaxyEntry> entries = new ArrayList<>();
        for (int id = 1; id <= 20_000; id++) {
            entries.add(contained(id, "Tag_" + id, "C" + id, id - 1));
        }

        GalaxyModel model = GalaxyModel.of(Optional.empty(), entries);

        assertThat(model.objectCount()).isEqualTo(20_000);
        for (int i = 0; i < model.objectCount(); i++) {
            assertThat(model.depth(i)).isLessThan(GalaxyForest.MAX_DEPTH);
        }
        assertThat(model.warnings().size()).isLessThan(60);
        assertThat(model.warnings().get(model.warnings().size() - 1)).contains("more like these");
    }

    @Test
    void attributesAreSortedByNameAndTheFirstOfOneNameIsKept() {
        GalaxyModel model =
                Galaxies.model(object(1, "One", 0, attribute("b"), attribute("A"), attribute("B"), attribute("c")));

        assertThat(model.object(0).attributes())
                .extracting(GalaxyAttribute::name)
                .containsExactly("A", "b", "c");
        assertThat(model.attributeCount()).isEqualTo(3);
    }

    @Test
    void anEmptyGalaxyIsAGalaxy() {
        assertThat(GalaxyModel.of(Optional.empty(), List.of()).objectCount()).isZero();
    }
}
