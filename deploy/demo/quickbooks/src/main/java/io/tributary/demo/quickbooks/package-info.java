/**
 * An emulator of the QuickBooks Online Accounting API, version 3: log-in, entities, queries, change
 * data capture, batches, reports, attachments and webhooks, with the vendor's formats, limits and
 * refusals. State lives in memory. Called by its command line and by tests; it knows nothing of
 * Tributary.
 */
package io.tributary.demo.quickbooks;
