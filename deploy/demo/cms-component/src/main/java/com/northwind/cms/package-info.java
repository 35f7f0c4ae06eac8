/** Entries of a content system over its REST interface. Called by the component host. */
package com.northwind.cms;
