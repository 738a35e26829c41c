package io.parley.http;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Chooses the address to connect to. Each new call asks again, and the connection goes to exactly that address. */
@FunctionalInterface
public interface Addresses {

    /**
     * Looks up a host, on a worker thread.
     *
     * @param host a name, or an address as text
     * @throws UnknownHostException if there is no address, or none that may be connected to
     */
    InetAddress of(String host) throws UnknownHostException;
}
