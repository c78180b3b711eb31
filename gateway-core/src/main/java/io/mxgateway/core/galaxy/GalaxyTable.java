package io.mxgateway.core.galaxy;

import java.util.List;
import java.util.Locale;

/** The tables of a galaxy's database that are read, each with one fixed statement. */
enum GalaxyTable {
    GALAXY("galaxy", List.of("time_of_last_deploy"), "SELECT time_of_last_deploy FROM galaxy"),
    GOBJECT(
            "gobject",
            List.of(
                    "gobject_id",
                    "tag_name",
                    "contained_name",
                    "contained_by_gobject_id",
                    "area_gobject_id",
                    "hosted_by_gobject_id",
                    "derived_from_gobject_id",
                    "template_definition_id",
                    "deployed_package_id",
                    "is_template"),
            "SELECT gobject_id, tag_name, contained_name, contained_by_gobject_id, area_gobject_id,"
                    + " hosted_by_gobject_id, derived_from_gobject_id, template_definition_id, deployed_package_id,"
                    + " is_template FROM gobject"),
    TEMPLATE_DEFINITION(
            "template_definition",
            List.of("template_definition_id", "category_id"),
            "SELECT template_definition_id, category_id FROM template_definition"),
    PACKAGE(
            "package",
            List.of("package_id", "derived_from_package_id"),
            "SELECT package_id, derived_from_package_id FROM package"),
    DYNAMIC_ATTRIBUTE(
            "dynamic_attribute",
            List.of(
                    "package_id",
                    "attribute_name",
                    "mx_data_type",
                    "is_array",
                    "array_dimension",
                    "mx_attribute_category",
                    "security_classification"),
            "SELECT package_id, attribute_name, mx_data_type, is_array, array_dimension, mx_attribute_category,"
                    + " security_classification FROM dynamic_attribute"),
    PRIMITIVE_INSTANCE(
            "primitive_instance",
            List.of("package_id", "primitive_name", "primitive_definition_id"),
            "SELECT package_id, primitive_name, primitive_definition_id FROM primitive_instance"),
    PRIMITIVE_DEFINITION(
            "primitive_definition",
            List.of("primitive_definition_id", "primitive_name"),
            "SELECT primitive_definition_id, primitive_name FROM primitive_definition"),
    ATTRIBUTE_DEFINITION(
            "attribute_definition",
            List.of(
                    "primitive_definition_id",
                    "attribute_name",
                    "mx_data_type",
                    "is_array",
                    "mx_attribute_category",
                    "security_classification"),
            "SELECT primitive_definition_id, attribute_name, mx_data_type, is_array, mx_attribute_category,"
                    + " security_classification FROM attribute_definition");

    private final String tableName;
    private final List<String> columns;
    private final String select;

    GalaxyTable(String tableName, List<String> columns, String select) {
        this.tableName = tableName;
        this.columns = columns;
        this.select = select;
    }

    String tableName() {
        return tableName;
    }

    List<String> columns() {
        return columns;
    }

    /** The statement that reads all of it; its columns come in the order of {@link #columns()}. */
    String select() {
        return select;
    }

    /** The names that databases may keep it under, which differ in case. */
    List<String> spellings() {
        return List.of(tableName, tableName.toUpperCase(Locale.ROOT));
    }
}
