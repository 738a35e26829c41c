package io.parley.tools.openapi;

import io.parley.tools.http.Parameter;
import io.parley.tools.http.Parameter.Place;
import io.parley.tools.http.PathTemplate;
import io.parley.tools.openapi.OpenApiDocument.Found;
import java.util.List;

/** Compares the arguments of an operation with its path, and with what the tools file names. */
record OperationCheck(Found found, OperationChoices choices, Arguments arguments) {

    /** @throws io.parley.tools.schema.SchemaException when one of them lacks a name of the other */
    void demandAll() {
        requireAllOfThePath();
        requireAllThatIsFixed();
        requireAllHeaders();
    }

    private void requireAllOfThePath() {
        List<String> described = names(Place.PATH);
        PathTemplate.names(found.path()).stream()
                .filter(name -> !described.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw found.operation().mistake("does not describe the path's parameter " + name);
                });
        described.stream()
                .filter(name -> !PathTemplate.names(found.path()).contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw found.operation()
                            .mistake("describes the parameter " + name + ", which its path does not have");
                });
    }

    private void requireAllHeaders() {
        choices.headers().stream()
                .filter(name -> !names(Place.HEADER).contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw found.operation()
                            .mistake("has no header parameter " + name + ", which header-parameters names");
                });
    }

    private void requireAllThatIsFixed() {
        choices.needed().forEach(name -> {
            if (!arguments.has(name)) {
                throw found.operation().mistake("has no argument " + name + ", which the tools file fixes");
            }
        });
    }

    private List<String> names(Place place) {
        return arguments.parameters().stream()
                .filter(parameter -> parameter.place() == place)
                .map(Parameter::name)
                .toList();
    }
}
