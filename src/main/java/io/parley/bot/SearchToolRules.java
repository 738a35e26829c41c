package io.parley.bot;

import io.parley.knowledge.Knowledge;
import io.parley.tools.Toolbox;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.util.Optional;

/** Rules for the tool that searches the documents, beside the other tools of the model. */
final class SearchToolRules {

    /** The model's service refuses more in one request. */
    private static final int MOST_TOOLS = 128;

    private SearchToolRules() {}

    /** @throws ConfigurationException if the tool is on and there is no room for it; names the variables */
    static void check(Toolbox tools, Knowledge knowledge, Optional<String> agent) {
        if (!knowledge.isTool()) {
            return;
        }
        if (agent.isPresent()) {
            throw new ConfigurationException("PARLEY_KNOWLEDGE_TOOL and PARLEY_CHAT_AGENT are both set: an agent has"
                    + " only the tools of its own definition. Unset one of them.");
        }
        if (tools.most() >= MOST_TOOLS) {
            throw new ConfigurationException("PARLEY_KNOWLEDGE_TOOL is one tool too many: the model takes at most "
                    + MOST_TOOLS + " tools, and PARLEY_TOOLS_FILE lists as many.");
        }
        if (tools.find(SearchDocuments.NAME).isPresent()) {
            throw new ConfigurationException("PARLEY_KNOWLEDGE_TOOL gives the model a tool " + SearchDocuments.NAME
                    + ", and PARLEY_TOOLS_FILE has another one of this name: give that another with name.");
        }
    }
}
