package io.mxgateway.core.mx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MxValuesTest {
    private static MxSparseArray.Element element(int index, int value) {
        return new MxSparseArray.Element(index, MxValue.of(value));
    }

    @Test
    void valuesKnowTheirTypeAndVariant() {
        assertThat(MxValue.of(true).variantType()).isEqualTo("VT_BOOL");
        assertThat(MxValue.of(1).variantType()).isEqualTo("VT_I4");
        assertThat(MxValue.of(1f).variantType()).isEqualTo("VT_R4");
        assertThat(MxValue.of(1d).variantType()).isEqualTo("VT_R8");
        assertThat(MxValue.of("x").variantType()).isEqualTo("VT_BSTR");
        assertThat(MxValue.of(Instant.EPOCH).variantType()).isEqualTo("VT_DATE");
        assertThat(MxValue.empty().variantType()).isEqualTo("VT_EMPTY");
        assertThat(MxValue.of(MxArray.ofInts(List.of(1))).variantType()).isEqualTo("VT_ARRAY|VT_I4");
        assertThat(MxValue.of(1L).dataType()).as("there is no 64-bit type").isEqualTo(MxDataType.INTEGER);
        assertThat(MxValue.of(1).rawDataType()).isEqualTo(2);
        assertThat(MxValue.of(1d).as(MxDataType.ELAPSED_TIME).rawDataType()).isEqualTo(7);
    }

    @Test
    void anArrayIsNotChangedThroughTheListItWasMadeFrom() {
        List<Integer> list = new ArrayList<>(List.of(1, 2));
        MxArray array = MxArray.ofInts(list);
        list.set(0, 9);
        assertThat(array.elements().values()).isEqualTo(List.of(1, 2));
        assertThat(array.dimensions()).containsExactly(2);
    }

    @Test
    void aSparseArrayExpandsToAFullOneWithDefaults() {
        MxSparseArray sparse = new MxSparseArray(MxDataType.INTEGER, 4, List.of(element(3, 30), element(1, 10)));
        assertThat(sparse.expand()).isEqualTo(MxArray.ofInts(List.of(0, 10, 0, 30)));
        assertThat(new MxSparseArray(MxDataType.STRING, 2, List.of()).expand())
                .isEqualTo(MxArray.ofTexts(List.of("", "")));
        MxArray elapsed = new MxSparseArray(MxDataType.ELAPSED_TIME, 1, List.of()).expand();
        assertThat(elapsed.elementDataType()).isEqualTo(MxDataType.ELAPSED_TIME);
        assertThat(elapsed.elements().values()).isEqualTo(List.of(0.0));
    }

    @Test
    void eachSparseTypeHasItsDefault() {
        MxSparseArray.Element time = new MxSparseArray.Element(0, MxValue.of(Instant.MAX));
        assertThat(new MxSparseArray(MxDataType.UNSPECIFIED, 2, List.of(time))
                        .expand()
                        .elements()
                        .values())
                .isEqualTo(List.of(Instant.MAX, Instant.EPOCH));
        MxSparseArray.Element flag = new MxSparseArray.Element(1, MxValue.of(true));
        assertThat(new MxSparseArray(MxDataType.BOOLEAN, 2, List.of(flag))
                        .expand()
                        .elements()
                        .values())
                .isEqualTo(List.of(false, true));
    }

    @Test
    void sparseArraysOfABadShapeAreRefusedWithTheReason() {
        assertThatThrownBy(() -> new MxSparseArray(MxDataType.INTEGER, 0, List.of()))
                .hasMessageContaining("total_length 0");
        assertThatThrownBy(() -> new MxSparseArray(MxDataType.INTEGER, 65_537, List.of()))
                .hasMessageContaining("65537");
        assertThatThrownBy(() -> new MxSparseArray(MxDataType.INTEGER, -1, List.of()))
                .hasMessageContaining("4294967295");
        assertThatThrownBy(() -> new MxSparseArray(MxDataType.INTEGER, 3, List.of(element(3, 1))))
                .hasMessageContaining("index 3 is outside 0..2");
        assertThatThrownBy(() -> new MxSparseArray(MxDataType.INTEGER, 3, List.of(element(1, 1), element(1, 2))))
                .hasMessageContaining("named twice");
        assertThatThrownBy(() -> new MxSparseArray(
                        MxDataType.INTEGER, 3, List.of(element(1, 1), new MxSparseArray.Element(2, MxValue.of("x")))))
                .hasMessageContaining("mixed types");
        assertThatThrownBy(() -> new MxSparseArray(
                        MxDataType.INTEGER,
                        3,
                        List.of(new MxSparseArray.Element(0, MxValue.of(MxArray.ofInts(List.of(1)))))))
                .hasMessageContaining("not a scalar");
        assertThatThrownBy(() -> new MxSparseArray(MxDataType.UNSPECIFIED, 3, List.of()))
                .hasMessageContaining("name a type or an element");
    }

    @Test
    void theLongestSparseArrayIsAllowed() {
        assertThat(new MxSparseArray(MxDataType.INTEGER, 65_536, List.of(element(65_535, 1)))
                        .expand()
                        .elements()
                        .size())
                .isEqualTo(65_536);
    }

    @Test
    void secretsAreNotShown() {
        MxValue secret = MxValue.of("s3cret");
        MxValue time = MxValue.of("t1me");
        assertThat(List.<Object>of(
                        new MxCommand.AuthenticateUser(1, "joe", "s3cret"),
                        new MxCommand.WriteSecured(1, 2, 3, 4, secret),
                        new MxCommand.WriteSecured2(1, 2, 3, 4, secret, time),
                        new MxCommand.WriteSecuredEntry(1, 2, 3, secret),
                        new MxCommand.WriteSecured2Entry(1, 2, 3, secret, time),
                        new MxCommand.WriteSecuredBulk(1, List.of(new MxCommand.WriteSecuredEntry(1, 2, 3, secret))),
                        new MxCommand.WriteSecured2Bulk(
                                1, List.of(new MxCommand.WriteSecured2Entry(1, 2, 3, secret, time)))))
                .allSatisfy(command -> assertThat(command.toString())
                        .doesNotContain("s3cret")
                        .doesNotContain("t1me")
                        .contains(command.getClass().getSimpleName()));
    }
}
