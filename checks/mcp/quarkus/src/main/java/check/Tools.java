package check;

import io.quarkiverse.mcp.server.Tool;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Two tools that read, and one that writes and counts. */
public class Tools {

    private static final List<String> NOTES = new CopyOnWriteArrayList<>();

    @Tool(name = "echo", description = "Says it again.")
    String echo(String message) {
        return "Echo: " + message;
    }

    @Tool(name = "get-sum", description = "Adds.")
    String sum(int a, int b) {
        return "The sum of " + a + " and " + b + " is " + (a + b) + ".";
    }

    @Tool(name = "add-note", description = "Keeps a note.")
    String addNote(String text) {
        NOTES.add(text);
        return "Kept as note " + NOTES.size() + ".";
    }
}
