package io.mxgateway.core.mx;

/** The COM result codes (hresult) that calls of MXAccess come back with. */
public final class MxResult {
    /** Success. */
    public static final int S_OK = 0;

    /** E_INVALIDARG: an unknown handle, an empty reference, bad credentials, a write to an item not advised. */
    public static final int INVALID_ARGUMENT = 0x80070057;

    /** E_FAIL: the alarm manager does not answer. */
    public static final int FAILED = 0x80004005;

    /** A secured write with a user that was not authenticated in this session. */
    public static final int USER_NOT_AUTHENTICATED = 0x80004021;

    /** The native status of an acknowledgement that names an alarm nobody knows. */
    public static final int UNKNOWN_ALARM = -55;

    private MxResult() {}

    /** The code in the form that Windows tools print it in, such as {@code 0x80070057}. */
    public static String hex(int hresult) {
        return String.format("0x%08X", hresult);
    }
}
