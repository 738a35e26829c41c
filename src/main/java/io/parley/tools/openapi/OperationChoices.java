package io.parley.tools.openapi;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/**
 * The operator's settings for the arguments of an operation.
 *
 * @param fixed arguments with values from the operator, which the model does not see
 * @param needed names of those that the operation must have
 * @param headers names of header parameters that the model may fill
 */
public record OperationChoices(ObjectNode fixed, Set<String> needed, Set<String> headers) {}
