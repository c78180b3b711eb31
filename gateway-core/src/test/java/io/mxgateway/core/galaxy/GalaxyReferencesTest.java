package io.mxgateway.core.galaxy;

import static io.mxgateway.core.galaxy.Galaxies.area;
import static io.mxgateway.core.galaxy.Galaxies.array;
import static io.mxgateway.core.galaxy.Galaxies.attribute;
import static io.mxgateway.core.galaxy.Galaxies.contained;
import static io.mxgateway.core.galaxy.Galaxies.object;
import static org.assertj.core.api.Assertions.assertThat;

import io.mxgateway.core.mx.MxSecurityClass;
import org.junit.jupiter.api.Test;

class GalaxyReferencesTest {
    private final GalaxyModel model = Galaxies.model(
            area(1, "Mixing", 0),
            object(
                    2,
                    "Reactor",
                    1,
                    attribute("PV"),
                    attribute("Level.Hi"),
                    array("Recipe", 4),
                    attribute("Odd.Quality")),
            contained(3, "Reactor_Inlet", "Inlet", 2, attribute("PV")),
            contained(4, "Reactor_Inlet_Motor", "Motor", 3, array("Speeds", 6)));

    private final GalaxyReferences references = new GalaxyReferences(() -> model);

    @Test
    void aReferenceFindsItsObjectIgnoringCase() {
        assertThat(references.containedPath("reactor.RECIPE")).contains("Mixing.Reactor");
        assertThat(references.containedPath(" Reactor.Level.Hi ")).contains("Mixing.Reactor");
    }

    @Test
    void withoutAnAttributeItMeansPv() {
        assertThat(references.containedPath("Reactor")).contains("Mixing.Reactor");
        assertThat(references.containedPath("Reactor.Inlet")).contains("Mixing.Reactor.Inlet");
        assertThat(references.containedPath("Mixing")).isEmpty();
    }

    @Test
    void containedNamesLeadInwards() {
        assertThat(references.containedPath("Reactor.Inlet.PV")).contains("Mixing.Reactor.Inlet");
        assertThat(references.containedPath("reactor.inlet.motor.speeds[2]")).contains("Mixing.Reactor.Inlet.Motor");
        assertThat(references.containedPath("Reactor_Inlet_Motor.Speeds")).contains("Mixing.Reactor.Inlet.Motor");
        // An area contains nothing in this sense.
        assertThat(references.containedPath("Mixing.Reactor.PV")).isEmpty();
    }

    @Test
    void onlyABareNameOfAnArrayNeedsBrackets() {
        assertThat(references.isArray("Reactor.Recipe")).isTrue();
        assertThat(references.isArray("REACTOR.inlet.MOTOR.speeds")).isTrue();
        assertThat(references.isArray("Reactor.Recipe[]")).isFalse();
        assertThat(references.isArray("Reactor.Recipe[3]")).isFalse();
        assertThat(references.isArray("Reactor.Recipe.Quality")).isFalse();
        assertThat(references.isArray("Reactor.PV")).isFalse();
    }

    @Test
    void propertiesBelongToTheirAttributeUnlessOneHasTheirName() {
        assertThat(references.securityClassification("Reactor.Recipe[].Quality"))
                .contains(MxSecurityClass.TUNE);
        assertThat(references.securityClassification("Reactor.Recipe.SECURITYclassification"))
                .contains(MxSecurityClass.TUNE);
        assertThat(references.containedPath("Reactor.Odd.Quality")).contains("Mixing.Reactor");
        assertThat(references.containedPath("Reactor.Odd")).isEmpty();
        assertThat(references.containedPath("Reactor.PV.Nonsense")).isEmpty();
    }

    @Test
    void theSecurityClassificationIsTheAttributes() {
        assertThat(references.securityClassification("Reactor.PV")).contains(MxSecurityClass.OPERATE);
        assertThat(references.securityClassification("Reactor.Inlet.Motor.Speeds[]"))
                .contains(MxSecurityClass.VIEW_ONLY);
    }

    @Test
    void whatDoesNotResolveIsNoError() {
        for (String reference : new String[] {
            "",
            ".",
            "..",
            "[",
            "[]",
            "Reactor.",
            "Reactor.[",
            "Reactor.Recipe[",
            "Reactor.Recipe]",
            "Nobody.PV",
            "Reactor.Inlet.Nothing",
            "x".repeat(400),
            "Reactor." + ".".repeat(300)
        }) {
            assertThat(references.containedPath(reference).isPresent())
                    .as(reference)
                    .isEqualTo(reference.equals("Reactor."));
            assertThat(references.isArray(reference)).as(reference).isFalse();
        }
        assertThat(new GalaxyReferences(() -> null).containedPath("Reactor.PV")).isEmpty();
    }
}
