package io.parley.agent;

import io.parley.chat.WholeCharacters;
import io.parley.conversation.CallNumber;
import io.parley.conversation.Step;
import io.parley.conversation.Step.Ended;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Limits the results of a turn that the model reads. All results together have a limit: the newest stay complete, and older
 * ones are cut and marked.
 */
final class ShownResults {

    private static final String WITHHELD =
            "{\"error\":\"withheld\",\"message\":\"The content filter withheld this result.\"}";
    private static final String CUT = "\u2026 [cut: there is no room for all of this older result]";

    /** In UTF-16 units. */
    private static final int MOST = 64 * 1024;

    private static final int LEAST = 1024;

    private int withheldRound;
    private int most = MOST;

    /** Withholds the results of a round. Returns false if they are withheld already. */
    boolean withhold(int round) {
        boolean news = withheldRound != round;
        withheldRound = round;
        return news;
    }

    /** Halves the limit of all results. Returns false if the limit would be too short. */
    boolean shorten(int length) {
        most = Math.min(most, length) / 2;
        return most >= LEAST;
    }

    /** @param ended the results, in the order in which the calls ended */
    Map<CallNumber, String> of(List<Ended> ended) {
        Map<CallNumber, String> texts = new HashMap<>();
        int left = most;
        for (int place = ended.size() - 1; place >= 0; place--) {
            Ended end = ended.get(place);
            Ended shown = cut(end, left);
            left -= shown.text().length();
            texts.put(end.call(), text(shown));
        }
        return texts;
    }

    private static Ended cut(Ended end, int left) {
        int length = end.text().length();
        if (length <= left || length <= CUT.length()) {
            return end;
        }
        String kept = WholeCharacters.beginning(end.text(), Math.max(left - CUT.length(), 0));
        return new Ended(end.call(), end.tool(), end.status(), end.trusted(), kept + CUT);
    }

    private String text(Ended end) {
        return end.call().round() == withheldRound && end.status() != Step.Status.NOT_MADE
                ? WITHHELD
                : ResultText.of(end);
    }
}
