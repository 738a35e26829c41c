package io.parley.bot;

import io.parley.agent.Display;
import io.parley.knowledge.Citations;
import io.parley.knowledge.Citations.Cited;
import io.parley.knowledge.NumberedPassages;

/** A brief with passages of documents, whose numbers the answer names. */
interface CitingBrief extends Brief {

    /** Returns the passages that the model has got until now. */
    NumberedPassages passages();

    default Cited cited(String answer) {
        return Citations.of(answer, passages()::has);
    }

    @Override
    default Display display(Display display) {
        return display == Display.NONE ? Display.NONE : new SourcedDrafts(passages(), display);
    }

    @Override
    default String shown(String answer) {
        return cited(answer).text();
    }

    /** Without numbers: they stand for other passages in the next turn. */
    @Override
    default String remembered(String answer) {
        return Citations.of(answer, 0).text();
    }
}
