/**
 * One machine, one command: starts the embedded parts, then the services in one Spring context. It
 * knows every part by its own package and must not hold anything a service decides.
 */
@NullMarked
package io.tributary.platform;

import org.jspecify.annotations.NullMarked;
