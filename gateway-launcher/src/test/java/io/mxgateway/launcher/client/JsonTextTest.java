package io.mxgateway.launcher.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mxgateway.launcher.text.Json;
import io.mxgateway.launcher.text.JsonReader;
import org.junit.jupiter.api.Test;

class JsonTextTest {
    @Test
    void whatIsReadIsWrittenAgainAsItWas() {
        String text = "{\"a\":[1,-2.50,true,false,null,\"x\\\"\\\\\\n\\u0001\"],\"b\":{},\"c\":[]}";

        assertThat(Json.of(JsonReader.read(" " + text.replace(",", " ,\n") + " ")))
                .isEqualTo(text);
        assertThat(Json.of(JsonReader.read("\"\\u00e9\\/\""))).isEqualTo("\"\u00e9/\"");
    }

    @Test
    void whatIsNoJsonIsRefusedWithThePlace() {
        for (String wrong : new String[] {
            "",
            "{",
            "[1,",
            "{\"a\"}",
            "{a:1}",
            "\"x",
            "\"\\q\"",
            "\"\\u00",
            "tru",
            "1 2",
            "-",
            "1e",
            "[1]]",
            "\"\\u00zz\""
        }) {
            assertThatThrownBy(() -> JsonReader.read(wrong)).as(wrong).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> JsonReader.read("[1;2]")).hasMessageContaining("']' expected at position 2");
        assertThatThrownBy(() -> JsonReader.read("[".repeat(100_000))).hasMessageContaining("less nesting");
    }
}
