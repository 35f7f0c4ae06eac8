/**
 * Tells the people whom a flow names what needs them: a cause of dead letters, a refused
 * connection. Once for each, by e-mail or by a post to an https address; behind the message path.
 */
@NullMarked
package io.tributary.runtime.notices;

import org.jspecify.annotations.NullMarked;
