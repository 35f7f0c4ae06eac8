/**
 * WordPress and Strapi over their REST APIs. One class for each trigger and action; {@link
 * io.tributary.connectors.cms.Cms} is what both have in common, {@link
 * io.tributary.connectors.cms.ApiRefusal} knows what a refusal means. Called by the component host.
 */
package io.tributary.connectors.cms;
