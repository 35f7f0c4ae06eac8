/** HTTP requests into a flow, and answers out of it. Called by the component host. */
package io.tributary.connectors.webhook;
