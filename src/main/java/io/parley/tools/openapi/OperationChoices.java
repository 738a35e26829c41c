package io.parley.tools.openapi;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/**
 * What the operator chose about the arguments of an operation.
 *
 * @param fixed arguments with values of the operator's, which the model does not see
 * @param needed names of those that the operation must have
 * @param headers names of header parameters that the model may fill
 */
public record OperationChoices(ObjectNode fixed, Set<String> needed, Set<String> headers) {}
