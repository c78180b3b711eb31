package io.mxgateway.launcher;

import io.mxgateway.core.galaxy.GalaxyErrorCode;
import io.mxgateway.core.galaxy.GalaxyException;
import io.mxgateway.core.galaxy.GalaxyObject;
import io.mxgateway.core.galaxy.GalaxyPage;
import io.mxgateway.core.galaxy.GalaxyPaging;
import io.mxgateway.core.galaxy.GalaxyQuery;
import io.mxgateway.core.galaxy.GalaxyRepository;
import io.mxgateway.core.galaxy.GalaxyRoot;
import io.mxgateway.core.galaxy.GalaxyStatus;
import io.mxgateway.core.security.Caller;
import io.mxgateway.launcher.admin.GalaxyView;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** The galaxy of a running gateway as the admin port sees it. Thread-safe. */
final class RunningGalaxy implements GalaxyView {
    /** How long a page waits for a galaxy that is being read for the first time. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final GalaxyRepository galaxy;
    private final LiveValues values;

    RunningGalaxy(GalaxyRepository galaxy, LiveValues values) {
        this.galaxy = galaxy;
        this.values = values;
    }

    @Override
    public GalaxyStatus status() {
        return galaxy.status();
    }

    @Override
    public GalaxyPage browse(GalaxyRoot parent, GalaxyPaging paging, Caller by) {
        return await(galaxy.browse(seenBy(by).from(parent).withAttributes(false), paging, PATIENCE));
    }

    @Override
    public GalaxyPage search(String glob, GalaxyPaging paging, Caller by) {
        GalaxyQuery query =
                seenBy(by).filtered(List.of(), List.of(), glob, false, false).withAttributes(false);
        return await(galaxy.discover(query, paging, PATIENCE));
    }

    @Override
    public Optional<GalaxyObject> object(int id, Caller by) {
        GalaxyQuery query = seenBy(by).from(new GalaxyRoot.ById(id)).downTo(0);
        try {
            return await(galaxy.discover(query, GalaxyPaging.FIRST, PATIENCE)).objects().stream()
                    .findFirst();
        } catch (GalaxyException e) {
            if (e.code() == GalaxyErrorCode.ROOT_NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    @Override
    public Values values(List<String> references, Caller by, String peer) {
        return values.read(references, by, peer);
    }

    private static GalaxyQuery seenBy(Caller by) {
        return GalaxyQuery.ALL.seenBy(by.constraints().visibility());
    }

    /** Bounded: the galaxy answers at once, or when its patience has ended. */
    private static GalaxyPage await(CompletionStage<GalaxyPage> answer) {
        try {
            return answer.toCompletableFuture().join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof GalaxyException refused) {
                throw refused;
            }
            throw e;
        }
    }
}
