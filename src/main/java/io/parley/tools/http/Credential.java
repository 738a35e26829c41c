package io.parley.tools.http;

import io.parley.credentials.AccessToken;
import io.parley.credentials.CachingTokenSource;
import io.parley.http.HttpCall;
import io.smallrye.mutiny.Uni;

/** The credentials that Parley presents to a tool's server. They are secret. */
public sealed interface Credential {

    Credential NONE = new None();

    /** Returns the call with the credential. Fails with a {@link io.parley.credentials.CredentialException}. */
    Uni<HttpCall> on(HttpCall call);

    /** Reports that the server refused a call with this credential. */
    default void refused(HttpCall call) {}

    /** No credential. */
    record None() implements Credential {
        @Override
        public Uni<HttpCall> on(HttpCall call) {
            return Uni.createFrom().item(call);
        }
    }

    /** A header with a fixed value. */
    record Header(String name, String value) implements Credential {
        @Override
        public Uni<HttpCall> on(HttpCall call) {
            return Uni.createFrom().item(call.with(name, value));
        }

        @Override
        public String toString() {
            return "Header[" + name + "]";
        }
    }

    /** A token of an identity of Parley. */
    record Token(CachingTokenSource tokens) implements Credential {

        private static final String AUTHORIZATION = "Authorization";

        @Override
        public Uni<HttpCall> on(HttpCall call) {
            return tokens.token().map(token -> call.with(AUTHORIZATION, bearer(token)));
        }

        @Override
        public void refused(HttpCall call) {
            String sent = call.headers().getOrDefault(AUTHORIZATION, "");
            tokens.token().subscribe().with(token -> discard(token, sent), noToken -> {});
        }

        private void discard(AccessToken token, String sent) {
            if (bearer(token).equals(sent)) {
                tokens.discard(token);
            }
        }

        private static String bearer(AccessToken token) {
            return "Bearer " + token.value();
        }
    }
}
