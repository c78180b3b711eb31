package io.mxgateway.core.galaxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mxgateway.core.testing.NothingLeftBehind;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NothingLeftBehind.class)
class JdbcGalaxySourceTest {
    private GalaxyDatabase database;

    @BeforeEach
    void fill() throws SQLException {
        database = GalaxyDatabase.plant();
    }

    @AfterEach
    void drop() throws SQLException {
        database.close();
    }

    private GalaxyObject object(String tagName) throws GalaxySourceException {
        GalaxyModel model = database.source().load();
        return model.object(model.placeOfTagName(tagName));
    }

    private GalaxyAttribute attribute(String tagName, String name) throws GalaxySourceException {
        return GalaxyAttributes.of(object(tagName).attributes()).find(name);
    }

    private static List<String> tagNames(GalaxyModel model) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < model.objectCount(); i++) {
            names.add(model.object(i).tagName());
        }
        return names;
    }

    @Test
    void onlyDeployedInstancesOfTheKnownCategoriesAreThere() throws Exception {
        assertThat(tagNames(database.source().load()))
                .containsExactlyInAnyOrder(
                        "Platform_001",
                        "Engine_001",
                        "Plant",
                        "Mixing",
                        "pump_002",
                        "Pump_001",
                        "Pump_001_Motor",
                        "Pump_001_Drive");
    }

    @Test
    void everyOneOfTheKnownCategoriesIsShownAndNoOther() throws Exception {
        for (int category = 0; category <= 30; category++) {
            database.run(
                    "INSERT INTO template_definition VALUES (" + (1000 + category) + ", " + category + ")",
                    "INSERT INTO gobject VALUES (" + (1000 + category) + ", 'Of_" + category + "', '', 0, 0, 0, 0, "
                            + (1000 + category) + ", 112, 0)");
        }

        assertThat(tagNames(database.source().load()))
                .filteredOn(name -> name.startsWith("Of_"))
                .containsExactlyInAnyOrder(
                        "Of_1", "Of_3", "Of_4", "Of_10", "Of_11", "Of_13", "Of_17", "Of_24", "Of_26");
    }

    @Test
    void theParentIsTheContainerElseTheArea() throws Exception {
        assertThat(object("Pump_001_Drive").parentId()).isEqualTo(22);
        assertThat(object("Pump_001_Motor").parentId()).isEqualTo(21);
        assertThat(object("Pump_001").parentId()).isEqualTo(13);
        assertThat(object("Plant").parentId()).isZero();
        assertThat(object("Pump_001_Drive").containedPath()).isEqualTo("Plant.Mixing.Pump_001.Motor.Drive");
        assertThat(object("Pump_001_Drive").browseName()).isEqualTo("Drive");
    }

    @Test
    void categoryThirteenIsAnArea() throws Exception {
        assertThat(object("Mixing").area()).isTrue();
        assertThat(object("Mixing").categoryId()).isEqualTo(13);
        assertThat(object("Pump_001").area()).isFalse();
        assertThat(object("Pump_001").hostedById()).isEqualTo(11);
    }

    @Test
    void theTemplateChainFollowsTheDerivationFromTheNearest() throws Exception {
        assertThat(object("pump_002").templateChain()).containsExactly("$PumpSpecial", "$Pump", "$UserDefined");
    }

    @Test
    void theTemplateChainEndsAfterTen() throws Exception {
        for (int i = 0; i < 12; i++) {
            database.run("INSERT INTO gobject VALUES (" + (200 + i) + ", '$T" + i + "', '', 0, 0, 0, " + (201 + i)
                    + ", 10, 0, 1)");
        }
        database.run("INSERT INTO gobject VALUES (299, 'Deep', '', 0, 13, 0, 200, 10, 122, 0)");

        assertThat(object("Deep").templateChain()).hasSize(10).startsWith("$T0").endsWith("$T9");
        assertThat(database.source().load().warnings())
                .anySatisfy(warning -> assertThat(warning).contains("'Deep'", "longer than 10"));
    }

    @Test
    void theNearestPackageOfTheChainWins() throws Exception {
        assertThat(attribute("pump_002", "Level").dataType()).isEqualTo(4);
        assertThat(attribute("pump_002", "Level").category()).isEqualTo(6);
        assertThat(attribute("pump_002", "Level").securityClassification()).isEqualTo(6);
        assertThat(attribute("Pump_001", "Level").dataType()).isEqualTo(3);
        assertThat(attribute("Pump_001_Motor", "Level").dataType()).isEqualTo(2);
        assertThat(attribute("Pump_001", "Comment").dataType()).isEqualTo(5);
    }

    @Test
    void packagesBeyondTheTenthDoNotCount() throws Exception {
        for (int i = 0; i < 12; i++) {
            database.run(
                    "INSERT INTO package VALUES (" + (300 + i) + ", " + (301 + i) + ")",
                    "INSERT INTO dynamic_attribute VALUES (" + (300 + i) + ", 'A" + i + "', 2, 0, NULL, 4, 1)");
        }
        database.run("INSERT INTO gobject VALUES (399, 'Deep', '', 0, 13, 0, 4, 10, 300, 0)");

        assertThat(object("Deep").attributes())
                .extracting(GalaxyAttribute::name)
                .containsExactly("A0", "A1", "A2", "A3", "A4", "A5", "A6", "A7", "A8", "A9");
    }

    @Test
    void builtInAttributesOfPrimitivesJoinAndDynamicOnesWin() throws Exception {
        assertThat(attribute("Pump_001", "ScanState").dataType()).isEqualTo(1);
        assertThat(attribute("Pump_001", "AlarmInhibit").array()).isTrue();
        assertThat(attribute("Pump_001", "State").dataType()).isEqualTo(2);
        assertThat(attribute("Pump_001_Motor", "State").dataType()).isEqualTo(14);
        // A primitive with a name puts it in front of what it brings along.
        assertThat(attribute("Pump_001", "Level.Hist.DeadBand").dataType()).isEqualTo(4);
    }

    @Test
    void extensionsNamedLikeTheAttributeTellThatItIsHistorizedOrAlarmed() throws Exception {
        assertThat(attribute("Pump_001", "Level").historized()).isTrue();
        assertThat(attribute("Pump_001", "Level").alarm()).isFalse();
        assertThat(attribute("Pump_001", "State").alarm()).isTrue();
        assertThat(attribute("Pump_001", "State").historized()).isFalse();
        // Inherited along the packages, under any case; and not where the extension is not.
        assertThat(attribute("pump_002", "Level").historized()).isTrue();
        assertThat(attribute("pump_002", "State").alarm()).isFalse();
        assertThat(attribute("Pump_001_Motor", "Level").historized()).isFalse();
    }

    @Test
    void arraysTellTheirDimension() throws Exception {
        GalaxyAttribute recipe = attribute("Pump_001", "Recipe");

        assertThat(recipe.array()).isTrue();
        assertThat(recipe.arrayDimension()).isEqualTo(8);
        assertThat(recipe.reference("Pump_001")).isEqualTo("Pump_001.Recipe[]");
        assertThat(recipe.dataTypeName()).isEqualTo("STRING");
        assertThat(attribute("Pump_001", "Level").reference("Pump_001")).isEqualTo("Pump_001.Level");
    }

    @Test
    void theDeployTimeIsReadAsUtcAndMayBeMissing() throws Exception {
        assertThat(database.source().lastDeploy()).contains(Instant.parse("2026-01-02T03:04:05.670Z"));

        database.run("UPDATE galaxy SET time_of_last_deploy = NULL");
        assertThat(database.source().lastDeploy()).isEmpty();

        database.run("DELETE FROM galaxy");
        assertThat(database.source().lastDeploy()).isEmpty();
    }

    @Test
    void aMissingTableIsNamed() throws Exception {
        for (GalaxyTable table : GalaxyTable.values()) {
            try (GalaxyDatabase broken = GalaxyDatabase.plant()) {
                broken.run("DROP TABLE " + table.tableName());

                assertThatThrownBy(() -> broken.source().load())
                        .isInstanceOf(GalaxySourceException.class)
                        .hasMessageContaining("table '" + table.tableName() + "' is missing")
                        .hasMessageContaining("test database");
            }
        }
    }

    @Test
    void aMissingColumnIsNamed() throws Exception {
        for (GalaxyTable table : GalaxyTable.values()) {
            for (String column : table.columns()) {
                if (table.columns().size() > 1) {
                    try (GalaxyDatabase broken = new GalaxyDatabase()) {
                        broken.run("ALTER TABLE " + table.tableName() + " DROP COLUMN " + column);

                        assertThatThrownBy(() -> broken.source().load())
                                .hasMessageContaining(
                                        "table '" + table.tableName() + "' has no column [" + column + "]");
                    }
                }
            }
        }
    }

    @Test
    void circlesOrphansAndDuplicatesAreToldAndEndNothing() throws Exception {
        database.run(
                "UPDATE gobject SET contained_by_gobject_id = 23 WHERE gobject_id = 21",
                "UPDATE gobject SET derived_from_gobject_id = 6 WHERE gobject_id = 5",
                "UPDATE package SET derived_from_package_id = 121 WHERE package_id = 105",
                "UPDATE gobject SET area_gobject_id = 4711 WHERE gobject_id = 13",
                "INSERT INTO gobject VALUES (40, 'PUMP_002', '', 0, 13, 11, 4712, 10, 4713, 0),"
                        + " (20, 'Again', '', 0, 13, 11, 5, 10, 121, 0), (41, 'NoKind', '', 0, 13, 0, 0, 4714, 112, 0)");

        GalaxyModel model = database.source().load();

        String all = String.join("\n", model.warnings());
        assertThat(all)
                .contains("form a circle")
                .contains("'$PumpSpecial' derives from itself")
                .contains("package 121 derives from itself")
                .contains("the area 4711 of object 13")
                .contains("gobject 4712 does not exist")
                .contains("package 4713 does not exist")
                .contains("gobject_id 20 is there twice")
                .contains("the tag name 'PUMP_002' belongs to the objects 20 and 40")
                .contains("template_definition_id 4714 does not exist");
        assertThat(model.object(model.placeOfTagName("PUMP_002")).id()).isEqualTo(20);
        assertThat(model.object(model.placeOfTagName("Mixing")).parentId()).isZero();
    }

    @Test
    void objectsOfOneTemplateShareTheirAttributes() throws Exception {
        database.run(
                "INSERT INTO package VALUES (500, 105), (501, 105)",
                "INSERT INTO gobject VALUES (500, 'One', '', 0, 13, 11, 5, 10, 500, 0),"
                        + " (501, 'Two', '', 0, 13, 11, 5, 10, 501, 0)");
        GalaxyModel model = database.source().load();

        assertThat(model.object(model.placeOfTagName("One")).attributes())
                .isSameAs(model.object(model.placeOfTagName("Two")).attributes())
                .isNotEmpty();
    }

    @Test
    void theDatabaseIsAskedInPlainSelectsOverAReadOnlyConnectionWithATimeout() throws Exception {
        List<String> asked = Collections.synchronizedList(new ArrayList<>());
        var source = new JdbcGalaxySource(
                "spied", () -> spied(Connection.class, database.open(), asked), Duration.ofSeconds(7));

        source.load();
        source.lastDeploy();
        source.test();

        assertThat(asked).filteredOn("setReadOnly(true)"::equals).hasSize(3);
        assertThat(asked).filteredOn("close()"::equals).hasSizeGreaterThanOrEqualTo(3);
        List<String> queries =
                asked.stream().filter(call -> call.startsWith("executeQuery")).toList();
        // The deploy time three times, each other table once.
        assertThat(queries).hasSize(GalaxyTable.values().length + 2);
        assertThat(queries).allSatisfy(query -> assertThat(query).startsWith("executeQuery(SELECT "));
        assertThat(asked).filteredOn("setQueryTimeout(7)"::equals).hasSameSizeAs(queries);
        assertThat(asked).noneMatch(call -> call.startsWith("execute(") || call.startsWith("executeUpdate"));
    }

    private static <T> T spied(Class<T> type, T real, List<String> asked) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, args) -> {
            asked.add(method.getName() + "(" + (args == null ? "" : String.valueOf(args[0])) + ")");
            try {
                Object answer = method.invoke(real, args);
                return answer instanceof java.sql.Statement statement
                        ? spied(java.sql.Statement.class, statement, asked)
                        : answer;
            } catch (java.lang.reflect.InvocationTargetException e) {
                throw e.getCause();
            }
        }));
    }

    @Test
    void aTestOfTheConnectionTellsWhatAnswersOrWhyNothingDoes() throws Exception {
        assertThat(database.source().test()).contains("H2").contains("2026-01-02T03:04:05.670Z");

        var unreachable = new JdbcGalaxySource(
                "the far database",
                () -> {
                    throw new SQLException("no route to host");
                },
                Duration.ofSeconds(1));
        assertThatThrownBy(unreachable::test)
                .isInstanceOf(GalaxySourceException.class)
                .hasMessageContaining("cannot connect to the far database: no route to host")
                .hasMessageContaining("Check that the server runs");
    }
}
