package io.parley.tools;

import java.util.Optional;

/** Tools to try Parley with, where the operator names none. */
@FunctionalInterface
public interface TrialTools {

    /** Returns a file of tools; empty when none are to be offered. */
    Optional<String> file();
}
