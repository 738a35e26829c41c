/**
 * A client of MCP servers over Streamable HTTP: the current revision, which is stateless, and older ones, which begin with a
 * handshake. Uses only tools.
 */
@NullMarked
package io.parley.tools.mcp;

import org.jspecify.annotations.NullMarked;
