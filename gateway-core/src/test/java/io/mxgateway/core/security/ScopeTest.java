package io.mxgateway.core.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mxgateway.core.mx.MxCommandKind;
import io.mxgateway.core.mx.MxSecurityClass;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ScopeTest {
    @Test
    void everyScopeIsReadAsItIsWritten() {
        for (Scope scope : Scope.values()) {
            assertThat(Scope.parse(scope.text())).isEqualTo(scope);
            assertThat(Scope.parse(scope.text().toUpperCase(Locale.ROOT))).isEqualTo(scope);
        }
    }

    @Test
    void anUnknownScopeIsRefusedWithAllThatThereAreAndTheNearest() {
        assertThatThrownBy(() -> Scope.parse("invoke:wirte"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'invoke:wirte', did you mean 'invoke:write'?")
                .hasMessageContaining(String.join(", ", Scope.known()));
        assertThatThrownBy(() -> Scope.parse("everything")).hasMessageNotContaining("did you mean");
        assertThatThrownBy(() -> Scope.parseAll(List.of("admin", ""))).hasMessageContaining("there is no scope ''");
    }

    @Test
    void adminImpliesAllAndNothingElseImpliesAnything() {
        for (Scope held : Scope.values()) {
            for (Scope needed : Scope.values()) {
                assertThat(needed.allowedBy(Set.of(held))).isEqualTo(held == needed || held == Scope.ADMIN);
            }
        }
        assertThat(Scope.SESSION_OPEN.allowedBy(Set.of())).isFalse();
    }

    @Test
    void everyCommandKindHasARow() {
        assertThat(AccessTable.STANDARD.commands().keySet()).isEqualTo(EnumSet.allOf(MxCommandKind.class));
    }

    @Test
    void whatHasNoRowNeedsAdmin() {
        assertThat(AccessTable.STANDARD.of("mxaccess_gateway.v1.MxAccessGateway/Nothing"))
                .isEqualTo(new Access.Needs(Scope.ADMIN));
    }

    @Test
    void securityClassesAreReadInEverySpelling() {
        for (MxSecurityClass known : MxSecurityClass.values()) {
            assertThat(KeyConstraints.classification(known.name())).isEqualTo(known);
            assertThat(KeyConstraints.classification(KeyConstraints.classificationText(known)))
                    .isEqualTo(known);
            assertThat(KeyConstraints.classification("" + known.number())).isEqualTo(known);
        }
        assertThat(KeyConstraints.classification("SecuredWrite")).isEqualTo(MxSecurityClass.SECURED_WRITE);
        assertThatThrownBy(() -> KeyConstraints.classification("operat"))
                .hasMessageContaining("did you mean 'operate'?")
                .hasMessageContaining("free-access, operate");
    }
}
