package io.mxgateway.core.session;

import io.mxgateway.core.galaxy.GalaxyMetadata;
import io.mxgateway.core.mx.MxCommand;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Puts brackets behind the names of whole arrays before MXAccess sees them: an item with a bare array name takes writes
 * that never arrive anywhere. What is not known to be an array stays as it was written. Thread-safe.
 */
final class ArrayNames {
    private static final String BRACKETS = "[]";

    private final GalaxyMetadata metadata;

    ArrayNames(GalaxyMetadata metadata) {
        this.metadata = Objects.requireNonNull(metadata, "metadata");
    }

    /** The command with its names made right; the same one when all are. */
    MxCommand corrected(MxCommand command) {
        if (command instanceof MxCommand.AddItem add) {
            String name = corrected(add.itemDefinition());
            return name.equals(add.itemDefinition()) ? add : new MxCommand.AddItem(add.serverHandle(), name);
        }
        if (command instanceof MxCommand.AddBufferedItem add) {
            String name = corrected(add.itemDefinition(), add.itemContext());
            return name.equals(add.itemDefinition())
                    ? add
                    : new MxCommand.AddBufferedItem(add.serverHandle(), name, add.itemContext());
        }
        if (command instanceof MxCommand.AddItemBulk add) {
            List<String> names =
                    add.tagAddresses().stream().map(this::corrected).toList();
            return names.equals(add.tagAddresses()) ? add : new MxCommand.AddItemBulk(add.serverHandle(), names);
        }
        return command;
    }

    private String corrected(String name) {
        return metadata.isArray(name) ? name.stripTrailing() + BRACKETS : name;
    }

    private String corrected(String name, String context) {
        if (context.isBlank()) {
            return corrected(name);
        }
        Optional<String> absolute = metadata.absoluteReference(name, context);
        return absolute.isPresent() && metadata.isArray(absolute.get()) ? name.stripTrailing() + BRACKETS : name;
    }
}
