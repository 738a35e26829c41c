package io.parley.bot;

import io.parley.activity.MessageParts;
import io.parley.agent.Display;
import io.parley.conversation.Answer;
import java.util.List;

/** Changes nothing. */
final class PlainBrief implements Brief {

    @Override
    public String prompt(String question) {
        return question;
    }

    @Override
    public Display display(Display display) {
        return display;
    }

    @Override
    public String shown(String answer) {
        return answer;
    }

    @Override
    public List<Answer.Message> messages(String answer, String channel) {
        return MessageParts.of(answer, channel).stream().map(Answer.Message::of).toList();
    }

    @Override
    public String remembered(String answer) {
        return answer;
    }
}
