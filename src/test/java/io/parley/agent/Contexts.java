package io.parley.agent;

/** Contexts of turns outside of the application: their steps are kept in memory. */
public final class Contexts {

    private Contexts() {}

    public static TurnContext unseen() {
        return showing(Display.NONE);
    }

    public static TurnContext showing(Display display) {
        return new TurnContext(new KeptSteps(), display);
    }
}
