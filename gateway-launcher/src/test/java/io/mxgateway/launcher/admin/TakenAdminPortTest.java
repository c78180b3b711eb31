package io.mxgateway.launcher.admin;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mxgateway.core.security.Authenticator;
import io.mxgateway.core.testing.FakeTime;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Apart from the others: the JDK's server keeps the socket that it could not bind until the process ends. */
class TakenAdminPortTest {
    @Test
    void aPortThatIsTakenIsNamedWithTheOptionThatChangesIt() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                AdminServer server = new AdminServer(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), taken.getLocalPort()),
                        Optional.empty(),
                        new AdminAccess(
                                Authenticator.DISABLED, true, new SignIns(new FakeTime(), new Random(7)), "csrf"),
                        List.of())) {
            assertThatThrownBy(server::start)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(":" + taken.getLocalPort())
                    .hasMessageContaining("admin.port");
        }
    }
}
