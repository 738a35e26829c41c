package io.parley.agent;

import io.parley.tools.Toolbox;

/**
 * The tools of the model, and the limits of their use.
 *
 * @param limits how much the model may call them in one turn
 */
public record Tools(Toolbox box, AgentConfig limits, ToolTelemetry telemetry) {}
