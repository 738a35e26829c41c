package io.parley.tools;

import java.util.Optional;

/** Tools for a trial of Parley, if the operator names none. */
@FunctionalInterface
public interface TrialTools {

    /** Returns a tools file; empty if no tools are offered. */
    Optional<String> file();
}
