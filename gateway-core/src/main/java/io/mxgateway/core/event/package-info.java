/**
 * The events of a session: one log with one writer, and cursors that read it at their own pace.
 *
 * <p>A live stream, a resumed stream, a slow stream, a poll and the dashboard are all cursors. May use {@code mx},
 * {@code time}, {@code metrics} and {@code config}; knows nothing of sessions or workers.
 */
package io.mxgateway.core.event;
