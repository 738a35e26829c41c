package io.parley.chat;

/** Whether the model may ask for calls. */
public enum ToolChoice {
    /** The model decides. */
    AUTO,
    /** It has to answer. The tools are sent all the same: without them the service would lose the prefix that it caches. */
    NONE
}
