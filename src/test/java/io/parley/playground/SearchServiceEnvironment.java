package io.parley.playground;

import static com.github.tomakehurst.wiremock.client.WireMock.jsonResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.matching.RegexPattern;
import java.util.HashMap;
import java.util.Map;

/** A bot to try whose documents are in an index of Azure AI Search. A question with "outage" makes the service fail. */
public class SearchServiceEnvironment extends DemoEnvironment {

    private final WireMockServer service =
            new WireMockServer(WireMockConfiguration.options().dynamicPort());

    @Override
    protected Map<String, String> settings() {
        service.start();
        service.stubFor(post(urlPathEqualTo("/indexes/docs/docs/search")).willReturn(okJson("""
                {"value":[{"@search.score":0.03,"@search.rerankerScore":2.9,"chunk":"Opened items: within 14 days.",
                           "title":"Returns","url":"https://docs.example/returns"}]}""")));
        service.stubFor(post(urlPathEqualTo("/indexes/docs/docs/search"))
                .withRequestBody(new RegexPattern("(?s).*outage.*"))
                .willReturn(jsonResponse("{\"error\":{\"code\":\"\",\"message\":\"No.\"}}", 403)));
        Map<String, String> settings = new HashMap<>(super.settings());
        settings.put("parley.knowledge.search.endpoint", service.baseUrl());
        settings.put("parley.knowledge.search.index", "docs");
        settings.put("parley.knowledge.search.key", "canary-query-key");
        settings.put("parley.knowledge.search.content-field", "chunk");
        settings.put("parley.knowledge.search.url-field", "url");
        return settings;
    }

    @Override
    public void stop() {
        service.stop();
        super.stop();
    }
}
