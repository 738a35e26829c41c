/** The Activity protocol as records: what channels send and what the bot sends back. */
@NullMarked
package io.parley.activity;

import org.jspecify.annotations.NullMarked;
