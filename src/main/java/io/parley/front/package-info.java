/** Protects both ports: limits connections, rejects malformed requests, restricts labels of metrics, and checks liveness. */
@NullMarked
package io.parley.front;

import org.jspecify.annotations.NullMarked;
