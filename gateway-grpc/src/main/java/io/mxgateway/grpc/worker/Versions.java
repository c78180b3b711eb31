package io.mxgateway.grpc.worker;

/** What this build calls itself towards the other end. */
final class Versions {
    private static final String UNKNOWN = "development";

    /** The version in the jar's manifest; a fixed word when there is no jar. */
    static final String OURS = ours();

    private Versions() {}

    private static String ours() {
        String version = Versions.class.getPackage().getImplementationVersion();
        return version == null ? UNKNOWN : version;
    }
}
