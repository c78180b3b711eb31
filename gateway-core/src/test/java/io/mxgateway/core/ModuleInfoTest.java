package io.mxgateway.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Keeps the core on nothing but the JDK: the build forbids libraries, this test forbids modules. */
class ModuleInfoTest {

    @Test
    void requiresNothingBeyondTheBaseAndSqlModulesOfTheJdk() throws IOException {
        Path compiled = Path.of("target", "classes", "module-info.class");
        ModuleDescriptor descriptor;
        try (var in = Files.newInputStream(compiled)) {
            descriptor = ModuleDescriptor.read(in);
        }

        assertThat(descriptor.name()).isEqualTo("io.mxgateway.core");
        assertThat(descriptor.requires())
                .extracting(ModuleDescriptor.Requires::name)
                .isSubsetOf("java.base", "java.sql");
    }
}
