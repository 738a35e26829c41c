package io.parley.knowledge;

import java.net.URI;
import java.util.Optional;

/**
 * A document.
 *
 * @param path below the folder, with slashes: {@code monitors/website.md}
 * @param title never empty
 * @param address that users can open; absent where the operator names none. Always http or https
 * @param language that it is written in, as far as this can be told
 */
public record Page(String path, String title, Optional<URI> address, Language language) {}
