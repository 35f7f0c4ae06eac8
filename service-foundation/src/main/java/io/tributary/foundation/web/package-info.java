/** What holds for every request, whatever it asks for. */
@NullMarked
package io.tributary.foundation.web;

import org.jspecify.annotations.NullMarked;
