package io.parley.nativeimage;

import com.oracle.svm.core.annotate.Alias;
import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Compares keys of resources by their fields. GraalVM's key is a record, and the executable interprets the equality that Java
 * generates for a record. Each search for a service at the start compares such keys. The hash stays the record's own: the builder
 * has stored the keys by it.
 */
@TargetClass(className = "com.oracle.svm.core.jdk.Resources$ModuleInstanceResourceKey")
final class ResourceKey {

    @Alias
    private @Nullable Module module;

    @Alias
    private @Nullable String resource;

    @Substitute
    @Override
    @SuppressWarnings("EqualsHashCode")
    public boolean equals(@Nullable Object other) {
        return other instanceof ResourceKey key && module == key.module && Objects.equals(resource, key.resource);
    }
}
