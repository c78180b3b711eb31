package io.mxgateway.core.security;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyTokenTest {
    private static final String SECRET = TestKeys.secret(1);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer mxgw_line.1-a_S",
                "bearer MXGW_line.1-a_S",
                "BEARER mxgw_line.1-a_S",
                "bEaReR MxGw_line.1-a_S"
            })
    void aWellFormedKeyIsTakenInAnyCaseOfItsPrefixes(String shape) {
        KeyToken token =
                KeyToken.parse(shape.substring(0, shape.length() - 1) + SECRET).orElseThrow();

        assertThat(token.id()).isEqualTo("line.1-a");
        assertThat(token.secret()).isEqualTo(SECRET);
        assertThat(token.secretIs(token.secretBytes())).isTrue();
        assertThat(token.toString()).contains("line.1-a").doesNotContain(SECRET);
    }

    @Test
    void theCaseOfIdAndSecretCounts() {
        assertThat(KeyToken.parse(TestKeys.header("Line", SECRET)).orElseThrow().id())
                .isEqualTo("Line");
        byte[] other = SECRET.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
        other[5] ^= 0x20;
        assertThat(KeyToken.parse(TestKeys.header("Line", SECRET)).orElseThrow().secretIs(other))
                .isFalse();
    }

    @Test
    void aSecretMayContainTheSeparator() {
        String secret = "_".repeat(20) + "-".repeat(22) + "A";
        KeyToken token = KeyToken.parse(TestKeys.header("a", secret)).orElseThrow();
        assertThat(token.id()).isEqualTo("a");
        assertThat(token.secret()).isEqualTo(secret);
    }

    @Test
    void theLongestIdIsTakenAndOneCharacterMoreIsNot() {
        assertThat(KeyToken.parse(TestKeys.header("x".repeat(64), SECRET))).isPresent();
        assertThat(KeyToken.parse(TestKeys.header("x".repeat(65), SECRET))).isEmpty();
    }

    /** {@code S} stands for a good secret. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "S",
                "Bearer",
                "Bearer ",
                "Bearer S",
                "mxgw_id_S",
                "Basic mxgw_id_S",
                "Bearermxgw_id_S",
                "Bearer  mxgw_id_S",
                "Bearer\tmxgw_id_S",
                " Bearer mxgw_id_S",
                "Bearer mxgw_id_S ",
                "Bearer mxgw_id_S\n",
                "Bearer mxgw_id_SA",
                "Bearer mxgw_id_S=",
                "Bearer mxgw_id_",
                "Bearer mxgw_id",
                "Bearer mxgw__S",
                "Bearer mxgw_S",
                "Bearer mxgwid_S",
                "Bearer mxg_id_S",
                "Bearer mxgw-id-S",
                "Bearer mxgw_id-S",
                "Bearer mxgw_i_d_S",
                "Bearer mxgw_i d_S",
                "Bearer mxgw_i/d_S",
                "Bearer mxgw_\u00efd_S",
                "Bearer mxgw_id\u0000_S",
                "Bearer mxgw_../../etc/passwd_S",
                "Bearer mxgw_id_S, Bearer mxgw_id_S"
            })
    void aMalformedKeyIsNone(String shape) {
        assertThat(KeyToken.parse(shape.replace("S", SECRET))).isEmpty();
    }

    @Test
    void aSecretOfTheWrongLengthOrAlphabetIsNone() {
        assertThat(KeyToken.parse(TestKeys.header("id", SECRET.substring(1)))).isEmpty();
        assertThat(KeyToken.parse(TestKeys.header("id", SECRET.substring(1) + "+")))
                .isEmpty();
        assertThat(KeyToken.parse(TestKeys.header("id", "/" + SECRET.substring(1))))
                .isEmpty();
        assertThat(KeyToken.parse(TestKeys.header("id", "\u00c4" + SECRET.substring(1))))
                .isEmpty();
        assertThat(KeyToken.parse("Bearer mxgw_" + "x".repeat(1_000_000))).isEmpty();
    }

    @Test
    void ofTheFourTextsThatDecodeToOneSecretOnlyOneIsIt() {
        String start = "A".repeat(42);
        assertThat(KeyToken.parse(TestKeys.header("id", start + "A"))).isPresent();
        assertThat(KeyToken.parse(TestKeys.header("id", start + "B"))).isEmpty();
        assertThat(KeyToken.parse(TestKeys.header("id", start + "C"))).isEmpty();
        assertThat(KeyToken.parse(TestKeys.header("id", start + "D"))).isEmpty();
        assertThat(KeyToken.parse(TestKeys.header("id", start + "E"))).isPresent();
    }
}
