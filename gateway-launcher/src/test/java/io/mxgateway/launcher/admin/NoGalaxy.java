package io.mxgateway.launcher.admin;

import io.mxgateway.core.galaxy.GalaxyErrorCode;
import io.mxgateway.core.galaxy.GalaxyException;
import io.mxgateway.core.galaxy.GalaxyObject;
import io.mxgateway.core.galaxy.GalaxyPage;
import io.mxgateway.core.galaxy.GalaxyPaging;
import io.mxgateway.core.galaxy.GalaxyRepository;
import io.mxgateway.core.galaxy.GalaxyRoot;
import io.mxgateway.core.galaxy.GalaxyStatus;
import io.mxgateway.core.security.Caller;
import java.util.List;
import java.util.Optional;

/** Of a gateway that has no galaxy. */
final class NoGalaxy implements GalaxyView {
    @Override
    public GalaxyStatus status() {
        return GalaxyRepository.NONE.status();
    }

    @Override
    public GalaxyPage browse(GalaxyRoot parent, GalaxyPaging paging, Caller by) {
        throw off();
    }

    @Override
    public GalaxyPage search(String glob, GalaxyPaging paging, Caller by) {
        throw off();
    }

    @Override
    public Optional<GalaxyObject> object(int id, Caller by) {
        throw off();
    }

    @Override
    public Values values(List<String> references, Caller by, String peer) {
        return Values.none("there is no galaxy");
    }

    private static GalaxyException off() {
        return new GalaxyException(GalaxyErrorCode.UNAVAILABLE, "there is no galaxy");
    }
}
