/**
 * Personal access tokens: making, listing and revoking them, and handing git the token of whoever
 * is signed in.
 */
@NullMarked
package io.tributary.cli.tokens;

import org.jspecify.annotations.NullMarked;
