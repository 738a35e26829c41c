/** Searches an index of Azure AI Search, by its REST API. */
@NullMarked
package io.parley.knowledge.azure;

import org.jspecify.annotations.NullMarked;
