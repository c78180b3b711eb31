package io.mxgateway.launcher.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CookiesTest {
    @Test
    void aCookieIsSecureWhereTheConnectionIs() {
        assertThat(Cookies.set(9100, "x", SignIns.LASTS, true))
                .isEqualTo("mxgateway-9100=x; Path=/; HttpOnly; SameSite=Strict; Max-Age=28800; Secure");
        assertThat(Cookies.set(9100, "x", SignIns.LASTS, false)).doesNotContain("Secure");
        assertThat(Cookies.clear(9100, true)).contains("mxgateway-9100=;", "Max-Age=0", "Secure");
    }

    @Test
    void theCookieOfAnotherPortIsNotOurs() {
        List<String> headers = List.of("a=b; mxgateway-91=other; mxgateway-9100=mine");
        assertThat(Cookies.value(headers, Cookies.name(9100))).contains("mine");
        assertThat(Cookies.value(headers, Cookies.name(9))).isEmpty();
    }
}
