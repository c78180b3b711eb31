package io.mxgateway.core.security;

import io.mxgateway.core.galaxy.GalaxyMetadata;
import io.mxgateway.core.mx.MxSecurityClass;
import java.util.List;
import java.util.Optional;

/**
 * Decides whether a key may read or write what a reference stands for. What cannot be decided for want of metadata is
 * denied. Thread-safe; the patterns' answers are remembered, those of the metadata are asked for each time, as a deployment
 * changes them.
 */
final class Judge {
    /** MXAccess knows no longer reference. */
    static final int LONGEST_REFERENCE = 329;

    private static final String WHOLE_ARRAY = "[]";

    private final GalaxyMetadata metadata;
    private final MatchCache cache;

    Judge(GalaxyMetadata metadata, MatchCache cache) {
        this.metadata = metadata;
        this.cache = cache;
    }

    /** Why a key may not read; null when it may. */
    String whyNotRead(KeyConstraints key, String reference) {
        return key.constrainsReads() ? whyNot("read", key.readTags(), key.readSubtrees(), reference) : null;
    }

    /** Why a key may not write; null when it may. */
    String whyNotWrite(KeyConstraints key, String reference) {
        if (!key.writeTags().isEmpty() || !key.writeSubtrees().isEmpty()) {
            String why = whyNot("write", key.writeTags(), key.writeSubtrees(), reference);
            if (why != null) {
                return why;
            }
        }
        if (key.writeClassifications().isEmpty()) {
            return null;
        }
        Optional<MxSecurityClass> classification = metadata.securityClassification(reference);
        if (classification.isEmpty()) {
            return unknown(reference);
        }
        return key.writeClassifications().contains(classification.get())
                ? null
                : "the write-classifications of this key do not include "
                        + KeyConstraints.classificationText(classification.get()) + ", which "
                        + Nearest.quoted(reference) + " has";
    }

    /**
     * What a reference stands for that was added with a context; null when that cannot be told.
     *
     * @param context may be blank, then there is none
     */
    String absolute(String reference, String context) {
        return context.isBlank()
                ? reference.strip()
                : metadata.absoluteReference(reference, context)
                        .map(String::strip)
                        .orElse(null);
    }

    private String whyNot(String what, List<Glob> tags, List<Glob> subtrees, String reference) {
        if (reference.length() > LONGEST_REFERENCE) {
            return "the reference has " + reference.length() + " characters, the most is " + LONGEST_REFERENCE;
        }
        if (!tags.isEmpty() && tagMatches(tags, reference)) {
            return null;
        }
        if (subtrees.isEmpty()) {
            return "the " + what + "-tags of this key do not include " + Nearest.quoted(reference);
        }
        Optional<String> path = metadata.containedPath(reference);
        if (path.isEmpty()) {
            return unknown(reference);
        }
        return cache.anyMatches(subtrees, path.get())
                ? null
                : "the " + what + "-subtrees " + (tags.isEmpty() ? "" : "and " + what + "-tags ")
                        + "of this key do not include " + Nearest.quoted(reference);
    }

    /** A whole array has two spellings. */
    private boolean tagMatches(List<Glob> tags, String reference) {
        return cache.anyMatches(tags, reference)
                || (reference.endsWith(WHOLE_ARRAY)
                        && cache.anyMatches(tags, reference.substring(0, reference.length() - WHOLE_ARRAY.length())));
    }

    private static String unknown(String reference) {
        return "the galaxy does not tell what " + Nearest.quoted(reference)
                + " is, and the constraints of this key depend on it";
    }
}
