package io.parley.ledger;

import io.parley.chat.Usage;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** The tokens of a round, as Redis holds them. Versions before wrote no {@code written}: it is 0 then. */
@RegisterForReflection
record StoredUsage(long input, long output, long cached, long written, long reasoning) {

    static StoredUsage of(Usage usage) {
        return new StoredUsage(usage.input(), usage.output(), usage.cached(), usage.written(), usage.reasoning());
    }

    Usage usage() {
        return new Usage(input, output, cached, written, reasoning);
    }
}
