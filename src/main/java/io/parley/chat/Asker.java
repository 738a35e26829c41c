package io.parley.chat;

/**
 * Who asks, as far as a call may depend on it.
 *
 * @param group of conversations, 0 to 63: the service looks for what it has cached of a prompt where it served the group before
 * @param user names one user of the bot; the service is given a digest of it. Empty where nobody is named. Not for a log
 */
public record Asker(int group, String user) {

    public static final Asker NOBODY = new Asker(0, "");

    /** As the service calls a group of prompts that it caches together. It does so for prompts that begin alike only. */
    String cacheKey() {
        return "parley-" + group;
    }

    /** Without the user. */
    @Override
    public String toString() {
        return "Asker[" + group + "]";
    }
}
