/** Steps of the fault harness. */
package com.northwind.harness;
