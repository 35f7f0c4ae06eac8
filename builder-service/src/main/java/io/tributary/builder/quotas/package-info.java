/**
 * What an organization's builds use of its quotas: how many begin in an hour, and what their images
 * take. Knows the builds' table and no worker.
 */
@NullMarked
package io.tributary.builder.quotas;

import org.jspecify.annotations.NullMarked;
