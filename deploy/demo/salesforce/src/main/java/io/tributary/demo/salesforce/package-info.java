/**
 * An emulator of the part of Salesforce's REST API that integrations use: log-in, records, queries,
 * composite requests and Bulk API 2.0, with the vendor's formats, limits and refusals. State lives
 * in memory. Called by its command line and by tests; it knows nothing of Tributary.
 */
package io.tributary.demo.salesforce;
