package io.parley.tools.file;

import java.util.HashSet;
import java.util.Set;

/** The names that the model sees: each name is unique, and the model's service accepts it. */
final class Names {

    /** The model's service refuses more in one request. */
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
