/**
 * Runs turns: accepts activities, and answers each of them on some replica, once and in order.
 *
 * <p>Which thread runs what:
 *
 * <ul>
 *   <li>A request is handled on the event loop of its connection. The turn that it claims begins there, on the event loop that
 *       received the answer of Redis.
 * <li>A run continues on the event loop on which Redis, the model or the Connector answered its last call. A traced
 *       run has a Vert.x context of its own. Nothing blocks.
 *   <li>Ticks (sweeps, drafts, retries, time limits) come from Mutiny's timer threads, which stop when the shutdown begins. Renewals of leases
 *       come from an event loop, which goes on until running turns have ended.
 *   <li>{@code TurnShutdown} blocks the thread that shuts the application down, and no other class blocks.
 * </ul>
 *
 * <p>So all state that turns share is safe for any thread: {@code Capacity}, {@code WaitingLine}, {@code WaitingRequests}. The
 * state of one run is written by one thread at a time, and read by any: its fields are volatile.
 */
@NullMarked
package io.parley.turn;

import org.jspecify.annotations.NullMarked;
