/**
 * What every checker of written text needs to help its author; knows no document and no feature.
 */
@NullMarked
package io.tributary.runtime.findings;

import org.jspecify.annotations.NullMarked;
