package io.mxgateway.launcher.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mxgateway.core.mx.MxArray;
import io.mxgateway.core.mx.MxValue;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

class ValueTypeTest {
    private static MxValue parsed(String type, String text) {
        return ValueType.named(type).orElseThrow().parse(text);
    }

    @Test
    void textsBecomeValuesOfTheTypeAsked() {
        assertThat(parsed("bool", "Yes")).isEqualTo(MxValue.of(true));
        assertThat(parsed("bool", "0")).isEqualTo(MxValue.of(false));
        assertThat(parsed("int", " -7 ")).isEqualTo(MxValue.of(-7));
        assertThat(parsed("long", "3000000000")).isEqualTo(MxValue.of(3_000_000_000L));
        assertThat(parsed("float", "2.5")).isEqualTo(MxValue.of(2.5f));
        assertThat(parsed("double", "-Infinity")).isEqualTo(MxValue.of(Double.NEGATIVE_INFINITY));
        assertThat(parsed("string", " as it is ")).isEqualTo(MxValue.of(" as it is "));
        assertThat(parsed("time", "2027-01-31T12:00:00+01:00"))
                .isEqualTo(MxValue.of(Instant.parse("2027-01-31T11:00:00Z")));
        assertThat(parsed("TIME", "2027-01-31T12:00"))
                .isEqualTo(MxValue.of(LocalDateTime.of(2027, 1, 31, 12, 0)
                        .atZone(ZoneId.systemDefault())
                        .toInstant()));
        assertThat(parsed("int[]", "[1, 2,3]")).isEqualTo(MxValue.of(MxArray.ofInts(List.of(1, 2, 3))));
        assertThat(parsed("string[]", "a,,b")).isEqualTo(MxValue.of(MxArray.ofTexts(List.of("a", "", "b"))));
        assertThat(parsed("bool[]", "")).isEqualTo(MxValue.of(MxArray.ofBools(List.of())));
    }

    @Test
    void aTextThatIsNoValueIsRefusedWithTheRule() {
        for (String[] wrong : new String[][] {
            {"bool", "maybe"},
            {"int", "2147483648"},
            {"int", "1.5"},
            {"long", ""},
            {"float", "1e99"},
            {"double", "1e999"},
            {"double", "12,5"},
            {"time", "yesterday"},
            {"time", "2027-02-31T00:00:00Z"},
            {"int[]", "1,,2"}
        }) {
            assertThatThrownBy(() -> parsed(wrong[0], wrong[1]))
                    .as(wrong[0] + " " + wrong[1])
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("must be ");
        }
        assertThat(ValueType.named("number")).isEmpty();
        assertThat(ValueType.named("")).isEmpty();
    }

    @Test
    void theTypeOfAValueIsTheOneThatItIsWrittenIn() {
        for (String[] sample : new String[][] {
            {"bool", "true"},
            {"int", "1"},
            {"long", "1"},
            {"float", "1"},
            {"double", "1"},
            {"string", "1"},
            {"time", "2027-01-31T12:00:00Z"}
        }) {
            assertThat(Values.type(parsed(sample[0], sample[1]))).isEqualTo(sample[0]);
            assertThat(Values.type(parsed(sample[0] + "[]", sample[1]))).isEqualTo(sample[0] + "[]");
        }
        assertThat(Values.type(MxValue.empty())).isEmpty();
    }

    @Test
    void valuesAreShownOnOneLineAndAsJsonHasThem() {
        assertThat(Values.text(MxValue.of("a\nb\u001b[2J\u202e"))).isEqualTo("a\\u000ab\\u001b[2J\\u202e");
        assertThat(Values.text(MxValue.empty())).isEqualTo("-");
        assertThat(Values.plain(MxValue.of(Double.NaN))).isEqualTo("NaN");
        assertThat(Values.plain(MxValue.of(MxArray.ofFloats(List.of(1.5f, Float.POSITIVE_INFINITY)))))
                .isEqualTo(List.of(1.5f, "Infinity"));
    }

    @Test
    void anEndpointIsAHostAndAPort() {
        assertThat(Endpoint.parse("plant")).hasToString("plant:50051");
        assertThat(Endpoint.parse("[::1]:7")).hasToString("[::1]:7").matches(Endpoint::isLoopback);
        assertThat(Endpoint.parse("https://plant:443/").encrypted()).contains(true);
        for (String wrong : new String[] {"", "a:0", "a:65536", "::1", "user@host:1", "a b:1", "ftp://a:1", "a:x"}) {
            assertThatThrownBy(() -> Endpoint.parse(wrong))
                    .as(wrong)
                    .isInstanceOfSatisfying(
                            ClientFailure.class,
                            failure -> assertThat(failure.exitCode()).isEqualTo(2));
        }
    }
}
