/**
 * What a person or a script sees: results on standard output, chatter on standard error, exit
 * codes, and failures with code, place and advice. Every command uses it; it knows no server.
 */
@NullMarked
package io.tributary.cli.terminal;

import org.jspecify.annotations.NullMarked;
