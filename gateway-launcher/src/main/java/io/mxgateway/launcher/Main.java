package io.mxgateway.launcher;

/** The command line of the gateway. */
public final class Main {

    private Main() {}

    /**
     * Prints the version.
     *
     * @param args ignored
     */
    public static void main(String[] args) {
        System.out.println("mxgateway " + Main.class.getPackage().getImplementationVersion());
    }
}
