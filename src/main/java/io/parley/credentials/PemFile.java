package io.parley.credentials;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The PEM file that {@code PARLEY_CREDENTIALS_CERTIFICATE} names. Its content is secret. */
final class PemFile {

    private static final Pattern BLOCK = Pattern.compile("-----BEGIN ([A-Z0-9 ]{1,40})-----([^-]*)-----END \\1-----");

    private final String text;

    private PemFile(String text) {
        this.text = text;
    }

    /** Reads the file; blocks. Fails with a {@link CredentialException} if that is not possible. */
    static PemFile read(Path file) {
        try {
            return new PemFile(Files.readString(file));
        } catch (IOException unreadable) {
            throw unusable("cannot be read: " + file);
        }
    }

    /** Returns the decoded blocks with a label, such as {@code CERTIFICATE}, in their order. */
    List<byte[]> blocks(String label) {
        List<byte[]> blocks = new ArrayList<>();
        for (Matcher block = BLOCK.matcher(text); block.find(); ) {
            if (block.group(1).equals(label)) {
                blocks.add(Base64.getMimeDecoder().decode(block.group(2)));
            }
        }
        return blocks;
    }

    /** @param reason without any content of the file */
    static CredentialException unusable(String reason) {
        return new CredentialException("The file that PARLEY_CREDENTIALS_CERTIFICATE names " + reason + ".");
    }
}
