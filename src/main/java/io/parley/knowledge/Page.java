package io.parley.knowledge;

import java.net.URI;
import java.util.Optional;

/**
 * A document.
 *
 * @param path the path below the folder, with slashes: {@code monitors/website.md}
 * @param title never empty
 * @param address the address for users; absent if the operator names none. Always http or https
 * @param language the language of the text, as far as it is known
 */
public record Page(String path, String title, Optional<URI> address, Language language) {}
