package io.parley.chat;

/** Whether the model may ask for calls. */
public enum ToolChoice {
    /** The model decides. */
    AUTO,
    /** The model decides, and asks for one call at most. Sent to services that know the parameter. */
    ONE_CALL,
    /** It has to answer. The tools are still sent: without them the service could not use its cached prefix. */
    NONE
}
