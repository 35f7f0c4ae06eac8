/**
 * Builds over HTTP: lists, one build, its live log, and cancelling.
 *
 * <p>Called by the CLI and the frontend. It translates and decides nothing.
 */
@NullMarked
package io.tributary.builder.api;

import org.jspecify.annotations.NullMarked;
