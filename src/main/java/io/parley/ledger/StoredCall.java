package io.parley.ledger;

import io.parley.chat.ToolCall;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** A call that the model asked for, as Redis holds it. */
@RegisterForReflection
record StoredCall(String id, String name, String arguments) {

    static StoredCall of(ToolCall call) {
        return new StoredCall(call.id(), call.name(), call.arguments());
    }

    ToolCall call() {
        return new ToolCall(StoredStep.demand(id), StoredStep.demand(name), StoredStep.demand(arguments));
    }
}
