package io.parley.tools.file;

import java.util.HashSet;
import java.util.Set;

/** The names that the model sees: no two tools have the same, and each is one that the model's service takes. */
final class Names {

    /** More than this in one request is refused by the model's service. */
    private static final int MOST = 128;

    private final Set<String> names = new HashSet<>();

    void claim(String name, Setting operation) {
        if (!DeclarationReader.isName(name)) {
            throw operation.mistake(
                    "needs a name of 1 to 64 letters, digits, _ or -, since its own is none. Write name");
        }
        if (!names.add(name)) {
            throw operation.mistake("has the same name as another tool, " + name + ". Give it another with name");
        }
        if (names.size() > MOST) {
            throw operation.mistake("is one too many: the model takes at most " + MOST + " tools");
        }
    }
}
