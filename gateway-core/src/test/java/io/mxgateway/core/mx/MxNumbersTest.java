package io.mxgateway.core.mx;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MxNumbersTest {
    @Test
    void theDetailNumbers() {
        int[] expected = IntStream.concat(
                        IntStream.concat(IntStream.rangeClosed(0, 26), IntStream.rangeClosed(1000, 1017)),
                        IntStream.of(8000))
                .toArray();
        assertThat(Arrays.stream(MxDetail.values()).mapToInt(MxDetail::number).toArray())
                .containsExactly(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "0, SUCCESS",
        "1, REQUEST_TIMED_OUT",
        "2, PLATFORM_COMMUNICATION",
        "3, INVALID_PLATFORM",
        "4, INVALID_ENGINE",
        "5, ENGINE_COMMUNICATION",
        "6, INVALID_REFERENCE",
        "7, NO_GALAXY_REPOSITORY",
        "8, INVALID_OBJECT",
        "9, OBJECT_SIGNATURE",
        "10, ATTRIBUTE_SIGNATURE",
        "11, RESOLVING_ATTRIBUTE",
        "12, RESOLVING_OBJECT",
        "13, WRONG_DATA_TYPE",
        "14, WRONG_NUMBER_OF_DIMENSIONS",
        "15, INVALID_INDEX",
        "16, INDEX_OUT_OF_ORDER",
        "17, DIMENSION_DOES_NOT_EXIST",
        "18, CONVERSION_NOT_SUPPORTED",
        "19, UNABLE_TO_CONVERT_STRING",
        "20, OVERFLOW",
        "21, NMX_VERSION",
        "22, NMX_COMMAND",
        "23, LMX_VERSION",
        "24, LMX_COMMAND",
        "25, REPOSITORY_BUSY",
        "26, ENGINE_OVERLOADED",
        "1000, INVALID_PRIMITIVE",
        "1001, INVALID_ATTRIBUTE",
        "1002, INVALID_PROPERTY",
        "1003, INDEX_OUT_OF_RANGE",
        "1004, DATA_OUT_OF_RANGE",
        "1005, INCORRECT_DATA_TYPE",
        "1006, NOT_READABLE",
        "1007, NOT_WRITEABLE",
        "1008, WRITE_ACCESS_DENIED",
        "1009, UNKNOWN",
        "1010, OBJECT_INITIALIZING",
        "1011, ENGINE_INITIALIZING",
        "1012, SECURED_WRITE",
        "1013, VERIFIED_WRITE",
        "1014, NO_ALARM_ACK_PRIVILEGE",
        "1015, ALARM_ALREADY_ACKNOWLEDGED",
        "1016, USER_WITHOUT_RIGHTS",
        "1017, VERIFIER_WITHOUT_RIGHTS",
        "8000, OBJECT_SPECIFIC"
    })
    void eachDetailMeansWhatItMeans(int number, MxDetail detail) {
        assertThat(detail.number()).isEqualTo(number);
        assertThat(MxDetail.textOf(number)).isEqualTo(detail.text());
        assertThat(detail.text().isEmpty()).isEqualTo(detail == MxDetail.SUCCESS);
    }

    @Test
    void aDetailThatNobodyKnowsIsShownAsItsNumber() {
        assertThat(MxDetail.textOf(4711)).isEqualTo("detail 4711");
    }

    @ParameterizedTest
    @CsvSource({
        "UNKNOWN, -1",
        "OK, 0",
        "PENDING, 1",
        "WARNING, 2",
        "COMMUNICATION_ERROR, 3",
        "CONFIGURATION_ERROR, 4",
        "OPERATIONAL_ERROR, 5",
        "SECURITY_ERROR, 6",
        "SOFTWARE_ERROR, 7",
        "OTHER_ERROR, 8"
    })
    void categories(MxStatusCategory category, int nativeNumber) {
        assertThat(category.nativeNumber()).isEqualTo(nativeNumber);
        assertThat(category.number()).isEqualTo(nativeNumber + 2);
        assertThat(MxStatusCategory.ofNative(nativeNumber)).isEqualTo(category);
        assertThat(MxStatusCategory.ofNumber(nativeNumber + 2)).isEqualTo(category);
    }

    @ParameterizedTest
    @CsvSource({
        "UNKNOWN, -1",
        "REQUESTING_LMX, 0",
        "RESPONDING_LMX, 1",
        "REQUESTING_NMX, 2",
        "RESPONDING_NMX, 3",
        "REQUESTING_AUTOMATION_OBJECT, 4",
        "RESPONDING_AUTOMATION_OBJECT, 5"
    })
    void sources(MxStatusSource source, int nativeNumber) {
        assertThat(source.nativeNumber()).isEqualTo(nativeNumber);
        assertThat(source.number()).isEqualTo(nativeNumber + 2);
        assertThat(MxStatusSource.ofNative(nativeNumber)).isEqualTo(source);
    }

    @ParameterizedTest
    @CsvSource({
        "UNKNOWN, -1",
        "NO_DATA, 0",
        "BOOLEAN, 1",
        "INTEGER, 2",
        "FLOAT, 3",
        "DOUBLE, 4",
        "STRING, 5",
        "TIME, 6",
        "ELAPSED_TIME, 7",
        "REFERENCE_TYPE, 8",
        "STATUS_TYPE, 9",
        "ENUM, 10",
        "SECURITY_CLASSIFICATION_ENUM, 11",
        "DATA_QUALITY_TYPE, 12",
        "QUALIFIED_ENUM, 13",
        "QUALIFIED_STRUCT, 14",
        "INTERNATIONALIZED_STRING, 15",
        "BIG_STRING, 16"
    })
    void dataTypes(MxDataType type, int nativeNumber) {
        assertThat(type.nativeNumber()).isEqualTo(nativeNumber);
        assertThat(type.number()).isEqualTo(nativeNumber + 2);
        assertThat(MxDataType.ofNative(nativeNumber)).isEqualTo(type);
        assertThat(MxDataType.ofNumber(nativeNumber + 2)).isEqualTo(type);
    }

    @Test
    void numbersThatNobodyKnowsAreUnknown() {
        assertThat(MxDataType.ofNumber(999)).isEqualTo(MxDataType.UNKNOWN);
        assertThat(MxDataType.ofNative(-2)).isEqualTo(MxDataType.UNKNOWN);
        assertThat(MxStatusCategory.ofNative(77)).isEqualTo(MxStatusCategory.UNKNOWN);
        assertThat(MxStatusSource.ofNumber(77)).isEqualTo(MxStatusSource.UNKNOWN);
    }

    @ParameterizedTest
    @CsvSource({
        "FREE_ACCESS, 0",
        "OPERATE, 1",
        "SECURED_WRITE, 2",
        "VERIFIED_WRITE, 3",
        "TUNE, 4",
        "CONFIGURE, 5",
        "VIEW_ONLY, 6"
    })
    void securityClasses(MxSecurityClass securityClass, int number) {
        assertThat(securityClass.number()).isEqualTo(number);
        assertThat(MxSecurityClass.ofNumber(number)).hasValue(securityClass);
    }

    @ParameterizedTest
    @CsvSource({
        "192, good, true",
        "216, 'good, local override', true",
        "64, uncertain, false",
        "68, 'uncertain, last usable value', false",
        "0, bad, false",
        "4, 'bad, configuration error', false",
        "8, 'bad, not connected', false",
        "20, 'bad, last known value', false",
        "24, 'bad, communication failure', false",
        "28, 'bad, out of service', false",
        "32, 'bad, waiting for initial data', false",
        "196, good, true",
        "80, uncertain, false",
        "12, bad, false",
        "49344, good, true"
    })
    void qualities(int quality, String text, boolean good) {
        assertThat(MxQuality.textOf(quality)).isEqualTo(text);
        assertThat(MxQuality.isGood(quality)).isEqualTo(good);
    }

    @Test
    void resultsArePrintedAsWindowsDoes() {
        assertThat(MxResult.hex(MxResult.INVALID_ARGUMENT)).isEqualTo("0x80070057");
        assertThat(MxResult.hex(MxResult.USER_NOT_AUTHENTICATED)).isEqualTo("0x80004021");
        assertThat(MxResult.UNKNOWN_ALARM).isEqualTo(-55);
    }

    @Test
    void successIsMinusOneAndFailureZero() {
        assertThat(MxStatus.good().success()).isEqualTo(-1);
        assertThat(MxStatus.of(MxStatusCategory.PENDING, MxStatusSource.REQUESTING_LMX, 0)
                        .success())
                .isEqualTo(-1);
        MxStatus failed = MxStatus.of(MxStatusCategory.SECURITY_ERROR, MxStatusSource.RESPONDING_LMX, 1016);
        assertThat(failed.success()).isZero();
        assertThat(failed.rawCategory()).isEqualTo(6);
        assertThat(failed.rawDetectedBy()).isEqualTo(1);
        assertThat(failed.diagnosticText()).isEqualTo("user lacks the right");
        assertThat(failed.isOk()).isFalse();
    }
}
