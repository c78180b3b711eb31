package io.mxgateway.core.galaxy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.UUID;

/** A galaxy's database in memory, which understands what SQL Server understands. */
final class GalaxyDatabase implements AutoCloseable {
    private static final String[] SCHEMA = {
        "CREATE TABLE galaxy (time_of_last_deploy DATETIME)",
        "CREATE TABLE template_definition (template_definition_id INT, category_id SMALLINT)",
        "CREATE TABLE gobject (gobject_id INT, tag_name NVARCHAR(329), contained_name NVARCHAR(32),"
                + " contained_by_gobject_id INT, area_gobject_id INT, hosted_by_gobject_id INT,"
                + " derived_from_gobject_id INT, template_definition_id INT, deployed_package_id INT, is_template BIT)",
        "CREATE TABLE package (package_id INT, derived_from_package_id INT)",
        "CREATE TABLE dynamic_attribute (package_id INT, attribute_name NVARCHAR(329), mx_data_type SMALLINT,"
                + " is_array BIT, array_dimension INT, mx_attribute_category SMALLINT, security_classification SMALLINT)",
        "CREATE TABLE primitive_instance (package_id INT, primitive_name NVARCHAR(329), primitive_definition_id INT)",
        "CREATE TABLE primitive_definition (primitive_definition_id INT, primitive_name NVARCHAR(329))",
        "CREATE TABLE attribute_definition (primitive_definition_id INT, attribute_name NVARCHAR(329),"
                + " mx_data_type SMALLINT, is_array BIT, mx_attribute_category SMALLINT,"
                + " security_classification SMALLINT)"
    };

    private final String url = "jdbc:h2:mem:galaxy-" + UUID.randomUUID()
            + ";MODE=MSSQLServer;DATABASE_TO_UPPER=FALSE;CASE_INSENSITIVE_IDENTIFIERS=TRUE";
    // Open as long as the database is to live.
    private final Connection keeper;

    /** The tables, empty. */
    GalaxyDatabase() throws SQLException {
        keeper = DriverManager.getConnection(url);
        run(SCHEMA);
    }

    /** A small plant: what is in it is told beside each row. */
    static GalaxyDatabase plant() throws SQLException {
        GalaxyDatabase database = new GalaxyDatabase();
        database.run(
                "INSERT INTO galaxy VALUES ('2026-01-02 03:04:05.670')",
                // id, category: platform, engine, area, user-defined object, and one that clients never see
                "INSERT INTO template_definition VALUES (1, 1), (3, 3), (13, 13), (10, 10), (99, 99)",
                // Templates
                "INSERT INTO gobject VALUES (1, '$Platform', NULL, 0, 0, 0, 0, 1, 0, 1),"
                        + " (2, '$Engine', NULL, 0, 0, 0, 0, 3, 0, 1),"
                        + " (3, '$Area', NULL, 0, 0, 0, 0, 13, 0, 1),"
                        + " (4, '$UserDefined', NULL, 0, 0, 0, 0, 10, 0, 1),"
                        + " (5, '$Pump', NULL, 0, 0, 0, 4, 10, 0, 1),"
                        + " (6, '$PumpSpecial', NULL, 0, 0, 0, 5, 10, 0, 1)",
                // Packages: $UserDefined <- $Pump <- $PumpSpecial <- the instances
                "INSERT INTO package VALUES (104, 0), (105, 104), (106, 105), (110, 0), (111, 0), (112, 0), (120, 106),"
                        + " (121, 105), (122, 104), (123, 104)",
                "INSERT INTO gobject VALUES (10, 'Platform_001', '', 0, 12, 0, 1, 1, 110, 0),"
                        + " (11, 'Engine_001', '', 0, 12, 10, 2, 3, 111, 0),"
                        + " (12, 'Plant', '', 0, 0, 11, 3, 13, 112, 0),"
                        + " (13, 'Mixing', '', 0, 12, 11, 3, 13, 112, 0),"
                        + " (20, 'pump_002', '', 0, 13, 11, 6, 10, 120, 0),"
                        + " (21, 'Pump_001', '', 0, 13, 11, 5, 10, 121, 0),"
                        // Inside Pump_001, and inside that again
                        + " (22, 'Pump_001_Motor', 'Motor', 21, 13, 11, 4, 10, 122, 0),"
                        + " (23, 'Pump_001_Drive', 'Drive', 22, 13, 11, 4, 10, 123, 0),"
                        // Not deployed, and of a category that is not shown
                        + " (30, 'Undeployed', '', 0, 13, 11, 5, 10, 0, 0),"
                        + " (31, 'Hidden', '', 0, 13, 11, 5, 99, 122, 0)",
                // What $UserDefined has, what $Pump adds and overrides, what the special one overrides again
                "INSERT INTO dynamic_attribute VALUES (104, 'Comment', 5, 0, NULL, 4, 1),"
                        + " (104, 'Level', 2, 0, NULL, 4, 1),"
                        + " (105, 'Level', 3, 0, NULL, 5, 2),"
                        + " (105, 'Recipe', 5, 1, 8, 4, 4),"
                        + " (105, 'State', 2, 0, NULL, 4, 1),"
                        + " (106, 'LEVEL', 4, 0, NULL, 6, 6),"
                        + " (123, 'PV', 3, 0, NULL, 4, 1)",
                "INSERT INTO primitive_definition VALUES (1, 'ApplicationObject'), (2, 'HistoryExtension'),"
                        + " (3, 'AlarmExtension')",
                "INSERT INTO attribute_definition VALUES (1, 'ScanState', 1, 0, 4, 1), (1, 'State', 14, 0, 4, 1),"
                        + " (1, 'AlarmInhibit', 1, 1, 4, 0), (2, 'Hist.DeadBand', 4, 0, 4, 4)",
                "INSERT INTO primitive_instance VALUES (104, '', 1), (105, 'Level', 2), (121, 'State', 3)");
        return database;
    }

    void run(String... statements) throws SQLException {
        try (Statement statement = keeper.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    Connection open() throws SQLException {
        return DriverManager.getConnection(url);
    }

    /** A connection through a server of the engine that listens in this process. */
    Connection openOver(int port) throws SQLException {
        return DriverManager.getConnection(url.replace("jdbc:h2:mem:", "jdbc:h2:tcp://127.0.0.1:" + port + "/mem:"));
    }

    JdbcGalaxySource source() {
        return new JdbcGalaxySource("test database", this::open, Duration.ofSeconds(30));
    }

    @Override
    public void close() throws SQLException {
        keeper.close();
    }
}
