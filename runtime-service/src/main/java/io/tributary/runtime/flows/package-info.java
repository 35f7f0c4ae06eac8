/**
 * The flow as its author writes it: document, reading with every finding at once, and the revisions
 * that are never overwritten. It decides nothing about running; deployments do.
 */
@NullMarked
package io.tributary.runtime.flows;

import org.jspecify.annotations.NullMarked;
