package io.mxgateway.core.mx;

import java.util.Optional;

/** What a user needs in order to write an attribute. The numbers are not in order of privilege. */
public enum MxSecurityClass {
    /** Anybody may write. */
    FREE_ACCESS(0),
    /** The right to operate. */
    OPERATE(1),
    /** The right to operate, and to sign for the write. */
    SECURED_WRITE(2),
    /** As above, and a second person who verifies. */
    VERIFIED_WRITE(3),
    /** The right to tune. */
    TUNE(4),
    /** The right to configure. */
    CONFIGURE(5),
    /** Nobody may write. */
    VIEW_ONLY(6);

    // Once: values() makes a copy for every caller.
    private static final MxSecurityClass[] ALL = values();

    private final int number;

    MxSecurityClass(int number) {
        this.number = number;
    }

    /** The native number. */
    public int number() {
        return number;
    }

    /** The class with this native number, or empty when there is none. */
    public static Optional<MxSecurityClass> ofNumber(int number) {
        return MxNumbers.find(ALL, MxSecurityClass::number, number);
    }
}
