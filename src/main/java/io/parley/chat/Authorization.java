package io.parley.chat;

import io.smallrye.mutiny.Uni;

/** The credential of a call: a key or a token, never both. */
interface Authorization {

    /** Fails with a {@link io.parley.credentials.CredentialException} when there is no token. */
    Uni<Presented> present();

    /**
     * A header of one call.
     *
     * @param refuse what to do when the service answers the call with 401
     */
    record Presented(String header, String value, Runnable refuse) {

        @Override
        public String toString() {
            return "Presented[" + header + "]";
        }
    }
}
