/**
 * JSON to an author's records and back, with the place named where it does not fit. The only
 * package that knows the JSON library, which is relocated in the finished jar so that it never
 * meets the component's own.
 */
@NullMarked
package io.tributary.host.json;

import org.jspecify.annotations.NullMarked;
