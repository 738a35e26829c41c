package io.parley.credentials;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The cluster's token for the pod's service account, with a federated credential in Entra. The file is read for each
 * request, because the cluster replaces it about once an hour. It is read on a worker thread, because reading blocks.
 */
record FederatedTokenFile(Path file) implements ClientAssertion {

    @Override
    public Uni<String> assertion(Application application) {
        return Uni.createFrom().item(this::read).runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    }

    private String read() {
        try {
            String token = Files.readString(file).strip();
            if (token.isEmpty()) {
                throw new CredentialException("The file that AZURE_FEDERATED_TOKEN_FILE names is empty: " + file);
            }
            return token;
        } catch (IOException unreadable) {
            throw new CredentialException(
                    "The file that AZURE_FEDERATED_TOKEN_FILE names cannot be read: " + file, unreadable);
        }
    }
}
