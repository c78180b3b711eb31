/**
 * The dashboard: pages for people, made on the server, readable without any script.
 *
 * <p>{@link io.mxgateway.launcher.dashboard.Dashboard} is all that others see of it: it turns into routes of the admin
 * port. Each entry of its navigation is a {@code Section}, which brings the routes of its pages and forms; a further one is
 * a class that implements {@code Section} and one more line in the list in {@code Dashboard}. A section answers with
 * {@code Frame.livePage} (kept up to date by the script while somebody looks), {@code Frame.page} (stays as it is; for
 * forms) or a redirect after an act. Markup comes from {@code Html} alone, which escapes whatever is not an element; styles
 * and scripts are in {@code dashboard.css} and {@code dashboard.js}, never in a page. A form carries {@code Frame.token},
 * and its handler begins with {@code AdminAccess.checkCsrf}; what it does has been asked for on a {@code Confirmation}.
 *
 * <p>Sees the gateway through {@code launcher.admin} only.
 */
package io.mxgateway.launcher.dashboard;
