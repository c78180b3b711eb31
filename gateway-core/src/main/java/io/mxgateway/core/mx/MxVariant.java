package io.mxgateway.core.mx;

/** The VARIANT tags that MXAccess values travel in. */
public final class MxVariant {
    public static final String EMPTY = "VT_EMPTY";
    public static final String BOOL = "VT_BOOL";
    public static final String I4 = "VT_I4";
    public static final String I8 = "VT_I8";
    public static final String R4 = "VT_R4";
    public static final String R8 = "VT_R8";
    public static final String BSTR = "VT_BSTR";
    public static final String DATE = "VT_DATE";

    private static final String ARRAY_PREFIX = "VT_ARRAY|";

    private MxVariant() {}

    /** The tag of an array whose elements have the tag {@code element}. */
    public static String arrayOf(String element) {
        return ARRAY_PREFIX + element;
    }
}
