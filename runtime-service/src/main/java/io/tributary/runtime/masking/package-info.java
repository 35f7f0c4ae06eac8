/**
 * Hides, wherever a person sees a message, what a manifest's schemas call secret. Steps, replays
 * and expressions get bodies as they are.
 */
@NullMarked
package io.tributary.runtime.masking;

import org.jspecify.annotations.NullMarked;
