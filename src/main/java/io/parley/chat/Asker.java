package io.parley.chat;

/**
 * The user who asks, as far as a call depends on it.
 *
 * @param group of conversations, 0 to 63: the service looks for a cached prompt where it served the group before
 * @param user names one user of the bot; the service gets a digest of it. Empty if no user is known. Do not log it
 */
public record Asker(int group, String user) {

    public static final int GROUPS = 64;

    public static final Asker NOBODY = new Asker(0, "");

    /**
     * Returns the name of a group of prompts that the service caches together. It does so only for prompts that begin alike.
     */
    String cacheKey() {
        return "parley-" + group;
    }

    /** Omits the user. */
    @Override
    public String toString() {
        return "Asker[" + group + "]";
    }
}
