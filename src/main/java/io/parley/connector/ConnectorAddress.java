package io.parley.connector;

/**
 * The base address of an operation on a conversation, checked by the {@link ServiceUrlPolicy}: for example {@code
 * https://smba.trafficmanager.net/amer}, without slashes at its end.
 *
 * @param withToken whether the bot's token may be sent there
 */
record ConnectorAddress(String base, boolean withToken) {

    private static final String TEAMS = "https://smba.trafficmanager.net";
    private static final String GCC_TEAMS = "https://smba.infra.gcc.teams.microsoft.com";

    /** Whether this is Teams' public Connector. Conversations of GCC must use another one. */
    boolean publicTeams() {
        return withToken && (base.equals(TEAMS) || base.startsWith(TEAMS + "/"));
    }

    /** Returns the same path at Teams' Connector for GCC. */
    ConnectorAddress inGcc() {
        return new ConnectorAddress(GCC_TEAMS + base.substring(TEAMS.length()), withToken);
    }
}
