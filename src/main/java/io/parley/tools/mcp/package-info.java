/**
 * A client of MCP servers over Streamable HTTP: the current revision, which is stateless, and those before it, which begin with a
 * handshake. Uses tools alone.
 */
@NullMarked
package io.parley.tools.mcp;

import org.jspecify.annotations.NullMarked;
