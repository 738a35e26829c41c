/** The bot's registration with Azure: application id, type, tenant and cloud. */
@NullMarked
package io.parley.registration;

import org.jspecify.annotations.NullMarked;
