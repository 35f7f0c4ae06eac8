/**
 * The platform's HTTP API as commands use it: JSON in and out, streams of lines, problems as
 * failures.
 */
@NullMarked
package io.tributary.cli.api;

import org.jspecify.annotations.NullMarked;
