package io.parley.connector;

/**
 * The base address of a conversation's Connector, checked: {@code https://smba.trafficmanager.net/amer}, without slashes
 * at its end.
 *
 * @param withToken whether the bot's token may be shown there
 */
record ConnectorAddress(String base, boolean withToken) {

    private static final String TEAMS = "https://smba.trafficmanager.net";
    private static final String GCC_TEAMS = "https://smba.infra.gcc.teams.microsoft.com";

    /** Whether this is Teams' public Connector, which conversations of GCC must not be answered through. */
    boolean publicTeams() {
        return withToken && (base.equals(TEAMS) || base.startsWith(TEAMS + "/"));
    }

    /** The same path at Teams' Connector in GCC. */
    ConnectorAddress inGcc() {
        return new ConnectorAddress(GCC_TEAMS + base.substring(TEAMS.length()), withToken);
    }
}
