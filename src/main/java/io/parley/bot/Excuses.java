package io.parley.bot;

import io.parley.chat.ChatException;
import io.parley.conversation.Answer;

/** Chooses the sentence for the user when the model gave no answer. */
final class Excuses {

    private final Persona persona;

    Excuses(Persona persona) {
        this.persona = persona;
    }

    Answer of(ChatException failure) {
        return Answer.saying(sentence(failure));
    }

    private String sentence(ChatException failure) {
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
