/**
 * Makes the two base images, once per machine, from the JDK it runs on and a few files of the
 * system; nothing is pulled.
 *
 * <p>The builder and the platform's start call it. It must not know components.
 */
@NullMarked
package io.tributary.containers.base;

import org.jspecify.annotations.NullMarked;
