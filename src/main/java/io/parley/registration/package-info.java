/** How the bot is registered with Azure: its application, the application's type and tenant, and the cloud. */
@NullMarked
package io.parley.registration;

import org.jspecify.annotations.NullMarked;
