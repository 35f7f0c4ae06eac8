/**
 * Chooses what confines on this machine, at start; knows every adapter, and nothing knows it but
 * mains.
 */
@NullMarked
package io.tributary.containers.probe;

import org.jspecify.annotations.NullMarked;
