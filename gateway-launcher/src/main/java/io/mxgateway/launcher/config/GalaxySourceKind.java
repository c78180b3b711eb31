package io.mxgateway.launcher.config;

/** Where what is known of the galaxy comes from. */
public enum GalaxySourceKind {
    /** The bundled simulator's galaxy, if the simulator is the default backend; else nowhere. */
    AUTO,
    /** The bundled simulator's galaxy. */
    SIMULATED,
    /** A database. */
    JDBC,
    /** Nowhere: the galaxy cannot be browsed. */
    OFF
}
