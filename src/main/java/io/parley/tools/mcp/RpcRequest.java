package io.parley.tools.mcp;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.http.HttpCall;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes requests in the format of a revision. */
final class RpcRequest {

    private static final String META = "io.modelcontextprotocol/";

    private RpcRequest() {}

    static HttpCall modern(String address, long id, Rpc rpc) {
        ObjectNode params = rpc.params().deepCopy();
        ObjectNode meta = params.withObject("/_meta");
        meta.put(META + "protocolVersion", Revision.Modern.VERSION);
        meta.putObject(META + "clientCapabilities");
        meta.set(META + "clientInfo", clientInfo());
        Map<String, String> headers = headers(Revision.Modern.VERSION);
        headers.put("Mcp-Method", rpc.method());
        rpc.name().ifPresent(name -> headers.put("Mcp-Name", value(name)));
        headers.putAll(rpc.headers());
        return post(address, headers, message(id, rpc.method(), params));
    }

    static HttpCall legacy(String address, long id, Rpc rpc, Revision.Legacy revision) {
        return post(address, headers(revision, rpc), message(id, rpc.method(), rpc.params()));
    }

    /** The handshake itself has no version in its headers. */
    static HttpCall initialize(String address, long id) {
        ObjectNode params = JsonNodeFactory.instance.objectNode().put("protocolVersion", Revision.Legacy.NEWEST);
        params.putObject("capabilities");
        params.set("clientInfo", clientInfo());
        Map<String, String> headers = headers("");
        headers.remove("MCP-Protocol-Version");
        return post(address, headers, message(id, "initialize", params));
    }

    /** A notification has no answer. */
    static HttpCall notification(String address, Rpc rpc, Revision.Legacy revision) {
        ObjectNode message = message(0, rpc.method(), rpc.params());
        message.remove("id");
        return post(address, headers(revision, rpc), message);
    }

    private static Map<String, String> headers(Revision.Legacy revision, Rpc rpc) {
        Map<String, String> headers = headers(revision.version());
        revision.session().ifPresent(session -> headers.put("MCP-Session-Id", session));
        rpc.headers().forEach((name, value) -> {
            if (!name.startsWith("Mcp-Param-")) {
                headers.put(name, value);
            }
        });
        return headers;
    }

    private static Map<String, String> headers(String version) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", "application/json");
        headers.put("Accept", "application/json, text/event-stream");
        headers.put("MCP-Protocol-Version", version);
        return headers;
    }

    private static ObjectNode clientInfo() {
        return JsonNodeFactory.instance.objectNode().put("name", "parley").put("version", "1.0");
    }

    private static ObjectNode message(long id, String method, ObjectNode params) {
        ObjectNode message = JsonNodeFactory.instance.objectNode();
        message.put("jsonrpc", "2.0").put("id", id).put("method", method).set("params", params);
        return message;
    }

    private static HttpCall post(String address, Map<String, String> headers, ObjectNode message) {
        return new HttpCall("POST", address, "root", headers, message.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** Returns a text as the value of a header: in Base64 when it is not visible ASCII as a whole. */
    static String value(String text) {
        boolean plain = text.equals(text.strip())
                && text.chars().allMatch(c -> c >= ' ' && c < 0x7f)
                && !text.startsWith("=?base64?");
        return plain
                ? text
                : "=?base64?" + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)) + "?=";
    }
}
