package io.parley.knowledge;

import io.parley.chat.EmbeddingClient;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Optional;

/**
 * The direction of a text's meaning. A byte for each number: a quarter of the memory, in Redis and here, and the order of passages
 * stays the same, because the error of a cosine is below 0.002.
 */
final class Vector {

    private static final int STEPS = 127;
    private static final int BYTES = Float.BYTES + EmbeddingClient.DIMENSIONS;

    private final byte[] steps;
    private final float step;

    private Vector(byte[] steps, float step) {
        this.steps = steps;
        this.step = step;
    }

    static Vector of(float[] numbers) {
        float[] direction = direction(numbers);
        float largest = 0;
        for (float number : direction) {
            largest = Math.max(largest, Math.abs(number));
        }
        float step = largest / STEPS;
        byte[] steps = new byte[direction.length];
        for (int at = 0; at < steps.length; at++) {
            steps[at] = (byte) (step == 0 ? 0 : Math.round(direction[at] / step));
        }
        return new Vector(steps, step);
    }

    /** The same direction with the length 1; zeros where it has none, or is no number. */
    static float[] direction(float[] numbers) {
        double square = 0;
        for (float number : numbers) {
            square += (double) number * number;
        }
        float[] direction = new float[numbers.length];
        if (square > 0 && Double.isFinite(square)) {
            float length = (float) Math.sqrt(square);
            for (int at = 0; at < direction.length; at++) {
                direction[at] = numbers[at] / length;
            }
        }
        return direction;
    }

    /** @return empty for what {@link #encoded} has not made, or not with this number of dimensions */
    static Optional<Vector> decode(String encoded) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(encoded);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        if (bytes.length != BYTES) {
            return Optional.empty();
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        float step = buffer.getFloat();
        byte[] steps = new byte[EmbeddingClient.DIMENSIONS];
        buffer.get(steps);
        return Float.isFinite(step) ? Optional.of(new Vector(steps, step)) : Optional.empty();
    }

    /** 516 bytes in Base64. */
    String encoded() {
        return Base64.getEncoder()
                .encodeToString(
                        ByteBuffer.allocate(BYTES).putFloat(step).put(steps).array());
    }

    /**
     * From -1 to 1: 1 for the same meaning.
     *
     * @param direction of the length 1
     */
    double cosine(float[] direction) {
        float even = 0;
        float odd = 0;
        for (int at = 0; at < steps.length; at += 2) {
            even += steps[at] * direction[at];
            odd += steps[at + 1] * direction[at + 1];
        }
        return (even + odd) * step;
    }
}
