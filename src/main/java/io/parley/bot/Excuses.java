package io.parley.bot;

import io.parley.chat.ChatException;

/** Chooses the sentence for the user when the model gave no answer. */
final class Excuses {

    private final Persona persona;

    Excuses(Persona persona) {
        this.persona = persona;
    }

    String of(ChatException failure) {
        if (failure instanceof ChatException.Filtered) {
            return persona.filtered();
        }
        if (failure instanceof ChatException.Empty) {
            return persona.empty();
        }
        if (failure instanceof ChatException.TooLong) {
            return persona.tooLong();
        }
        return failure instanceof ChatException.Throttled throttled
                ? persona.busy(throttled.getWait())
                : persona.apology();
    }
}
