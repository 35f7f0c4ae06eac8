/**
 * Any HTTP service: single requests, lists in pages, and an address that is polled. Called by the
 * component host. Credentials go to the connection's own host and port, and nowhere else.
 */
package io.tributary.connectors.http;
