package io.parley.chat;

/** The body of a call to a model, by one of the two interfaces. */
sealed interface ModelRequest permits ChatCompletionsApi.Request, ResponsesApi.Request {}
