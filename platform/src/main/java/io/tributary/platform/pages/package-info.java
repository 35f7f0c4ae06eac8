/**
 * Serves the built files of {@code frontend/} to browsers: the same bytes to everybody, before
 * anybody is known. Knows no person and no token.
 */
@NullMarked
package io.tributary.platform.pages;

import org.jspecify.annotations.NullMarked;
