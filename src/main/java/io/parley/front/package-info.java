/** What stands before both ports: connections and their limits, requests that are refused unread, labels of metrics, liveness. */
@NullMarked
package io.parley.front;

import org.jspecify.annotations.NullMarked;
