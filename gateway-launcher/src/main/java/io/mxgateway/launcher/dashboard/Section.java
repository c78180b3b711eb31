package io.mxgateway.launcher.dashboard;

import io.mxgateway.launcher.admin.Access;
import io.mxgateway.launcher.admin.Route;
import java.util.List;

/**
 * A part of the dashboard with an entry in the navigation, and all pages and forms that belong to it. To add one: implement
 * this, and put it into the list in {@link Dashboard}. Thread-safe.
 */
interface Section {
    /** Where its first page is; those that follow it are below this path. */
    String path();

    /** What the navigation calls it. */
    String title();

    /** Who finds it in the navigation. The routes say for themselves who may ask for them. */
    default Access access() {
        return Access.VIEW;
    }

    /**
     * Its pages and forms.
     *
     * @param frame what all pages have around them
     */
    List<Route> routes(Frame frame);
}
